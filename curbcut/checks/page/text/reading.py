"""The text of a page, for the checks of words and languages; see wording.py and detected.py."""

from __future__ import annotations

from typing import Any

from curbcut.checks.api import PageInState, target_from
from curbcut.model.finding import Target

_KEY = "reading"


def read(page: PageInState) -> dict[str, Any]:
    """The text of a page as plain data, fetched once; see the end of reading.js."""
    if _KEY not in page.shared:
        page.shared[_KEY] = page.script("return checks.reading()")
    found: dict[str, Any] = page.shared[_KEY]
    return found


def targets(page: PageInState, numbers: list[int]) -> dict[int, Target | None]:
    """The elements for numbers that ``read`` returned."""
    if not numbers:
        return {}
    wanted = sorted(set(numbers))
    answer = page.script("return checks.readingTargets(arguments[0])", wanted)
    return dict(zip(wanted, map(target_from, answer), strict=True))
