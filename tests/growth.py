"""How the time that something takes grows with its input, measured within one process.

What counts is how many times longer the larger input took, in the process's own time, one right
after the other, so that it does not matter how fast or how busy the machine is. Four times the
input takes four times as long, or sixteen times if something goes through all of it for each part
of it; nine times is the bound.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TIMES, MOST = 4, 9.0
TRIES = 5
LEAST = 0.05
"""Seconds: what takes less is within what a process does besides."""


def seconds(work: Callable[[], object]) -> float:
    """The processor time that something takes in this process."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def growth(small: Callable[[], object], large: Callable[[], object], most: float = MOST) -> float:
    """How many times longer ``large`` takes; the least of some tries, up to one below ``most``."""
    found = []
    for _ in range(TRIES):
        before = max(seconds(small), LEAST)
        found.append(seconds(large) / before)
        if found[-1] < most:
            break
    return min(found)
