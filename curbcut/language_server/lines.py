"""The lines of a document, and places in them as an editor counts.

Curbcut counts characters; an editor counts the units of an encoding that it agrees on with the
server, which is UTF-16 unless it says otherwise (LSP 3.17, Position). Lines and characters count
from 0 here, as in the protocol; those of a ``Span`` from 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lsprotocol import types
from pygls.workspace import PositionCodec

_ENDING = re.compile(r"\r\n|\r|\n")
"""Line ends as the protocol has them; str.splitlines knows some more."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a document without their ends, and how its editor counts."""

    lines: tuple[str, ...]
    codec: PositionCodec

    @classmethod
    def of(cls, text: str, codec: PositionCodec | None = None) -> Lines:
        """The lines of a text; an editor without a ``codec`` counts in UTF-16."""
        return cls(tuple(_ENDING.split(text)), codec or PositionCodec())

    def line(self, number: int) -> str:
        """A line, "" where there is none."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def position(self, line: int, character: int) -> types.Position:
        """The place of a character, as the editor counts."""
        last = max(0, min(line, len(self.lines) - 1))
        before = self.line(last)[: max(0, character)] if last == line else self.line(last)
        return types.Position(last, self.codec.client_num_units(before))

    def range(self, line: int, start: int, end: int) -> types.Range:
        """The range from one character of a line up to another."""
        return types.Range(self.position(line, start), self.position(line, end))

    def character(self, position: types.Position) -> int:
        """The character in its line that a place of the editor's is before."""
        text, units = self.line(position.line), 0
        for number, character in enumerate(text):
            if units >= position.character:
                return number
            units += self.codec.client_num_units(character)
        return len(text)

    def whole(self) -> types.Range:
        """The range of the whole document."""
        last = len(self.lines) - 1
        return types.Range(types.Position(0, 0), self.position(last, len(self.line(last))))
