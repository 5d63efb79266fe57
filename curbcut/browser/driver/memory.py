"""How much memory a browser uses, with all of its processes."""

from __future__ import annotations

import mmap
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def memory_of(pid: int) -> int:
    """The memory in bytes of a process and its descendants that is not shared with others.

    Resident minus shared pages; 0 if the system is not Linux, or there is no such process.
    """
    children: dict[int, list[int]] = defaultdict(list)
    for entry in _PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            # The name, in brackets, may contain anything; the parent is the second field after it.
            fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            children[int(fields[1])].append(int(entry.name))
    total, due = 0, [pid]
    while due:
        one = due.pop()
        due += children.get(one, ())
        with suppress(OSError, ValueError, IndexError):
            fields = (_PROC / str(one) / "statm").read_text("ascii").split()
            total += (int(fields[1]) - int(fields[2])) * mmap.PAGESIZE
    return total
