"""Where text comes from: files, and places in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text file.

    ``path`` is shown to people and is written with forward slashes, relative to where the command
    was started where that is possible. Lines and columns count from 1; columns count characters.
    """

    path: str
    line: int
    end_line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" + (f":{self.column}" if self.column > 1 else "")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file as read: decoded, without a byte order mark, with LF line ends.

    ``digest`` is the SHA-256 of the raw bytes, in hexadecimal.
    """

    path: str
    text: str
    digest: str
