"""HTML inside Markdown: removed, kept or shown as text.

Only elements that the site allows are kept, and of those only ones that hold text and are opened
and closed within one block. They cannot run anything, nor change the order of elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from curbcut.html.tokens import VOID, EndTag, StartTag, Text, tokens

_NAME = re.compile(r"</?([A-Za-z][\w-]*)")
_ATTRIBUTES = frozenset({"class", "lang", "dir", "title", "datetime"})


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
    """Whether a block of HTML (without comments) can be kept."""
    open_names: list[str] = []
    end = 0
    for token in tokens(html):
        end = token.end
        match token:
            case Text() if "<" not in token.source:
                continue
            case StartTag() if _harmless(token, allowed):
                if token.name not in VOID:
                    open_names.append(token.name)
            case EndTag() if _bare(token) and open_names and open_names.pop() == token.name:
                continue
            case _:
                return False
    return end == len(html) and not open_names


def good_inline(inline: Sequence[Token], allowed: frozenset[str]) -> Iterator[Token]:
    """The tags among a block's ``inline`` tokens that can be kept, in pairs."""
    open_tags: list[tuple[str, Token | None]] = []
    for token in inline:
        if token.nesting == 1:
            open_tags.append(("", None))
        elif token.nesting == -1:
            while open_tags and open_tags.pop()[1] is not None:
                continue
        match [*tokens(token.content)] if token.type == "html_inline" else ():
            case [StartTag() as tag] if _harmless(tag, allowed):
                if tag.name in VOID:
                    yield token
                else:
                    open_tags.append((tag.name, token))
            case [EndTag() as tag] if tag.name in allowed and _bare(tag):
                if open_tags and open_tags[-1][0] == tag.name and (opened := open_tags.pop()[1]):
                    yield from (opened, token)


def name_of(html: str) -> str:
    """The name of the tag that ``html`` begins with, "" if it begins with none."""
    found = _NAME.match(html)
    return found[1].lower() if found else ""


def words_until_end(inline: Sequence[Token], name: str) -> str:
    """The text of the tokens before the end tag of an element; "" if there is none."""
    words: list[str] = []
    for token in inline:
        if token.type == "html_inline" and token.content.lower().startswith(f"</{name}"):
            return "".join(words)
        words.append(" " if token.type in ("softbreak", "hardbreak") else token.content)
    return ""


def _harmless(tag: StartTag, allowed: frozenset[str]) -> bool:
    """Whether a start tag may stay: an element and attributes that do nothing, plainly written."""
    return tag.name in allowed and all(
        attribute.name in _ATTRIBUTES
        and (attribute.quote == '"' or not attribute.value)
        and not {"<", ">"} & set(attribute.value)
        for attribute in tag.written()
    )


def _bare(tag: EndTag) -> bool:
    """Whether an end tag has nothing but its name."""
    return tag.end - tag.start == len(f"</{tag.name}>")
