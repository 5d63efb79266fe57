"""Find the lines of a paragraph that should start a new one."""

from __future__ import annotations

import re

from curbcut.checks.source.page import Row

MIN_WORDS = 8

_ENDS = re.compile(r"[.!?:…؟。][\"”’»)\]*_]*$")


def thoughts(rows: list[Row], listed: set[int]) -> list[Row]:
    """The lines at which new thoughts start; empty if the paragraph has only one.

    ``listed`` are the indices of lines that are typed as list items.
    """
    if sum(row.broken for row in rows[:-1]) < 2:
        return []
    starts = [number for number in breaks(rows) if number not in listed]
    # Where a list ends, the next long line is a thought of its own.
    behind = [
        number
        for number in range(1, len(rows))
        if number not in listed
        and number - 1 in listed
        and rows[number - 1].broken
        and _long(rows[number])
    ]
    found = sorted({*starts, *behind})
    return [rows[0], *(rows[number] for number in found)] if starts else []


def breaks(rows: list[Row]) -> list[int]:
    """The numbers of lines after a forced line break between two complete thoughts."""
    found = []
    start = 0
    for number in range(1, len(rows)):
        if not rows[number - 1].broken:
            continue
        before = " ".join(row.words for row in rows[start:number])
        if _sentence(before) and _long(rows[number]):
            found.append(number)
        start = number
    return found


def _sentence(text: str) -> bool:
    return len(text.split()) >= MIN_WORDS and bool(_ENDS.search(text))


def _long(row: Row) -> bool:
    return len(row.words.split()) >= MIN_WORDS and not row.words[0].islower()
