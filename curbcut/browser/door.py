"""The authenticating proxy through which browsers on a Selenium Grid reach the servers of a run.

Those servers listen on the loopback interface only. This proxy, the door, listens where the Grid's
nodes can reach it. Only a secret path, new for each browser, is answered with a challenge for
credentials, and only requests with the credentials are forwarded; all others get 404. Because it is
a proxy, pages keep their URLs: reports are the same as those of a local run, and the secret appears
in no page, request or finding. Like the pages, it is sent unencrypted.
"""

from __future__ import annotations

import base64
import contextlib
import hmac
import secrets
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from curbcut.browser.reach import Reach
from curbcut.model.finding import CurbcutError
from curbcut.web.gateway import authority_of
from curbcut.web.sockets import CHUNK, SILENCE, join

USER = "curbcut"
_MOST_HEAD = 1 << 16
# Seconds to receive the head of a request, and to connect to the server.
_HEAD = 30.0
_ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 (compared with, not listened on)


@contextlib.contextmanager
def opened(
    reach: Reach, grid: str, listen: str = "", announce: str = "", *, number: int = 0
) -> Iterator[Reach]:
    """``reach`` for browsers on ``grid``, through a door that is open within the context.

    Without a grid it is ``reach`` itself. ``listen`` is "ADDRESS" or "ADDRESS:PORT"; the default is
    the address from which this machine reaches the grid and a port that the system chooses.
    ``announce`` is what nodes connect to, by default what the door listens on. Each browser has its
    own door; ``number`` is that of the browser, from 0, and is added to a given port.

    Raises:
        CurbcutError: when an option is not an address, the door cannot listen there, or the address
            of the grid cannot be resolved.
    """
    if not grid:
        yield reach
        return
    host, port = _parted(listen, "--listen")
    way = _way_to(grid) if not host or host in _ANYWHERE else host
    with Door(host or way, port and port + number, reach) as door:
        named, other = _parted(announce, "--announce")
        where = _joined(named or way, other + number if other else door.port)
        yield replace(reach, announced=where, secret=door.secret)


class Door:
    """Listens on a port of ``host`` until it is closed; port 0: one that the system chooses.

    Raises CurbcutError if it cannot listen there.
    """

    def __init__(self, host: str, port: int, reach: Reach) -> None:
        self.secret = secrets.token_urlsafe(24)
        kind = _Proxy6 if ":" in host else _Proxy
        try:
            self._server = kind((host, port), _Connection)
        except OSError as error:
            reason = error.strerror or error
            raise CurbcutError(
                f"Curbcut cannot listen on {_joined(host, port)}: {reason}.",
                "Name an address of this machine and a free port: --listen ADDRESS:PORT.",
            ) from error
        self._server.reach = reach
        self._server.path = f"/{self.secret}".encode()
        pair = base64.b64encode(f"{USER}:{self.secret}".encode())
        self._server.credentials = b"Basic " + pair
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="door", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Door:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 128
    reach: Reach
    path: bytes
    credentials: bytes


class _Proxy6(_Proxy):
    address_family = socket.AF_INET6


class _Connection(socketserver.BaseRequestHandler):
    """One request from a browser, and its response."""

    request: socket.socket
    server: _Proxy

    def handle(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.request.settimeout(_HEAD)
            head, rest = self._head()
            self.request.settimeout(SILENCE)
            first, *fields = head.split(b"\r\n")
            method, target, _ = first.decode("latin-1").split(" ")
            if not self._knows(fields):
                asked = hmac.compare_digest(_path(target), self.server.path)
                self._say(_WHO if asked else _NOT_FOUND)
            elif _path(target) == self.server.path:
                self._say(_WELCOME)
            elif port := self._port(method, target):
                self._forward(port, first, fields, rest)
            # A request for anything else gets no response; see Reach.refusals.

    def _head(self) -> tuple[bytes, bytes]:
        """The head of a request, and what was received after it. Raises OSError."""
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.request.recv(CHUNK)
            if not part or len(data) > _MOST_HEAD:
                raise ConnectionError("no request")
            data += part
        head, _, rest = data.partition(b"\r\n\r\n")
        return head, rest

    def _knows(self, fields: list[bytes]) -> bool:
        given = (field.partition(b":") for field in fields)
        return any(
            name.strip().lower() == b"proxy-authorization"
            and hmac.compare_digest(value.strip(), self.server.credentials)
            for name, _, value in given
        )

    def _port(self, method: str, target: str) -> int:
        """The local port that serves a URL or authority; 0 for none."""
        reach = self.server.reach
        wanted = target.lower() if method == "CONNECT" else authority_of(target)
        return dict(reach.routes).get(wanted, reach.gateway)

    def _forward(self, port: int, first: bytes, fields: list[bytes], rest: bytes) -> None:
        """Forward a request, and close the connection after the response."""
        ours = (b"proxy-", b"connection:", b"keep-alive:")
        kept = [field for field in fields if not field.lower().startswith(ours)]
        if not first.startswith(b"CONNECT "):
            kept.append(b"Connection: close")
        with socket.create_connection(("127.0.0.1", port), _HEAD) as line:
            line.settimeout(SILENCE)
            line.sendall(b"\r\n".join([first, *kept, b"", b""]) + rest)
            join(self.request, line)

    def _say(self, answer: bytes) -> None:
        self.request.sendall(
            b"HTTP/1.1 " + answer + b"Connection: close\r\nContent-Type: text/html\r\n"
            b"Cache-Control: no-store\r\nContent-Length: 0\r\n\r\n"
        )


_WHO = b'407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="curbcut"\r\n'
_NOT_FOUND = b"404 Not Found\r\n"
_WELCOME = b"200 OK\r\n"


def _path(target: str) -> bytes:
    return urlsplit(target).path.encode("latin-1")


def _parted(words: str, option: str) -> tuple[str, int]:
    """The host and port of "HOST", "HOST:PORT" or "[IPv6]:PORT"; port 0 if there is none."""
    if not words:
        return "", 0
    try:
        parts = urlsplit(f"//{words}")
        host, port = parts.hostname, parts.port
        if not host or parts.netloc != words or "@" in words:
            raise ValueError
    except ValueError:
        raise CurbcutError(
            f"“{words}” is not an address for {option}.",
            f"Write a host, and a port if needed: {option} 192.0.2.1:8080 or [2001:db8::1]:8080.",
        ) from None
    return host, port or 0


def _joined(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _way_to(grid: str) -> str:
    """The local address from which the grid is reached; sends nothing. Raises CurbcutError."""
    parts = urlsplit(grid)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_DGRAM)
        family, kind, number, _, address = found[0]
        with socket.socket(family, kind, number) as probe:
            probe.connect(address)
            return str(probe.getsockname()[0])
    except (OSError, ValueError) as error:
        where = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        raise CurbcutError(
            f"The Selenium Grid at {where} cannot be found: {error}.",
            "Correct the address: --grid http://HOST:4444.",
        ) from error
