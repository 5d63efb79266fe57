"""A content-addressed store for what pure stages computed.

A value is kept under the digest of everything that it was computed from, so nothing is ever out of
date: another input is another key. Deleting the folder costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from curbcut import plugins

_FACTS = (".dist-info", ".egg-info")
KEEP_SECONDS = 30 * 24 * 3600
"""Entries that no run has used for this long are removed."""


@cache
def code_digest() -> str:
    """The digest of Curbcut's own code and of what it uses: another version computes anew."""
    digest = hashlib.sha256(sys.version.encode())
    for folder in sys.path:
        with suppress(OSError):
            # The name of the folder of facts about a package ends with its version.
            names = sorted(path.name for path in Path(folder).iterdir() if path.suffix in _FACTS)
            digest.update("\n".join(names).encode())
    package = Path(__file__).resolve().parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".js", ".toml", ".html") and "theme" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    for path in plugins.sources():
        if "__pycache__" not in path.parts:
            digest.update(path.as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def digest_of(parts: Iterable[bytes | str]) -> str:
    """One digest of many parts; where one part ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Cache:
    """The store in ``folder``; ``None`` keeps nothing. A damaged entry is one that is not there."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._folder is not None

    def get[T](self, key: str, kind: type[T]) -> T | None:
        """The value under ``key``, or None."""
        if self._folder is None:
            return None
        path = self._path(key)
        try:
            value = msgspec.msgpack.decode(path.read_bytes(), type=kind)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None
        with suppress(OSError):
            os.utime(path)
        return value

    def put(self, key: str, value: object) -> None:
        """Store ``value``. If the store cannot be written, nothing happens."""
        if self._folder is None:
            return
        with suppress(OSError):
            _write(self._path(key), msgspec.msgpack.encode(value))

    def shelf(self, name: str) -> Shelf:
        """The shelf called ``name``: many small values in one file."""
        return Shelf(None if self._folder is None else self._folder / "shelves" / name)

    def tidy(self) -> None:
        """Remove entries that no run has used for ``KEEP_SECONDS``."""
        if self._folder is None or not self._folder.is_dir():
            return
        limit = time.time() - KEEP_SECONDS
        for path in self._folder.glob("*/*"):
            try:
                if path.stat().st_mtime < limit:
                    path.unlink()
            except OSError:
                continue

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / key[2:]


class Shelf:
    """Values of many small pieces of work, kept in one file; each still has its own key.

    What a run neither finds nor puts here is gone when it saves: a shelf holds what its site needs
    now. ``None`` keeps nothing. A damaged file is an empty shelf.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._used: dict[str, bytes] = {}
        self._kept: dict[str, bytes] = {}
        if path is not None:
            with suppress(OSError, msgspec.MsgspecError, ValueError):
                self._kept = msgspec.msgpack.decode(path.read_bytes(), type=dict[str, bytes])
        self._new = False

    def get[T](self, key: str, decoder: msgspec.msgpack.Decoder[T]) -> T | None:
        """The value under ``key``, or None."""
        data = self.data(key)
        with suppress(msgspec.MsgspecError, ValueError):
            return None if data is None else decoder.decode(data)
        return None

    def data(self, key: str) -> bytes | None:
        """What was put under ``key``, or None."""
        data = self._used.get(key, self._kept.get(key))
        if data is not None:
            self._used[key] = data
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep an encoded value, from the next ``save`` on."""
        if self._path is not None:
            self._used[key] = data
            self._new = True

    def save(self) -> None:
        """Write what this run has used, if that differs from the file."""
        if self._path is None:
            return
        with suppress(OSError):
            if self._new or len(self._used) != len(self._kept):
                _write(self._path, msgspec.msgpack.encode(self._used))
            else:
                os.utime(self._path)


class SessionCache(Cache):
    """A store for a program that works on a site again and again, such as a language server.

    It begins with what commands have kept in ``folder``. From then on it keeps values in memory,
    and it never writes.
    """

    def __init__(self, folder: Path | None) -> None:
        super().__init__(folder)
        self._shelves: dict[str, Shelf] = {}

    def put(self, key: str, value: object) -> None:
        """Store nothing: only shelves are used again within a session."""

    def shelf(self, name: str) -> Shelf:
        """The shelf called ``name``, the same one each time."""
        if name not in self._shelves:
            path = None if self._folder is None else self._folder / "shelves" / name
            self._shelves[name] = _SessionShelf(path)
        return self._shelves[name]


class _SessionShelf(Shelf):
    """A shelf that ends with the process."""

    def put(self, key: str, data: bytes) -> None:
        self._used[key] = data

    def save(self) -> None:
        self._kept, self._used = self._used, {}


class Shelves:
    """Where the pages of a site are kept, spread so that an edit does not write all of them.

    ``name`` says what is kept; ``folder`` is that of the site.
    """

    def __init__(self, cache: Cache, name: str, folder: Path) -> None:
        self._cache = cache
        self._site = f"{name}-{digest_of([str(folder.resolve())])[:16]}"
        self._shelves: dict[str, Shelf] = {}

    def of(self, path: str) -> Shelf:
        """The shelf of a page."""
        part = digest_of([path])[0]
        if part not in self._shelves:
            self._shelves[part] = self._cache.shelf(f"{self._site}-{part}")
        return self._shelves[part]

    def save(self) -> None:
        """Write all that has changed."""
        for shelf in self._shelves.values():
            shelf.save()


def _write(path: Path, data: bytes) -> None:
    """Write a file in one step, so that nobody sees a part of it.

    Raises:
        OSError: when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
