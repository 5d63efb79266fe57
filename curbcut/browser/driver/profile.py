"""Folders for what a browser keeps while it runs, and clearing away those that were left.

Each belongs to the process that made it, which holds a lock on it for as long as it lives. One
whose lock is free was left by a process that was killed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

_PREFIX = "curbcut-browser-"
_LOCK = "lock"
# Seconds: a folder this new may not be locked yet; and how long removing one may take.
_NEW = 10.0
_END = 5.0


class Profile:
    """A new folder, until it is removed."""

    def __init__(self) -> None:
        sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = _lock(self.folder / _LOCK)

    def remove(self) -> None:
        """Remove the folder; processes that are just ending may still be writing to it."""
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)
        _remove(self.folder)


def sweep() -> None:
    """Clear away what was left by processes that were killed: their folders and programs."""
    if sys.platform == "win32":
        return
    now = time.time()
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            status = folder.lstat()
            # The folder may be another user's, and a link may lead anywhere.
            ours = status.st_uid == os.geteuid() and folder.is_dir() and not folder.is_symlink()
            lock = _lock(folder / _LOCK) if ours and now - status.st_mtime > _NEW else None
            if lock is not None:
                _end_programs(folder)
                os.close(lock)
                _remove(folder)


def _lock(path: Path) -> int | None:
    """A lock on a file, which is made if it is not there; None where somebody else has it."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 (there is none on Windows)

    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _end_programs(folder: Path) -> None:
    """End what was started with this folder: it has its path on the command line or around it."""
    name = os.fsencode(folder)
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            known = (entry / "cmdline").read_bytes() + b"\0" + (entry / "environ").read_bytes()
            if name in known and int(entry.name) != os.getpid():
                os.kill(int(entry.name), signal.SIGKILL)


def _remove(folder: Path) -> None:
    end = time.monotonic() + _END
    while folder.exists() and time.monotonic() < end:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            time.sleep(0.02)
