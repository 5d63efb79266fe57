"""Atomic publishing: the output folder is always either the complete old site or the new one.

The new site is written to a folder beside the output, and the two are exchanged atomically where
the operating system can do that (Linux, macOS), otherwise by two renames.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from curbcut import interrupts
from curbcut.model.finding import CurbcutError

MARKER = ".curbcut.json"
"""Marks a folder as published by Curbcut, and lists its files with their SHA-256 digests."""


def guard_output(out: Path, source: Path, templates: Path) -> None:
    """Make sure that Curbcut may write to ``out``.

    Raises:
        CurbcutError: when it is a symbolic link or a file; when it is, contains or is inside the
            source or the templates; when it contains the current folder or files that Curbcut did
            not publish; or when it cannot be read.
    """
    if out.is_symlink():
        raise CurbcutError(f"“{out}” is a symbolic link.", "Name the folder itself with --out.")
    target = out.resolve()
    for what, folder in (("source", source.resolve()), ("templates", templates.resolve())):
        if target == folder or folder.is_relative_to(target) or target.is_relative_to(folder):
            raise CurbcutError(
                f"The output folder “{out}” and the {what} folder “{folder.name}” overlap: one"
                " contains the other.",
                "Name another folder with --out.",
            )
    if Path.cwd().resolve().is_relative_to(target):
        raise CurbcutError(
            f"The output folder “{out}” contains the current folder.",
            "Name another folder with --out.",
        )
    if not target.exists():
        return
    if not target.is_dir():
        raise CurbcutError(f"“{out}” is a file.", "Name a folder with --out.")
    try:
        unknown = _unknown_files(target)
    except OSError as error:
        raise CurbcutError(f"“{out}” cannot be read: {error.strerror}.") from error
    if unknown:
        raise CurbcutError(
            f"“{out}” contains files that Curbcut did not publish, so it is not replaced:"
            f" {', '.join(unknown)}.",
            "Name another folder with --out, or remove those files from this one.",
        )


_FILE_MANAGER_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers create in folders that are viewed; they are ignored."""


def _unknown_files(target: Path) -> list[str]:
    """Files in a folder that its marker does not list: at most two, then “…” if there are more.

    Raises:
        OSError: when the folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise error

    known = {MARKER, *_published_files(target)}
    unknown: list[str] = []
    for folder, folders, names in os.walk(target, onerror=refuse):
        folders.sort()
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted({*names, *links} - _FILE_MANAGER_FILES):
            inside = Path(folder, name).relative_to(target).as_posix()
            if inside not in known:
                unknown.append(inside)
                if len(unknown) == 3:
                    return [*unknown[:2], "…"]
    return unknown


def _published_files(target: Path) -> dict[str, str]:
    """The files that a folder's marker lists, path to digest; empty without a valid marker."""
    try:
        return dict(json.loads((target / MARKER).read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def untouched(out: Path) -> bool:
    """Whether all files in ``out`` still have the content that was published."""
    files = _published_files(out)
    try:
        return bool(files) and all(
            hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
            for name, digest in files.items()
        )
    except OSError:
        return False


def publish(
    files: Mapping[str, bytes], out: Path, *, then: Callable[[], str] = lambda: ""
) -> tuple[int, str]:
    """Replace the content of ``out`` with ``files`` (path to bytes), and call ``then``.

    An interrupt takes effect before or after both, not between them.

    Returns:
        How many files the site now has, and what ``then`` returned.

    Raises:
        CurbcutError: when ``out`` cannot be written; it is then unchanged.
    """
    target = out.resolve()
    staging = target.parent / f".{target.name}.curbcut-{os.getpid()}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(target)
        _write(files, staging, target)
        if target.exists():
            shutil.copymode(target, staging)
        with interrupts.shielded():
            # An interrupt until here still stops the run: nothing has changed yet.
            if interrupts.asked():
                raise KeyboardInterrupt
            _exchange(staging, target)
            interrupts.keep_results()
            shutil.rmtree(staging, ignore_errors=True)
            return len(files), then()
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise CurbcutError(
            f"“{out}” cannot be written: {error.strerror or error}.",
            "The published site is unchanged. Check the folder's permissions and the free disk"
            " space.",
        ) from error
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _write(files: Mapping[str, bytes], staging: Path, target: Path) -> None:
    """Write the files and the marker; hard-link files that ``target`` has already.

    The old link is deleted with the old site, and no file is ever modified in place.
    """
    staging.mkdir()
    made: set[Path] = set()
    digests = {}
    there = _published_files(target)
    by_digest = {digest: name for name, digest in there.items()}
    for name in sorted(files):
        path = staging / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        digests[name] = digest = hashlib.sha256(files[name]).hexdigest()
        old = name if there.get(name) == digest else by_digest.get(digest)
        if old is None or not _linked(target / old, files[name], path):
            path.write_bytes(files[name])
    marker = json.dumps({"curbcut": 1, "files": digests}, indent=1, sort_keys=True)
    (staging / MARKER).write_text(marker + "\n", "utf-8")


def _linked(old: Path, data: bytes, new: Path) -> bool:
    """Hard-link ``new`` to ``old`` if that contains ``data``; return whether that was possible."""
    try:
        # Symbolic links, and files with other permissions than new ones, are written again.
        status = old.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        if stat.S_IMODE(status.st_mode) != _usual_mode() or old.read_bytes() != data:
            return False
        os.link(old, new)
    except OSError:
        return False
    return True


@cache
def _usual_mode() -> int:
    """The permission bits that new files get (from the umask)."""
    with tempfile.TemporaryDirectory(prefix="curbcut-") as folder:
        path = Path(folder, "file")
        path.touch()
        return stat.S_IMODE(path.lstat().st_mode)


def _exchange(staging: Path, target: Path) -> None:
    """Exchange the two folders; afterwards ``staging`` is the old site, or does not exist."""
    if not target.exists():
        staging.rename(target)
        return
    if _exchange_in_one_step(staging, target):
        return
    old = staging.with_name(staging.name + "-old")
    target.rename(old)
    try:
        staging.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange_in_one_step(one: Path, other: Path) -> bool:
    libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        at_cwd, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: renameat2(2)
        return bool(libc.renameat2(at_cwd, names[0], at_cwd, names[1], exchange) == 0)  # type: ignore[union-attr]
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        swap = 2  # RENAME_SWAP: renamex_np(2)
        return bool(libc.renamex_np(names[0], names[1], swap) == 0)
    return False


def _remove_leftovers(target: Path) -> None:
    """Remove staging folders of builds that were killed, but not of those that still run."""
    prefix = f".{target.name}.curbcut-"
    for entry in target.parent.iterdir():
        if not entry.name.startswith(prefix):
            continue
        number = entry.name[len(prefix) :].split("-")[0]
        if number.isdigit() and not _runs(int(number)):
            if entry.name.endswith("-old") and not target.exists():
                entry.rename(target)  # killed between the two renames
            else:
                shutil.rmtree(entry, ignore_errors=True)


def _runs(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
