"""A loopback web server for a site that is not published yet.

It sends exactly the bytes and headers that will be published, so that the browser sees what readers
will see. Only this machine can reach it, and it answers only requests for its own host name, which
defeats DNS rebinding.
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

    ``site`` is either the staged files (path to bytes) or a folder, of which ``sends`` tells
    whether a path is served (default: all). ``headers`` returns the headers for a path; they
    replace the server's own of the same name. ``prefix`` is the path under which the site will be
    published ("/help"); anything outside it is 404. With ``name`` the server has a host name below
    ``reach.DOMAIN``, known only to browsers whose ``Reach`` includes it; without, its host is
    127.0.0.1.

    ``origin`` is the origin of its pages, ``authority`` is host and port as pages name them, and
    ``port`` is the port on 127.0.0.1.

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
        # The standard library's default of 0.5 s would make closing slow.
        self._http.serve_forever(poll_interval=0.05)

    def url(self, path: str = "") -> str:
        """The URL of a published path: "/privacy/" or "privacy/index.html"."""
        return f"{self.origin}{self.prefix}/{quote(path.lstrip('/'), safe='/#?=&%')}"

    def asked(self) -> set[str]:
        """The targets requested since the last call, as in the request line: "/a/?b".

        /favicon.ico is left out, because browsers request it unasked.
        """
        asked, self._asked = self._asked, set()
        return asked

    def digest_of(self, target: str) -> str:
        """The digest of the response for ``target``; "" if different responses were sent."""
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
        """Stop serving; on return every connection is closed and every thread has ended."""
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
    """Runs one thread per connection, and keeps track of connections to close them."""

    request_queue_size = 128
    allow_reuse_address = False

    def __init__(self, respond: Callable[[str], Response]) -> None:
        self.respond = respond
        self.host = ""
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, socket.socket] = {}
        super().__init__(("127.0.0.1", 0), _Handler)

    def server_bind(self) -> None:
        # HTTPServer.server_bind would look up the host name, which can take seconds.
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
        # Browsers drop connections at any time; that is not worth reporting.
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
    # Headers and body are sent in one segment, at once: no Nagle delay on top of a delayed ACK.
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
        """Log nothing: the terminal belongs to the report."""

    def _answer(self, *, with_body: bool) -> None:
        if self.headers.get("Host", "").lower() != self.server.host:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, {"Content-Length": "0"}, b"")
            return
        # Proxy requests have an absolute URL; other hosts were rejected above.
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
