"""A content-addressed store for what pure stages computed.

A value is kept under the digest of everything that it was computed from, so nothing is ever out of
date: another input is another key. Deleting the folder costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

KEEP_SECONDS = 30 * 24 * 3600
"""Entries that no run has used for this long are removed."""


@cache
def code_digest() -> str:
    """The digest of Curbcut's own code: another version computes anew."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".js", ".toml", ".html") and "theme" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode())
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
        """Keep ``value``. A store that cannot be written is no reason to fail."""
        if self._folder is None:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.msgpack.encode(value))
            Path(name).replace(path)
        except OSError:
            return

    def tidy(self) -> None:
        """Remove what has not been used for long."""
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
