"""A configuration for Caddy (2.6 or newer), to be imported in a site block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from curbcut.hosting.facts import ASK_AGAIN, FOR_EVER, HIDDEN, Facts

_MEANING = re.compile(r"[*%{}$\[\]\\^\"`'\x00-\x20]")
"""Characters that Caddy, or its regular expressions, read something into."""


def caddy(facts: Facts) -> str:
    """The configuration."""
    return "\n".join([*_head(facts), *_headers(facts), *_places(facts)]) + "\n"


def _head(facts: Facts) -> Iterator[str]:
    yield "# Made by “curbcut server-config caddy”; make it anew when redirects or settings change."
    yield "# For a site block of the site's own:"
    yield "#"
    yield "#   help.example.com {"
    yield f"#     root * …   # {facts.folder}"
    yield "#     import …   # this file"
    yield "#   }"
    yield ""
    yield "encode zstd gzip"
    yield ""


def _headers(facts: Facts) -> Iterator[str]:
    # Outside of “route” Caddy would put the narrow ones first, and the wide ones would win.
    yield "@curbcut_markdown path *.md"
    yield "route {"
    yield from (f"\t{line}" for line in (*_everywhere(facts), *_somewhere(facts)))
    yield "}"
    yield ""


def _everywhere(facts: Facts) -> Iterator[str]:
    yield "header {"
    for name, value in facts.headers.items():
        yield f"\t{name} {_quoted(value)}"
    yield f"\tCache-Control {_quoted(ASK_AGAIN)}"
    yield "}"
    # On its own: taking off is done last, and would take the whole block with it.
    yield "header -Server"


def _somewhere(facts: Facts) -> Iterator[str]:
    yield f"header {_quoted(facts.assets + '*')} Cache-Control {_quoted(FOR_EVER)}"
    yield 'header @curbcut_markdown Content-Type "text/markdown; charset=utf-8"'
    yield 'header @curbcut_markdown X-Robots-Tag "noindex"'
    for output, headers in facts.exceptions.items():
        where = facts.base + output.removesuffix("index.html")
        for name, value in headers.items():
            yield f"header {_quoted(where)} {name} {_quoted(value)}"


def _places(facts: Facts) -> Iterator[str]:
    # What was asked for with an old address is asked for with the new one.
    yield "map {http.request.uri.query} {curbcut_query} {"
    yield '\t~^(.+)$ "?${1}"'
    yield '\tdefault ""'
    yield "}"
    # Only plain characters, so that it leads nowhere else.
    yield r"@curbcut_index path_regexp curbcut_index ^((?:/[\w%~.+-]+)*/)index\.html$"
    yield "redir @curbcut_index {re.curbcut_index.1}{curbcut_query} 301"
    for number, (old, target) in enumerate(facts.redirects):
        itself = old.casefold().rstrip("/") == unquote(target).casefold().rstrip("/")
        yield from _matcher(f"curbcut_{number}", old, exact=itself)
        yield f"redir @curbcut_{number} {_quoted(target + '{curbcut_query}')} 301"
    for number, path in enumerate(facts.gone):
        yield from _matcher(f"curbcut_gone_{number}", path)
        yield f'error @curbcut_gone_{number} "Gone" 410'
    hidden = " ".join(_quoted(facts.base + name) for name in HIDDEN)
    yield "@curbcut_hidden {"
    yield f"\tpath */.* {hidden}"
    yield f"\tnot path {_quoted(facts.base + '.well-known/*')} /.well-known/*"
    yield "}"
    yield 'error @curbcut_hidden "Not found" 404'
    yield "file_server"
    yield "handle_errors {"  # Caddy takes off all headers where there is an error
    yield from (f"\t{line}" for line in _everywhere(facts))
    if facts.missing_pages:
        yield from (f"\t{line}" for line in _missing(facts))
        yield "\tfile_server"
    yield "}"


def _missing(facts: Facts) -> Iterator[str]:
    *further, (_, page) = facts.missing_pages.items()
    if not further:
        yield f"rewrite * {_quoted(page)}"
        return
    for number, (folder, other) in enumerate(further):
        yield f"@curbcut_missing_{number} path {_quoted(folder + '*')}"
        yield f"rewrite @curbcut_missing_{number} {_quoted(other)}"
    folders = " ".join(_quoted(folder + "*") for folder, _ in further)
    yield f"@curbcut_missing not path {folders}"
    yield f"rewrite @curbcut_missing {_quoted(page)}"


def _matcher(name: str, path: str, *, exact: bool = False) -> Iterator[str]:
    """A matcher of one path and no other.

    Caddy's plain paths do not mind capitals, which ``exact`` does, and some characters mean
    something in them; those are looked for by a regular expression.
    """
    if exact or _MEANING.search(path):
        pattern = "".join(_character(character) for character in path)
        yield f"@{name} path_regexp {_quoted(f'^{pattern}$')}"
    else:
        yield f"@{name} path {_quoted(path)}"


def _character(character: str) -> str:
    """A character in a regular expression.

    By its number, because Caddy fills in what is between braces before it reads the expression.
    """
    if not _MEANING.match(character) and character not in ".+?()|":
        return character
    return f"\\x{ord(character):02x}"


def _quoted(text: str) -> str:
    """A string of a Caddyfile, in which a backslash is one, but before a quotation mark."""
    return '"' + text.replace('"', '\\"') + '"'
