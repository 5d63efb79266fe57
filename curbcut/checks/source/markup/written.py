"""What is in the file where a check of the text has found markup."""

from __future__ import annotations

import re

from curbcut.checks.source.page import SourcePage


def is_escaped(page: SourcePage, offset: int, text: str) -> bool:
    """Whether ``text``, found at ``offset``, is written with backslashes or as references.

    Then it is meant to be seen.
    """
    span = page.span(offset)
    line = page.lines[span.line - page.first_line]
    start = re.match(r"[^\w\s]{0,3}\w?", text)
    mark = re.escape(start[0] if start else "")
    return line[span.column - 1 : span.column] == "\\" or re.search(mark, line) is None


def shortened(text: str, most: int = 40) -> str:
    """``text`` on one line of at most ``most`` characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
