"""A configuration for Caddy (2.6 or newer), to be imported in a site block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from curbcut.hosting.facts import ASK_AGAIN, FOR_EVER, HIDDEN, Facts


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
    # Only plain signs, so that it leads nowhere else.
    yield r"@curbcut_index path_regexp curbcut_index ^((?:/[\w%~.+-]+)*/)index\.html$"
    yield "redir @curbcut_index {re.curbcut_index.1} 301"
    for number, (old, target) in enumerate(facts.redirects):
        if old.casefold().rstrip("/") == unquote(target).casefold().rstrip("/"):
            # Caddy's plain paths do not mind capitals: this one would lead to itself.
            yield f"@curbcut_{number} path_regexp {_quoted(f'^{re.escape(old)}$')}"
            yield f"redir @curbcut_{number} {_quoted(target)} 301"
        else:
            yield f"redir {_quoted(old)} {_quoted(target)} 301"
    yield from (f'error {_quoted(path)} "Gone" 410' for path in facts.gone)
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


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
