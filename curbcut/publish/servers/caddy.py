"""A configuration for Caddy (2.6 or newer), to be imported in a site block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.publish.servers.facts import ASK_AGAIN, FOR_EVER, HIDDEN, Facts

_MEANING = re.compile(r"[*%{}$\[\]\\^\"`'\x00-\x20]")
"""Characters that Caddy, or its regular expressions, read something into."""
_PLAIN = r"/[\w%~.+-]+"
"""A part of a path as it was sent, in which nothing leads to another host."""


def caddy(facts: Facts) -> str:
    """The configuration."""
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
    # Outside of “route” Caddy would put the narrow headers first, and the wide ones would win; and
    # it would redirect before it sets any, so that browsers would keep a redirect for good.
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


def _asked() -> Iterator[str]:
    """Variables: the query with its mark, and the address without “index.html” or with a slash.

    What was asked for with an old address is asked for with the new one.
    """
    yield "map {http.request.uri.query} {curbcut_query} {"
    yield '\t~^(.+)$ "?${1}"'
    yield '\tdefault ""'
    yield "}"
    yield from _address_of("curbcut_index", rf"((?:{_PLAIN})*/)index\.html", "${1}")
    yield from _address_of("curbcut_folder", f"((?:{_PLAIN})+)", "${1}/")


def _redirects(facts: Facts) -> Iterator[tuple[list[str], str]]:
    """A matcher and what to do where it fits."""
    yield (
        ['@curbcut_index expression {curbcut_index} != ""'],
        "redir @curbcut_index {curbcut_index}{curbcut_query} 301",
    )
    for number, (old, target) in enumerate(facts.redirects):
        name = f"curbcut_{number}"
        to = _quoted(target + "{curbcut_query}")
        yield [_matcher(name, old)], f"redir @{name} {to} 301"
    # Caddy adds the slash by itself, but 2.6.2 drops the query on the way.
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


def _address_of(name: str, pattern: str, address: str) -> Iterator[str]:
    """A variable with an address made of the one that was sent; empty where that does not fit."""
    yield f"map {{http.request.uri}} {{{name}}} {{"
    yield f'\t~^{pattern}(?:\\?|$) "{address}"'
    yield '\tdefault ""'
    yield "}"


def _matcher(name: str, path: str) -> str:
    """A matcher of one path and no other.

    By a regular expression: Caddy's plain paths ignore case, so that the old address “/Care/” would
    take the page “/care/” down, and “/İzmir/” the page “/izmir/”.
    """
    pattern = "".join(_character(character) for character in path)
    return f"@{name} path_regexp {_quoted(f'^{pattern}$')}"


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
