"""How many browsers a run has, and what becomes of a page whose browser was lost."""

from __future__ import annotations

import threading
from collections import Counter

from curbcut.browser.driver import grid
from curbcut.run import Run

MOST_TRIES = 3
"""How many sessions on a Grid may be lost with a page open, until it counts as not checked."""


def browsers(run: Run, due: int) -> int:
    """How many browsers are to work side by side on ``due`` pages.

    On a Grid one a slot, at most ``run.jobs``. One without any, because its nodes are started when
    they are asked for, is asked for as many as ``run.jobs`` says.

    Raises:
        CurbcutError: when the Grid does not answer.
    """
    if not run.grid:
        return max(1, min(run.jobs, due))
    slots = grid.slots(run.grid)
    wanted = min(run.jobs or slots, slots) if slots else run.jobs
    return max(1, min(wanted, due))


class Tries:
    """Counts for each page how often no browser was left to check it."""

    def __init__(self, run: Run) -> None:
        self._most = MOST_TRIES if run.grid else 1
        self._lost: Counter[str] = Counter()
        self._lock = threading.Lock()

    def again(self, page: str) -> bool:
        """Note that a page lost its browser; whether another one is to check it."""
        with self._lock:
            self._lost[page] += 1
            return self._lost[page] < self._most
