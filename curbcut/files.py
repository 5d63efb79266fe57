"""The only way to write files that people keep: atomically, and one writer at a time.

A new file is written beside the old one and replaces it in one step, so that a full disk or an
interrupt leaves the old one. Whatever reads a file to add to it holds a lock on the folder, so that
no program loses what another one adds at the same time.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from curbcut.model.finding import CurbcutError

_MODE = 0o644
# Names of files that a program has open already, to which others may write as well.
_OPEN = re.compile(r"/(?:dev/(?:fd/(\d+)|std(in|out|err))|proc/self/fd/(\d+))")
_NUMBERS = {"in": 0, "out": 1, "err": 2}


def read(path: Path, root: Path | None = None) -> bytes:
    """The content of a file that people edit; with ``root``, it must be below that folder.

    Raises:
        FileNotFoundError: when it does not exist.
        OSError: when it cannot be read, is not a regular file (reading a pipe would block), or is
            a link out of ``root``; ``strerror`` says so.
    """
    if path.is_symlink() and root and not path.resolve().is_relative_to(root.resolve()):
        raise OSError(errno.EPERM, "it is a link out of the folder; put the file itself there")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no file but something else with its name; rename it")
    return path.read_bytes()


def edit(path: Path, root: Path, change: Callable[[bytes | None], bytes]) -> None:
    """Replace the content of a file below ``root`` by what ``change`` returns for it.

    ``change`` gets None if there is no file. If it raises, the file is unchanged.

    Raises:
        CurbcutError: when the file is a link out of ``root``, or cannot be written.
    """
    target = path.resolve()
    if not target.is_relative_to(root.resolve()):
        raise CurbcutError(
            f"“{path}” is a link out of “{root}” and is left alone.",
            "Put the file itself there.",
        )
    try:
        with _locked(target.parent):
            before = target.read_bytes() if target.exists() else None
            if before is not None and not os.access(target, os.W_OK):
                raise CurbcutError(f"“{path}” cannot be written: it is read-only.")
            after = change(before)
            if after != before:
                _replace(target, after)
    except OSError as error:
        raise _cannot(path, error) from error


def write(path: Path, data: bytes) -> None:
    """Write a file that a person named, such as a report; links are followed.

    Data is written directly to what is not a regular file, such as a pipe or a device, and to what
    is already open, such as “/dev/stdout”.

    Raises:
        CurbcutError: when it cannot be written.
    """
    try:
        target = path.resolve()
        if named := _OPEN.fullmatch(str(path)):
            number = named[1] or named[3]
            with os.fdopen(os.dup(int(number) if number else _NUMBERS[named[2]]), "wb") as out:
                out.write(data)
        elif target.exists() and not target.is_file():
            path.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise _cannot(path, error) from error


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            shutil.copymode(target, name)
        else:
            Path(name).chmod(_MODE)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; it ends with the process at the latest."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 (there is none on Windows)

    lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _cannot(path: Path, error: OSError) -> CurbcutError:
    return CurbcutError(
        f"“{path}” cannot be written: {error.strerror or error}.",
        "It is as it was. Check the permissions and the free space on the disk.",
    )


def shown_path(path: Path) -> str:
    """A path as shown to people: relative to the working directory if possible."""
    resolved = Path(os.path.abspath(path))  # noqa: PTH100  links are to stay as they are
    try:
        relative = resolved.relative_to(Path.cwd())
    except ValueError:
        return resolved.as_posix()
    return relative.as_posix()
