"""Staging -> dist, so that dist is at every instant the old site or the new one, whole.

The new site is written into a folder beside the output, and the two change places in one step of
the operating system where it has one (Linux, macOS), else by two renames in a row.
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
"""Marks a folder as ours to replace, and lists what was put into it with SHA-256 digests."""


def guard_output(out: Path, source: Path, templates: Path) -> None:
    """Make sure that Curbcut may write to ``out``.

    Raises:
        CurbcutError: when it is, holds or lies in the source or the templates, when it is a file,
            or when it is a folder with anything in it that Curbcut did not put there.
    """
    if out.is_symlink():
        raise CurbcutError(
            f"“{out}” is a link to another place.", "Name the folder itself with --out."
        )
    target = out.resolve()
    for what, folder in (("source", source.resolve()), ("templates", templates.resolve())):
        if target == folder or folder.is_relative_to(target) or target.is_relative_to(folder):
            raise CurbcutError(
                f"The output folder “{out}” and the {what} folder “{folder.name}” are one inside"
                " the other.",
                "Name another folder with --out.",
            )
    if Path.cwd().resolve().is_relative_to(target):
        raise CurbcutError(
            f"The output folder “{out}” holds the folder that you are in.",
            "Name another folder with --out.",
        )
    if not target.exists():
        return
    if not target.is_dir():
        raise CurbcutError(f"“{out}” is a file.", "Name a folder with --out.")
    try:
        strange = _strange_files(target)
    except OSError as error:
        raise CurbcutError(f"“{out}” cannot be read: {error.strerror}.") from error
    if strange:
        raise CurbcutError(
            f"“{out}” holds files that Curbcut did not put there, so it is left alone:"
            f" {', '.join(strange)}.",
            "Name another folder with --out, or take those files out of this one yourself.",
        )


_DUST = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in every folder that somebody looks into."""


def _strange_files(target: Path) -> list[str]:
    """The first few files of a folder that its marker does not list.

    Raises:
        OSError: when the folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise error

    known = {MARKER, *_published_files(target)}
    strange: list[str] = []
    for folder, folders, names in os.walk(target, onerror=refuse):
        folders.sort()
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted({*names, *links} - _DUST):
            inside = Path(folder, name).relative_to(target).as_posix()
            if inside not in known:
                strange.append(inside)
                if len(strange) == 3:
                    return [*strange[:2], "…"]
    return strange


def _published_files(target: Path) -> dict[str, str]:
    """What the marker of a folder says was published there, with digests; nothing without one."""
    try:
        return dict(json.loads((target / MARKER).read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def untouched(out: Path) -> bool:
    """Whether each file of the site in ``out`` still has the content that was published."""
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
    """Replace what ``out`` holds with ``files`` (bytes by path), and call ``then``.

    An interrupt comes before both or after both.

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
            # What was noted until here comes in time: nothing has changed yet.
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
            "The site that was there is as it was. Check the folder's permissions and the free"
            " space on the disk.",
        ) from error
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _write(files: Mapping[str, bytes], staging: Path, target: Path) -> None:
    """Write the files; one that ``target`` holds already, byte for byte, gets a second name there.

    Its first name, whichever that is, goes with the old site, and no file is ever written in place.
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
    """Give a file that holds ``data`` a second name; where that cannot be done, say so."""
    try:
        # Links out of the site, and files that only its owner can read, are written anew.
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
    """The permissions that a new file gets."""
    with tempfile.TemporaryDirectory(prefix="curbcut-") as folder:
        path = Path(folder, "file")
        path.touch()
        return stat.S_IMODE(path.lstat().st_mode)


def _exchange(staging: Path, target: Path) -> None:
    """Exchange the two folders; afterwards ``staging`` is the old site, or gone."""
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
    """Remove what builds left behind that were killed; those that still run keep theirs."""
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
