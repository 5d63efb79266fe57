"""Running a program and measuring all that it starts: seconds, processor time, peak memory.

What counts is the whole tree of processes: browsers outlive the driver that started them, and a
search indexer is a child of a child. So this process adopts what is orphaned (on Linux), ends what
is left when the program itself has ended, and counts everything that ran in between. One program
at a time: whatever is below this process belongs to it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_SET_CHILD_SUBREAPER = 36  # prctl(2)
_EVERY = 0.1
"""Seconds between two looks at the processes; a peak that is shorter can be missed."""
_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 2.0
"""Seconds that processes have to end by themselves after the program has."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    ``cpu`` is user and system time of all processes in seconds, ``peak`` the most memory in bytes
    that they had at one time (shared pages divided among those who share them), ``output`` all
    that was written to standard output and standard error.
    """

    seconds: float
    cpu: float
    peak: int
    code: int
    output: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of one work: their medians, and how far apart they are."""

    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """The median of the seconds."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of the processor time, in seconds."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def peak(self) -> int:
        """The largest memory of all runs, in bytes."""
        return max(run.peak for run in self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the most seconds."""
        times = [run.seconds for run in self.runs]
        return min(times), max(times)


@dataclass(frozen=True, slots=True)
class Work:
    """Something to measure.

    ``before`` is done each time first, with the number of the round, and ``after`` last with what
    was measured; neither is measured.
    """

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[int], None] = lambda number: None
    after: Callable[[Run], None] = lambda run: None
    codes: Iterable[int] = (0,)
    environment: Mapping[str, str] | None = None


class WorkFailed(Exception):
    """A program ended with a code that is not one of those expected."""


class Measured(NamedTuple):
    """The figures of works by their names, and why others failed."""

    figures: dict[str, Figures]
    failures: dict[str, str]


def rounds(works: Sequence[Work], times: int) -> Measured:
    """Each work once, then each again, so that a slow minute of the machine meets all alike.

    A work that fails is left out of the rounds that follow, and has no figures.
    """
    runs: dict[str, list[Run]] = {work.name: [] for work in works}
    failed: dict[str, str] = {}
    for number in range(times):
        for work in works:
            if work.name in failed:
                continue
            try:
                work.before(number)
                done = _expected(work)
                work.after(done)
                runs[work.name].append(done)
            except (OSError, WorkFailed) as error:
                failed[work.name] = str(error)
                sys.stderr.write(f"{work.name}: {error}\n")
    figures = {name: Figures(tuple(r)) for name, r in runs.items() if name not in failed}
    return Measured(figures, failed)


def _expected(work: Work) -> Run:
    done = run(work.command, work.folder, work.environment)
    if done.code not in work.codes:
        message = f"ended with code {done.code}: {done.output.strip()[-500:]}"
        raise WorkFailed(message)
    sys.stderr.write(f"  {work.name}: {done.seconds:.2f} s\n")
    return done


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a program in a folder to its end, and measure it with all that it started.

    Raises:
        OSError: it could not be started.
    """
    _adopt()
    samples = _Samples()
    with tempfile.TemporaryFile() as output:
        watcher = threading.Thread(target=samples.watch, daemon=True)
        start = time.perf_counter()
        # Its end is awaited below, for wait4 alone gives the processor time.
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime + _end_orphans()
        samples.stop()
        watcher.join()
        output.seek(0)
        text = output.read().decode(errors="replace")
    # Where there is no /proc, or the run was too short for a look: the largest single process.
    peak = samples.peak or usage.ru_maxrss * 1024
    # A process whose parent does not wait for it is in no sum of the kernel's.
    return Run(seconds, max(cpu, samples.cpu), peak, process.returncode, text)


def _adopt() -> None:
    """Become the parent of what is orphaned below this process; only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _end_orphans() -> float:
    """Wait a little for what is left, then end it; the processor time of all of it."""
    cpu, deadline = 0.0, time.monotonic() + _PATIENCE
    with suppress(ChildProcessError):
        while True:
            pid, _, usage = os.wait4(-1, os.WNOHANG)
            if pid:
                cpu += usage.ru_utime + usage.ru_stime
                continue
            if time.monotonic() > deadline:
                for child in _descendants():
                    with suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
            time.sleep(0.01)
    return cpu


class _Samples:
    """What a look every now and then finds of the processes below this one."""

    def __init__(self) -> None:
        self.peak = 0
        self._ticks: dict[int, int] = {}
        self._over = threading.Event()

    @property
    def cpu(self) -> float:
        """Seconds of processor time of all processes, each as it was last seen."""
        return sum(self._ticks.values()) / _TICKS

    def watch(self) -> None:
        """Look until told to stop."""
        while not self._over.is_set():
            pids = _descendants()
            self.peak = max(self.peak, sum(map(_memory, pids)))
            for pid in pids:
                with suppress(OSError, IndexError, ValueError):
                    fields = _stat(pid)
                    self._ticks[pid] = int(fields[11]) + int(fields[12])
            self._over.wait(_EVERY)

    def stop(self) -> None:
        """Look no more."""
        self._over.set()


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on; the second, a name, can hold spaces."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _descendants() -> list[int]:
    """All processes below this one."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            below.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
    found, due = [], [os.getpid()]
    while due:
        children = below.get(due.pop(), [])
        found.extend(children)
        due.extend(children)
    return found


def _memory(pid: int) -> int:
    """The process's part of memory, in bytes."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
