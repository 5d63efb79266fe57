"""A configuration for Caddy (2.6 or newer), to be imported in a site block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.publish.servers.facts import ASK_AGAIN, FOR_EVER, HIDDEN, Facts

_MEANING = re.compile(r"[*%{}$\[\]\\^\"`'\x00-\x20]")
"""Characters with a special meaning in a Caddyfile or its regular expressions."""
_PLAIN = r"/[\w%~.+-]+"
"""A segment of a path as requested, of characters that cannot redirect to another host."""


def caddy(facts: Facts) -> str:
    """The text of the configuration."""
    return "\n".join([*_head(facts), *_answers(facts), *_places(facts)]) + "\n"


def _head(facts: Facts) -> Iterator[str]:
    yield "# Made by “curbcut server-config caddy”. Generate it again when redirects, “not found”"
    yield "# pages, languages, settings or lines “gone …” in addresses.txt change."
    yield "# For a site block of the site's own:"
    yield "#"
    yield "#   help.example.com {"
    yield f"#     root * …   # {facts.folder}"
    yield "#     import …   # this file"
    yield "#   }"
    yield ""
    yield "encode zstd gzip"
    yield ""


def _answers(facts: Facts) -> Iterator[str]:
    # Without “route” Caddy sorts directives: headers for specific paths come first, so that general
    # ones override them, and redirects are sent without headers, so that browsers cache them for
    # good.
    yield "@curbcut_markdown path *.md"
    yield from _asked()
    redirects = [*_redirects(facts)]
    yield from (line for matcher, _ in redirects for line in matcher)
    yield "route {"
    yield from (f"\t{line}" for line in (*_everywhere(facts), *_somewhere(facts)))
    yield from (f"\t{line}" for _, line in redirects)
    yield "}"
    yield ""


def _everywhere(facts: Facts) -> Iterator[str]:
    yield "header {"
    for name, value in facts.headers.items():
        yield f"\t{name} {_quoted(value)}"
    yield f"\tCache-Control {_quoted(ASK_AGAIN)}"
    yield "}"
    # Not in the block above: Caddy defers a removal until last, and with it the whole block.
    yield "header -Server"


def _somewhere(facts: Facts) -> Iterator[str]:
    yield f"header {_quoted(facts.assets + '*')} Cache-Control {_quoted(FOR_EVER)}"
    yield 'header @curbcut_markdown Content-Type "text/markdown; charset=utf-8"'
    yield 'header @curbcut_markdown X-Robots-Tag "noindex"'
    for output, headers in facts.exceptions.items():
        where = facts.base + output.removesuffix("index.html")
        for name, value in headers.items():
            yield f"header {_quoted(where)} {name} {_quoted(value)}"


def _asked() -> Iterator[str]:
    """Variables: the query with its “?”, and the URL without “index.html” or with a final slash.

    Redirects pass the query on.
    """
    yield "map {http.request.uri.query} {curbcut_query} {"
    yield '\t~^(.+)$ "?${1}"'
    yield '\tdefault ""'
    yield "}"
    yield from _address_of("curbcut_index", rf"((?:{_PLAIN})*/)index\.html", "${1}")
    yield from _address_of("curbcut_folder", f"((?:{_PLAIN})+)", "${1}/")


def _redirects(facts: Facts) -> Iterator[tuple[list[str], str]]:
    """Pairs of a matcher's lines and the redirect for requests that match."""
    yield (
        ['@curbcut_index expression {curbcut_index} != ""'],
        "redir @curbcut_index {curbcut_index}{curbcut_query} 301",
    )
    for number, (old, target) in enumerate(facts.redirects):
        name = f"curbcut_{number}"
        to = _quoted(target + "{curbcut_query}")
        yield [_matcher(name, old)], f"redir @{name} {to} 301"
    # Caddy adds the slash itself, but 2.6.2 drops the query.
    folder = ["\tfile {path}/index.html", "\tnot path */", '\texpression {curbcut_folder} != ""']
    yield (
        ["@curbcut_folder {", *folder, "}"],
        "redir @curbcut_folder {curbcut_folder}{curbcut_query} 301",
    )


def _places(facts: Facts) -> Iterator[str]:
    for number, path in enumerate(facts.gone):
        yield _matcher(f"curbcut_gone_{number}", path)
        yield f'error @curbcut_gone_{number} "Gone" 410'
    hidden = " ".join(_quoted(facts.base + name) for name in HIDDEN)
    yield "@curbcut_hidden {"
    yield f"\tpath */.* {hidden}"
    yield f"\tnot path {_quoted(facts.base + '.well-known/*')} /.well-known/*"
    yield "}"
    yield 'error @curbcut_hidden "Not found" 404'
    yield "file_server"
    yield "handle_errors {"  # Caddy removes all headers from error responses
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


def _address_of(name: str, pattern: str, address: str) -> Iterator[str]:
    """A variable with a URL made from the requested one; empty if that does not match."""
    yield f"map {{http.request.uri}} {{{name}}} {{"
    yield f'\t~^{pattern}(?:\\?|$) "{address}"'
    yield '\tdefault ""'
    yield "}"


def _matcher(name: str, path: str) -> str:
    """A matcher for exactly one path.

    It is a regular expression, because Caddy's path matcher ignores case: the old URL “/Care/”
    would hide the page “/care/”, and “/İzmir/” the page “/izmir/”.
    """
    pattern = "".join(_character(character) for character in path)
    return f"@{name} path_regexp {_quoted(f'^{pattern}$')}"


def _character(character: str) -> str:
    """A literal character in a regular expression.

    Special ones are escaped by number, because Caddy replaces placeholders in braces first.
    """
    if not _MEANING.match(character) and character not in ".+?()|":
        return character
    return f"\\x{ord(character):02x}"


def _quoted(text: str) -> str:
    """A quoted Caddyfile string, in which a backslash is literal except before a quotation mark."""
    return '"' + text.replace('"', '\\"') + '"'
