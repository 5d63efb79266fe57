"""A loopback web server for a site that is not published yet.

It sends the very bytes and headers that will be published, so that what the browser meets here is
what readers meet later. Only this machine can reach it, and it answers to its own name alone: a
page from elsewhere that has a name of its own lead here ("DNS rebinding") gets nothing.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from curbcut.browser.reach import DOMAIN
from curbcut.browser.responses import Responder, Response


class Server:
    """Serves a site on 127.0.0.1, on a port that the system chooses, until it is closed.

    ``site`` is either the staged files (path to bytes) or a folder, of which ``sends`` says by its
    path what is sent: all of it by default. ``headers`` says which headers
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
        sends: Callable[[str], bool] = lambda path: True,
    ) -> None:
        self._responder = Responder(site, headers, prefix, sends)
        self.prefix = self._responder.prefix
        self._digests: dict[str, str] = {}
        self._asked: set[str] = set()
        self._http = _HTTPServer(self._respond)
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

    def asked(self) -> set[str]:
        """What was asked for since this was last asked, as request lines have it: "/a/?b".

        Browsers ask for /favicon.ico of their own accord; it is left out.
        """
        asked, self._asked = self._asked, set()
        return asked

    def digest_of(self, target: str) -> str:
        """The digest of what was sent for ``target``; "" if not always the same was."""
        if target not in self._digests:
            self._digests[target] = self._responder.respond(target).digest
        return self._digests[target]

    def _respond(self, target: str) -> Response:
        response = self._responder.respond(target)
        if target != "/favicon.ico":
            digest = response.digest
            if self._digests.setdefault(target, digest) != digest:
                self._digests[target] = ""
            self._asked.add(target)
        return response

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

    def __init__(self, respond: Callable[[str], Response]) -> None:
        self.respond = respond
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
        response = self.server.respond(self.path)
        headers = {**response.headers, "Content-Length": str(len(response.body))}
        self._send(response.status, headers, response.body if with_body else b"")

    def _send(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
