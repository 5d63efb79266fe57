"""The response for each URL of a site, computed from its files alone.

``Server`` sends these responses; the cache of results compares them with those of an earlier run.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote_to_bytes

from curbcut.browser.media_types import content_type
from curbcut.model.finding import CurbcutError

_MISSING_PAGE = "404.html"
# A backslash is an ordinary character of a file name, except on Windows.
_SEPARATORS = ("/", "\0", os.sep)


class Site(Protocol):
    """Where the bytes come from. Paths have no leading slash: "privacy/index.html"."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None where there is none."""

    def is_folder(self, path: str) -> bool:
        """Whether this is a folder; for a site in memory, one with an index page."""


class _Staged:
    """A site in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def read(self, path: str) -> bytes | None:
        return self._files.get(path)

    def is_folder(self, path: str) -> bool:
        return f"{path}/index.html" in self._files


class _Folder:
    """A site in a folder on disk; nothing outside the folder is ever read.

    ``sends`` tells whether a path in it is served.
    """

    def __init__(self, root: Path, sends: Callable[[str], bool]) -> None:
        self._sends = sends
        try:
            self._root = root.resolve(strict=True)
        except OSError as error:
            raise CurbcutError(f"{root} cannot be read: {error.strerror}") from error
        if not self._root.is_dir():
            raise CurbcutError(f"{root} is not a folder")

    def _locate(self, path: str) -> Path | None:
        if not self._sends(path):
            return None
        # A colon would be a drive or an alternate data stream on Windows.
        if self._root.drive and ":" in path:
            return None
        try:
            found = self._root.joinpath(path).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            return None
        return found if found.is_relative_to(self._root) else None

    def read(self, path: str) -> bytes | None:
        found = self._locate(path)
        # Only regular files: reading a named pipe would block for ever.
        if found is None or not found.is_file():
            return None
        try:
            return found.read_bytes()
        except OSError:
            return None

    def is_folder(self, path: str) -> bool:
        found = self._locate(path)
        return found is not None and found.is_dir()


@dataclass(frozen=True, slots=True)
class Response:
    """A response; ``headers`` omit Content-Length, which follows from ``body``."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of status, headers and body, in hexadecimal."""
        digest = hashlib.sha256(repr((int(self.status), sorted(self.headers.items()))).encode())
        digest.update(self.body)
        return digest.hexdigest()


class Responder:
    """Computes the responses for a site; see ``Server`` for the arguments.

    Raises CurbcutError if the folder cannot be read.
    """

    def __init__(
        self,
        site: Mapping[str, bytes] | Path,
        headers: Callable[[str], Mapping[str, str]] | None = None,
        prefix: str = "",
        sends: Callable[[str], bool] = lambda path: True,
    ) -> None:
        self._site: Site = _Folder(site, sends) if isinstance(site, Path) else _Staged(site)
        self._headers_of = headers or (lambda path: {})
        trimmed = prefix.strip("/")
        self.prefix = f"/{trimmed}" if trimmed else ""

    def respond(self, target: str) -> Response:
        """The response to the target of a request line, "/a/?b"."""
        address = target.partition("#")[0].partition("?")[0]
        if self.prefix and address == self.prefix:
            return _redirect(target)
        path = _site_path(address, self.prefix)
        status, served, body = HTTPStatus.OK, "", None
        if path is not None:
            served = f"{path}index.html" if path == "" or path.endswith("/") else path
            body = self._site.read(served)
            if body is None and served == path and self._site.is_folder(path):
                return _redirect(target)
        if body is None:
            status, served = HTTPStatus.NOT_FOUND, _MISSING_PAGE
            body = self._site.read(served)
        if body is None:
            served, body = "", b"Not found"
        headers = {"Content-Type": content_type(served, body)}
        if served:
            headers = _override(headers, self._headers_of(served))
        return Response(status, headers, body)


def _redirect(target: str) -> Response:
    address, mark, query = target.partition("#")[0].partition("?")
    return Response(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{address}/{mark}{query}"}, b"")


def _site_path(address: str, prefix: str) -> str | None:
    """The path in the site for the path of a URL, or None if it is not valid there."""
    if not address.startswith(f"{prefix}/"):
        return None
    segments: list[str] = []
    for segment in address[len(prefix) + 1 :].split("/"):
        try:
            name = os.fsdecode(unquote_to_bytes(segment))
        except UnicodeDecodeError:
            return None
        # Decoded once, then checked, so that no encoding of ".." or "/" gets through.
        if name in (".", "..") or any(mark in name for mark in _SEPARATORS):
            return None
        segments.append(name)
    # An empty segment could turn a path into "//host", which is a URL of another site.
    if "" in segments[:-1]:
        return None
    return "/".join(segments)


def _override(ours: dict[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    replaced = {name.lower() for name in theirs}
    kept = {name: value for name, value in ours.items() if name.lower() not in replaced}
    return {
        **kept,
        **{name: value for name, value in theirs.items() if name.lower() != "content-length"},
    }
