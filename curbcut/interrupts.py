"""Ctrl-C, SIGTERM and SIGHUP: they end a run, but never leave one half done.

At first an interrupt is raised wherever the program is, as usual in Python. Once there are results
to lose (``keep_results``), it is recorded instead; long-running work polls for it (``asked``), and
what was found is reported. During work that must be completed (``shielded``), it is always
recorded.

Signals belong to the process, so there is one state for all, below.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
# Seconds within which a second signal is a repetition of the first: “timeout” sends it to its child
# and to the child's group, a terminal to everybody on it.
_SAME = 2.0


class _State:
    """Whether interrupts are noted rather than raised, and when the first one came."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.installed = self.keeping = self.shielded = False
        self.first = 0.0


_state = _State()


@contextmanager
def handled() -> Iterator[None]:
    """Handle the signals that end a program, in its main thread; others are unchanged.

    An ignored signal stays ignored: whoever starts Curbcut with nohup wants it to go on.
    """
    before: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, _hear)
    _state.reset()
    _state.installed = bool(before)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _state.reset()


def _hear(number: int, frame: object) -> None:
    now = time.monotonic()
    again = _state.first and now - _state.first > _SAME
    if _state.first and not again:
        return
    _state.first = _state.first or now
    if _state.shielded or (_state.keeping and not again):
        return
    raise KeyboardInterrupt


def keep_results() -> None:
    """From now on, record an interrupt; only one that is repeated later is raised."""
    _state.keeping = _state.installed


def asked() -> bool:
    """Whether an interrupt was recorded."""
    return _state.first > 0


@contextmanager
def shielded() -> Iterator[None]:
    """Complete some work; interrupts are recorded meanwhile."""
    before = _state.shielded
    _state.shielded = True
    try:
        yield
    finally:
        _state.shielded = before
