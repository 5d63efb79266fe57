"""The headings of a page as its outline."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from curbcut.language_server.lines import Lines
from curbcut.model.page import Heading


def outline(headings: Sequence[Heading], lines: Lines) -> list[types.DocumentSymbol]:
    """The headings, each below the nearest one above it with a higher rank."""
    top: list[types.DocumentSymbol] = []
    open_ones: list[tuple[int, types.DocumentSymbol]] = []
    for heading in headings:
        line = heading.span.line - 1
        place = lines.range(line, 0, len(lines.line(line)))
        symbol = types.DocumentSymbol(
            name=heading.text or "(no words)",
            kind=types.SymbolKind.String,
            range=place,
            selection_range=place,
            children=[],
        )
        while open_ones and open_ones[-1][0] >= heading.level:
            open_ones.pop()
        siblings = open_ones[-1][1].children if open_ones else top
        assert isinstance(siblings, list)
        siblings.append(symbol)
        open_ones.append((heading.level, symbol))
    return top
