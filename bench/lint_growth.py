"""How the time that ``lint`` takes grows with the size of a page, for each kind of document.

    python bench/lint_growth.py [CHARACTERS] [NAME …]

Each document is linted at that size (25,000 without one) and at four times that size, in one
process, one right after the other; the processor time of both, and how many times longer the larger
one took, the worst first. About 4 is linear, 16 quadratic. ``tests/commands/test_growth.py`` holds
all of them to less than 9.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.commands.documents import DOCUMENTS
from tests.commands.test_growth import linted
from tests.growth import TIMES, seconds


def main(size: int, names: list[str]) -> None:
    """Measure the documents and print a line for each."""
    linted("word", "en")()  # what is made once
    rows = []
    for name in names or DOCUMENTS:
        small = seconds(linted(DOCUMENTS[name](size), "en"))
        large = seconds(linted(DOCUMENTS[name](size * TIMES), "en"))
        rows.append((large / small, small, large, name))
    print(f"times  {size:>9,}  {size * TIMES:>9,}")  # noqa: T201
    for times, small, large, name in sorted(rows, reverse=True):
        print(f"{times:5.1f}  {small:8.3f} s  {large:8.3f} s  {name}")  # noqa: T201


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 25_000, given[1:])
