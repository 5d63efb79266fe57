"""How many browsers a run uses, and whether a page whose browser was lost is retried."""

from __future__ import annotations

import threading
from collections import Counter

from curbcut.browser.driver import grid
from curbcut.run import Run

MOST_TRIES = 3
"""A page whose session on a Grid is lost this often is reported as not checked."""


def browsers(run: Run, due: int) -> int:
    """How many browsers to run in parallel for ``due`` pages: ``run.jobs``, at most one a page.

    On a Grid: one per slot, at most ``run.jobs``. A Grid without slots, which starts nodes on
    demand, is asked for ``run.jobs`` browsers.

    Raises:
        CurbcutError: when the Grid does not answer.
    """
    if not run.grid:
        return max(1, min(run.jobs, due))
    slots = grid.slots(run.grid)
    wanted = min(run.jobs or slots, slots) if slots else run.jobs
    return max(1, min(wanted, due))


class Tries:
    """Counts for each page how often its browser was lost. Only a run on a Grid retries."""

    def __init__(self, run: Run) -> None:
        self._most = MOST_TRIES if run.grid else 1
        self._lost: Counter[str] = Counter()
        self._lock = threading.Lock()

    def again(self, page: str) -> bool:
        """Count a lost browser for this page; return whether to retry it in another one."""
        with self._lock:
            self._lost[page] += 1
            return self._lost[page] < self._most
