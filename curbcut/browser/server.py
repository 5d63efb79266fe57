"""A loopback web server for a site that is not published yet.

It sends the very bytes and headers that will be published, so that what the browser meets here is
what readers meet later. Only this machine can reach it, and it answers to its own name alone: a
page from elsewhere that has a name of its own lead here ("DNS rebinding") gets nothing.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import TracebackType
from typing import Protocol
from urllib.parse import quote, unquote_to_bytes

from curbcut.browser.media_types import content_type
from curbcut.browser.reach import DOMAIN
from curbcut.model.finding import CurbcutError

_MISSING_PAGE = "404.html"
# A backslash is a letter of a name like any other, except on Windows.
_SEPARATORS = ("/", "\0", os.sep)


class Site(Protocol):
    """Where the bytes come from. Paths have no leading slash: "privacy/index.html"."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None where there is none."""

    def is_folder(self, path: str) -> bool:
        """Whether this is a folder with an index page of its own."""


class _Staged:
    """A site that is held in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def read(self, path: str) -> bytes | None:
        return self._files.get(path)

    def is_folder(self, path: str) -> bool:
        return f"{path}/index.html" in self._files


class _Folder:
    """A site in a folder on disk; nothing outside of the folder is ever read."""

    def __init__(self, root: Path) -> None:
        try:
            self._root = root.resolve(strict=True)
        except OSError as error:
            raise CurbcutError(f"{root} cannot be read: {error.strerror}") from error
        if not self._root.is_dir():
            raise CurbcutError(f"{root} is not a folder")

    def _locate(self, path: str) -> Path | None:
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
        # Only plain files: opening a named pipe would wait for ever.
        if found is None or not found.is_file():
            return None
        try:
            return found.read_bytes()
        except OSError:
            return None

    def is_folder(self, path: str) -> bool:
        found = self._locate(path)
        return found is not None and found.is_dir()


class Server:
    """Serves a site on 127.0.0.1, on a port that the system chooses, until it is closed.

    ``site`` is either the staged files (path to bytes) or a folder. ``headers`` says which headers
    are sent with a path, replacing those of the same name that the server would choose. ``prefix``
    is the path under which the site is going to live ("/help"); what is outside of it is missing.
    ``name`` gives it a host name of its own below ``reach.DOMAIN``, which only a browser knows
    whose ``Reach`` has this server; without one it goes by the number of this machine.

    ``origin`` is how pages are addressed, ``authority`` the same with its port, and ``port`` the
    one on 127.0.0.1.

    Raises CurbcutError if the folder cannot be read.
    """

    def __init__(
        self,
        site: Mapping[str, bytes] | Path,
        headers: Callable[[str], Mapping[str, str]] | None = None,
        prefix: str = "",
        name: str = "",
    ) -> None:
        self._site: Site = _Folder(site) if isinstance(site, Path) else _Staged(site)
        trimmed = prefix.strip("/")
        self.prefix = f"/{trimmed}" if trimmed else ""
        self._http = _HTTPServer(self._site, headers or (lambda path: {}), self.prefix)
        self.port: int = self._http.server_port
        host = f"{name}.{DOMAIN}" if name else f"127.0.0.1:{self.port}"
        self.origin = f"http://{host}"
        self.authority = f"{host}:80" if name else host
        self._http.host = host
        self._thread = threading.Thread(target=self._serve, name="curbcut-server", daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        # Half a second is the standard library's wait; closing should not take that long.
        self._http.serve_forever(poll_interval=0.05)

    def url(self, path: str = "") -> str:
        """The address of a published path: "/privacy/" or "privacy/index.html"."""
        return f"{self.origin}{self.prefix}/{quote(path.lstrip('/'), safe='/#?=&%')}"

    def close(self) -> None:
        """Stop serving: every connection is closed and every thread has ended on return."""
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
        self._http.server_close()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _HTTPServer(HTTPServer):
    """One thread for each connection; knows its connections, so that it can end them."""

    request_queue_size = 128
    allow_reuse_address = False

    def __init__(
        self, site: Site, headers: Callable[[str], Mapping[str, str]], prefix: str
    ) -> None:
        self.site = site
        self.headers_of = headers
        self.prefix = prefix
        self.host = ""
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, socket.socket] = {}
        super().__init__(("127.0.0.1", 0), _Handler)

    def server_bind(self) -> None:
        # HTTPServer's own would look up the name of the host, which can take seconds.
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def process_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        thread = threading.Thread(
            target=self._converse, args=(request, client_address), daemon=True
        )
        with self._lock:
            self._open[thread] = request
        thread.start()

    def _converse(self, connection: socket.socket, address: object) -> None:
        # A browser drops connections whenever it likes; that is no event worth a word.
        try:
            with contextlib.suppress(OSError, ValueError):
                self.finish_request(connection, address)
            self.shutdown_request(connection)
        finally:
            with self._lock:
                self._open.pop(threading.current_thread(), None)

    def server_close(self) -> None:
        super().server_close()
        with self._lock:
            pending = list(self._open.items())
        for _, connection in pending:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread, _ in pending:
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body leave in one segment, at once: no Nagle delay on top of a delayed ACK.
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024
    server: _HTTPServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def version_string(self) -> str:
        return "curbcut"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name upstream)
        """Say nothing: the terminal belongs to the report."""

    def _answer(self, *, with_body: bool) -> None:
        if self.headers.get("Host", "").lower() != self.server.host:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, {"Content-Length": "0"}, b"")
            return
        # As a proxy is asked; a name other than ours has been turned away by now.
        self.path = self.path.removeprefix(f"http://{self.server.host}")
        address = self.path.partition("#")[0].partition("?")[0]
        if self.server.prefix and address == self.server.prefix:
            self._redirect()
            return
        path = _site_path(address, self.server.prefix)
        site = self.server.site
        status, served, body = HTTPStatus.OK, "", None
        if path is not None:
            served = f"{path}index.html" if path == "" or path.endswith("/") else path
            body = site.read(served)
            if body is None and served == path and site.is_folder(path):
                self._redirect()
                return
        if body is None:
            status, served = HTTPStatus.NOT_FOUND, _MISSING_PAGE
            body = site.read(served)
        if body is None:
            served, body = "", b"Not found"
        headers = {"Content-Type": content_type(served, body)}
        if served:
            headers = _override(headers, self.server.headers_of(served))
        headers["Content-Length"] = str(len(body))
        self._send(status, headers, body if with_body else b"")

    def _redirect(self) -> None:
        address, mark, query = self.path.partition("#")[0].partition("?")
        headers = {"Location": f"{address}/{mark}{query}", "Content-Length": "0"}
        self._send(HTTPStatus.MOVED_PERMANENTLY, headers, b"")

    def _send(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _site_path(address: str, prefix: str) -> str | None:
    """The path in the site that a request line asks for, or None where it can have no answer."""
    if not address.startswith(f"{prefix}/"):
        return None
    segments: list[str] = []
    for segment in address[len(prefix) + 1 :].split("/"):
        try:
            name = os.fsdecode(unquote_to_bytes(segment))
        except UnicodeDecodeError:
            return None
        # Decoded once and looked at afterwards, so that no spelling of "up" or "slash" gets by.
        if name in (".", "..") or any(mark in name for mark in _SEPARATORS):
            return None
        segments.append(name)
    # An empty segment in the middle would make "//host" out of a path, which is an address.
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
