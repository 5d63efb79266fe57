"""Pure work on many things, on all cores.

Each core but one gets a forked copy of this process, which does its part and returns the results
through a pipe. If a copy dies, this process does its part.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

LEAST = 100
"""Things; for fewer of them, a copy takes longer than it saves (measured on two cores)."""


def spread[T](
    work: Callable[[T], bytes], things: Sequence[T], weight: int | None = None
) -> list[bytes]:
    """The results of ``work`` on each thing, in order.

    ``weight`` is the number of typical things that they amount to, if they are larger than that.
    If the process cannot be forked safely, because it has threads or the system has no fork, this
    process does everything, one thing after the other.
    """
    parts = min(_parts(len(things) if weight is None else weight), len(things))
    if parts < 2:
        return [work(thing) for thing in things]
    results: list[bytes | None] = [None] * len(things)
    copies = [_Copy(work, things[part::parts]) for part in range(1, parts)]
    try:
        results[::parts] = [work(thing) for thing in things[::parts]]
        for part, copy in enumerate(copies, 1):
            done = copy.results()
            results[part::parts] = done or [work(thing) for thing in things[part::parts]]
    finally:
        for copy in copies:
            copy.end()
    return [result for result in results if result is not None]


def _parts(things: int) -> int:
    if things < LEAST or not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Copy[T]:
    """A forked copy of this process that works on some of the things."""

    def __init__(self, work: Callable[[T], bytes], things: Sequence[T]) -> None:
        self._number = len(things)
        self._read, write = os.pipe()
        self._process = os.fork()
        if self._process:
            os.close(write)
            return
        try:
            # An interrupt is handled where it is known what it would leave half done.
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                signal.signal(getattr(signal, name), signal.SIG_DFL)
            os.close(self._read)
            data = msgspec.msgpack.encode([work(thing) for thing in things])
            with os.fdopen(write, "wb") as pipe:
                pipe.write(data)
            os._exit(0)
        finally:
            os._exit(1)  # without a word: the work is done again, and whatever is wrong said there

    def results(self) -> list[bytes]:
        """Its results; none if it failed."""
        with os.fdopen(self._read, "rb", closefd=False) as pipe:
            data = pipe.read()
        with suppress(msgspec.MsgspecError):
            made = msgspec.msgpack.decode(data, type=list[bytes])
            if len(made) == self._number:
                return made
        return []

    def end(self) -> None:
        """End the copy, and wait until it is gone."""
        os.close(self._read)
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)
