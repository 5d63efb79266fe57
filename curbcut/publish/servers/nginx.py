"""A configuration for nginx (1.18 or newer), to be included in a server block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.browser.media_types import TYPES
from curbcut.publish.servers.facts import ASK_AGAIN, FOR_EVER, HIDDEN, Facts, text_types

_LONGEST_NAME = 255
"""The maximum length of a location's name in bytes. nginx stores the length in one byte (``u_char
len`` in ngx_http_location_tree_node_t, 1.22), so that a name of 257 bytes is taken for "/"."""


def nginx(facts: Facts) -> str:
    """The text of the configuration."""
    return "\n".join([*_head(facts), *_types(), *_headers(facts), *_places(facts)]) + "\n"


def _head(facts: Facts) -> Iterator[str]:
    yield "# Made by “curbcut server-config nginx”. Generate it again when redirects, “not found”"
    yield "# pages, languages, settings or lines “gone …” in addresses.txt change."
    yield "# For a server block of the site's own:"
    yield "#"
    yield "#   server {"
    yield "#     listen 443 ssl;"
    yield "#     server_name …;"
    yield f"#     root …;      # {facts.folder}"
    yield "#     include …;   # this file"
    yield "#   }"
    yield ""
    yield "index index.html;"
    yield "absolute_redirect off;"
    yield "server_tokens off;"
    yield ""


def _types() -> Iterator[str]:
    by_media: dict[str, list[str]] = {}
    for ending, media in TYPES.items():
        by_media.setdefault(media, []).append(ending)
    text = [media for media in text_types() if media != "text/html"]  # nginx adds that one itself
    yield "types {"
    for media in sorted(by_media):
        yield f"  {media} {' '.join(by_media[media])};"
    yield "}"
    yield "default_type application/octet-stream;"
    yield "charset utf-8;"
    yield f"charset_types {' '.join(text)};"
    yield ""
    yield "gzip on;"
    yield "gzip_comp_level 6;"
    yield "gzip_min_length 256;"
    yield "gzip_proxied any;"
    yield "gzip_vary on;"
    yield f"gzip_types {' '.join(text)};"
    yield ""


def _headers(facts: Facts) -> Iterator[str]:
    # A location with its own add_header inherits none of these, so values that differ by path are
    # variables; nginx sends no header whose value is empty.
    differing = _differing(facts)
    yield f'set $curbcut_cache "{ASK_AGAIN}";'
    yield 'set $curbcut_robots "";'
    for name in differing:
        yield f"set {_variable(name)} {_quoted(facts.headers.get(name, ''))};"
    for name in (*facts.headers, *(name for name in differing if name not in facts.headers)):
        value = _variable(name) if name in differing else _quoted(facts.headers[name])
        yield f"add_header {name} {value} always;"
    yield "add_header Cache-Control $curbcut_cache always;"
    yield "add_header X-Robots-Tag $curbcut_robots always;"
    yield ""


def _places(facts: Facts) -> Iterator[str]:
    base = facts.base
    if facts.missing_pages:
        yield from _missing(facts)
    else:
        yield "error_page 403 = @curbcut_missing;"
        yield "location @curbcut_missing { return 404; }"
    answers = [*_answers(facts)]
    yield from (line for short, line in answers if not short)  # the first matching regex wins
    # Matches the URL as requested; only plain characters, so that it cannot lead to another host.
    yield (
        'if ($request_uri ~ "^((?:/[\\w%~.+-]+)*/)index\\.html(?:\\?|$)")'
        " { return 301 $1$is_args$args; }"
    )
    yield r"location ~ /\.(?!well-known/) { return 404; }"
    yield from (f"location = {_quoted(base + name)} {{ return 404; }}" for name in HIDDEN)
    yield f'location ^~ {_quoted(facts.assets)} {{ set $curbcut_cache "{FOR_EVER}"; }}'
    yield r'location ~ \.md$ { set $curbcut_robots "noindex"; }'
    for output, headers in facts.exceptions.items():
        sets = "".join(f" set {_variable(name)} {_quoted(headers[name])};" for name in headers)
        yield f"location = {_quoted(base + output)} {{{sets} }}"
    yield from (line for short, line in answers if short)


def _answers(facts: Facts) -> Iterator[tuple[bool, str]]:
    """Locations for redirects and URLs that are gone; whether each is an exact match or a regex."""
    # Redirects pass the query on.
    answers = [(old, f"301 {_quoted(new, '$is_args$args')}") for old, new in facts.redirects]
    for path, answer in (*answers, *((path, "410") for path in facts.gone)):
        short = len(path.encode()) <= _LONGEST_NAME
        matcher = f"= {_quoted(path)}" if short else f'~ "^{_expression(path)}$"'
        yield short, f"location {matcher} {{ return {answer}; }}"


def _missing(facts: Facts) -> Iterator[str]:
    """The “not found” page, in the language that the requested URL indicates."""
    *further, (_, page) = facts.missing_pages.items()
    shown = _quoted(page)
    if further:
        yield f"set $curbcut_missing {shown};"
        for folder, other in further:
            yield f'if ($uri ~ "^{re.escape(folder)}") {{ set $curbcut_missing {_quoted(other)}; }}'
        shown = "$curbcut_missing"
    yield f"error_page 404 {shown};"
    yield f"error_page 403 =404 {shown};"
    yield f"error_page 410 {shown};"
    for page in facts.missing_pages.values():
        yield f"location = {_quoted(page)} {{ internal; }}"


def _differing(facts: Facts) -> list[str]:
    return sorted({name for headers in facts.exceptions.values() for name in headers})


def _variable(name: str) -> str:
    return "$curbcut_" + name.lower().replace("-", "_")


def _expression(path: str) -> str:
    r"""A path as a regular expression in quotation marks, where nginx keeps “\.” and “\x” as is."""
    return "".join(map(_character, path))


def _character(character: str) -> str:
    if character.isalnum() or not character.isascii() or character in "/_~-":
        return character
    # Of the characters to be escaped only the dot is common in URLs, so it gets the short form.
    return r"\." if character == "." else f"\\x{ord(character):02x}"


def _quoted(text: str, variables: str = "") -> str:
    """A quoted nginx string, followed by ``variables``.

    nginx cannot escape a dollar sign in a string with variables, so text that could contain one has
    been percent-encoded or rejected before.
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + variables + '"'
