"""Links to files: a placeholder at the end of the link text for the file type and size."""

from __future__ import annotations

import posixpath
import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.html.marks import file_placeholder

_PAGES = frozenset({".md", ".html", ".htm"})
_PICTURES = frozenset({".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//")


def is_file(destination: str) -> bool:
    """Whether an address is that of a file of the site that is neither a page nor an image."""
    path = destination.partition("#")[0].partition("?")[0]
    ending = posixpath.splitext(path)[1].lower()
    return len(ending) > 1 and not _SCHEME.match(path) and ending not in _PAGES | _PICTURES


def leave_room(state: StateCore) -> None:
    """Add a token at the end of each link to a file. Runs after the links were numbered."""
    refs = state.env["links"]
    for block in state.tokens:
        kept: list[Token] = []
        number = -1
        for token in block.children or ():
            if token.type == "link_open":
                number = token.meta.get("curbcut_link", -1)
            elif token.type == "link_close" and number >= 0 and is_file(refs[number].destination):
                kept.append(Token("file_note", "", 0, content=file_placeholder(number)))
            kept.append(token)
        if block.children is not None:
            block.children = kept
