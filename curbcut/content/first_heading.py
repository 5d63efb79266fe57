"""A page's title where its front matter has none: the heading that its text begins with."""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt

_LEADING = re.compile(r"(?:[ \t]*\n|<!--(?:(?!-->).)*-->[ \t]*\n)*", re.S)
_HASHES = re.compile(r" {0,3}#[ \t]+(?P<words>[^\n]*[^\s#][^\n]*?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)")
_UNDERLINED = re.compile(r" {0,3}(?P<words>[^\s>#`~|<-][^\n]*)\n {0,3}=+[ \t]*(?:\n|\Z)")
_ANCHOR = re.compile(r"\s*\{#[^\s{}]+\}\s*$")
_INLINE = MarkdownIt("commonmark")


class FirstHeading(NamedTuple):
    """A title: its line and column, and the first line behind it, each counting from 1."""

    title: str
    line: int
    column: int
    end: int


def first_heading(body: str, body_line: int) -> FirstHeading | None:
    """The level 1 heading that a text begins with, apart from empty lines and comments.

    ``body_line`` is the line of the file on which the text begins.
    """
    leading = _LEADING.match(body)
    start = leading.end() if leading else 0
    found = _HASHES.match(body, start) or _UNDERLINED.match(body, start)
    if found is None:
        return None
    title = _plain(_ANCHOR.sub("", found["words"]))
    if not title:
        return None
    line = body_line + body.count("\n", 0, start)
    column = len(found[0]) - len(found[0].lstrip(" ")) + 1
    return FirstHeading(title, line, column, line + max(1, found[0].count("\n")))


def _plain(words: str) -> str:
    """Words without the Markdown that sets them."""
    inline = _INLINE.parseInline(words)[0].children or ()
    kept = (token.content for token in inline if token.type in ("text", "code_inline", "image"))
    return " ".join("".join(kept).split())
