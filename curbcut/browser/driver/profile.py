"""Temporary profile folders for browsers, and removing stale ones.

Each belongs to the process that created it, which holds a lock on it as long as it runs. A folder
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
# Seconds: a newer folder may not be locked yet; and how long removing one may take.
_NEW = 10.0
_END = 5.0


class Profile:
    """A new profile folder; removes stale ones of earlier processes first."""

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
    """Remove the profiles that killed processes left, and kill what still runs with them."""
    if sys.platform == "win32":
        return
    now = time.time()
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            status = folder.lstat()
            # The folder may be another user's, and a symbolic link may point anywhere.
            ours = status.st_uid == os.geteuid() and folder.is_dir() and not folder.is_symlink()
            lock = _lock(folder / _LOCK) if ours and now - status.st_mtime > _NEW else None
            if lock is not None:
                _end_programs(folder)
                os.close(lock)
                _remove(folder)


def _lock(path: Path) -> int | None:
    """Lock a file, creating it if necessary; None if it is locked already, or on Windows."""
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
    """Kill processes with the folder's path in their command line or environment."""
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
