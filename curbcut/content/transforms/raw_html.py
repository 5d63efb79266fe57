"""HTML inside Markdown: left out, let through or shown as text.

What is let through is only what a site allows, and of that only elements that hold text, opened and
closed within one block. So it can neither run anything nor change which element is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

_VOID = frozenset({"br", "wbr"})
_ATTRIBUTES = frozenset({"class", "lang", "dir", "title", "datetime"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*/?>")
_NAME = re.compile(r"([a-z-]+)(?:=\"[^\"<>]*\")?")


def without_comments(html: str) -> str:
    """``html`` without its comments; one that is never closed stays."""
    kept: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) != -1:
        end = html.find("-->", start + 4)
        if end == -1:
            break
        kept.append(html[at:start])
        at = end + 3
    kept.append(html[at:])
    return "".join(kept)


def good_block(html: str, allowed: frozenset[str]) -> bool:
    """Whether a block of HTML (without comments) can be let through."""
    if "<" in _TAG.sub("", html):
        return False
    open_names: list[str] = []
    for tag in _TAG.finditer(html):
        if not _harmless(tag, allowed):
            return False
        name = tag[2].lower()
        if tag[1]:
            if not open_names or open_names.pop() != name:
                return False
        elif name not in _VOID:
            open_names.append(name)
    return not open_names


def good_inline(tokens: Sequence[Token], allowed: frozenset[str]) -> Iterator[Token]:
    """The tags among a block's inline ``tokens`` that can be let through, in pairs."""
    open_tags: list[tuple[str, Token | None]] = []
    for token in tokens:
        tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if token.nesting == 1:
            open_tags.append(("", None))
        elif token.nesting == -1:
            while open_tags and open_tags.pop()[1] is not None:
                continue
        if tag is None or not _harmless(tag, allowed):
            continue
        name = tag[2].lower()
        if name in _VOID and not tag[1]:
            yield token
        elif not tag[1]:
            open_tags.append((name, token))
        elif open_tags and open_tags[-1][0] == name and (opened := open_tags.pop()[1]):
            yield from (opened, token)


def _harmless(tag: re.Match[str], allowed: frozenset[str]) -> bool:
    if tag[2].lower() not in allowed:
        return False
    names = [name[1] for name in _NAME.finditer(re.sub(r'"[^"]*"', '""', tag[3]))]
    return not (tag[1] and names) and all(name in _ATTRIBUTES for name in names)
