"""A proxy for pages under an address: it reaches the internet, and nothing nearer.

A page from elsewhere has no business on this machine or its network, where routers, databases and
cloud services trust whoever can reach them. So a browser that opens such a page can reach the
network only through a proxy in this process. It resolves names itself, connects to the very address
that it checked (so DNS rebinding gains nothing), and refuses all addresses that are not public,
except the origins that the user named.
"""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import socket
import socketserver
import threading
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import SplitResult, unquote, urlsplit

from curbcut.web.sockets import SILENCE, join

_MOST_HEAD = 1 << 16
# Seconds to open a connection.
_CONNECT = 20.0
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


class Gateway:
    """A proxy on 127.0.0.1, on a port that the system chooses, until it is closed.

    ``named`` are addresses or origins that may be reached although they are not public, such as
    "http://localhost:3000". ``asked`` are all requested authorities, in order.
    """

    def __init__(self, named: Iterable[str] = ()) -> None:
        self._named = frozenset(map(authority_of, named))
        self.asked: list[str] = []
        self._server = _Proxy(("127.0.0.1", 0), self)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="gateway", daemon=True
        )
        self._thread.start()

    @property
    def proxy(self) -> str:
        """The proxy's address, for programs that take one."""
        return f"http://127.0.0.1:{self.port}"

    def way(self, authority: str, scheme: str) -> Way | None:
        """How ``authority`` ("example.com:443") can be reached; None if it must not be.

        If the environment names a proxy for the scheme, as in companies, everything not known to be
        nearer is reached through it, and it must refuse names that only it can resolve.

        Raises:
            ValueError: when it is not an authority.
        """
        self.asked.append(authority)
        host, port = _split(authority)
        addresses = _addresses(host, port)
        public = all(map(_is_public, addresses))
        if not public and authority not in self._named:
            return None
        proxy = _proxy_for(host, scheme) if public else None
        return Way(authority, tuple(addresses), proxy) if proxy or addresses else None

    def close(self) -> None:
        """Stop the proxy and all connections."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Gateway:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Way:
    """A way to ``authority``: through ``proxy``, or directly to one of ``addresses``."""

    authority: str
    addresses: tuple[str, ...]
    proxy: SplitResult | None = None

    def open(self) -> socket.socket:
        """Open a connection to the proxy or, without one, to the server. Raises OSError."""
        if self.proxy:
            where = (self.proxy.hostname or "", self.proxy.port or 80)
            return socket.create_connection(where, _CONNECT)
        error = OSError(f"nothing answers for “{self.authority}”")
        for address in self.addresses:
            try:
                return socket.create_connection((address, _split(self.authority)[1]), _CONNECT)
            except OSError as now:
                error = now
        raise error

    def tunnel(self) -> socket.socket:
        """Open a connection to the server, tunnelled through any proxy. Raises OSError."""
        line = self.open()
        if self.proxy:
            head = [f"CONNECT {self.authority} HTTP/1.1", f"Host: {self.authority}", *self.login()]
            try:
                line.sendall("\r\n".join([*head, "", ""]).encode("latin-1"))
                if _head(line).split(b" ", 2)[1:2] != [b"200"]:
                    raise ConnectionError("the proxy refuses")
            except BaseException:
                line.close()
                raise
        return line

    def login(self) -> list[str]:
        """The header with the credentials for the proxy, if it has any."""
        if self.proxy is None or not self.proxy.username:
            return []
        pair = f"{unquote(self.proxy.username)}:{unquote(self.proxy.password or '')}"
        return [f"Proxy-Authorization: Basic {base64.b64encode(pair.encode()).decode()}"]


def authority_of(address: str) -> str:
    """The host and port of an address ("https://example.com/a" -> "example.com:443").

    Raises:
        ValueError: when it is not a web address.
    """
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"“{address}” is not a web address")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{parts.port or _PORTS[parts.scheme]}"


def _split(authority: str) -> tuple[str, int]:
    host, _, port = authority.rpartition(":")
    return host.strip("[]"), int(port)


def _addresses(host: str, port: int) -> list[str]:
    """Those of a name, as far as this machine knows it."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _proxy_for(host: str, scheme: str) -> SplitResult | None:
    """The proxy that the environment names; one of another kind than HTTP is not for us."""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(host):
        return None
    parts = urlsplit(proxy if "//" in proxy else f"http://{proxy}")
    return parts if parts.scheme == "http" and parts.hostname else None


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast


def _head(line: socket.socket) -> bytes:
    """What comes until the empty line behind it, and not a byte more. Raises OSError."""
    head = bytearray()
    while not head.endswith(b"\r\n\r\n"):
        part = line.recv(1)
        if not part or len(head) > _MOST_HEAD:
            raise ConnectionError("no answer")
        head += part
    return bytes(head)


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], gateway: Gateway) -> None:
        self.gateway = gateway
        super().__init__(address, _Connection)


class _Connection(socketserver.BaseRequestHandler):
    """One request of the browser; whatever it is refused looks to it like a broken line."""

    request: socket.socket
    server: _Proxy

    def handle(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.request.settimeout(SILENCE)
            head = _head(self.request)
            method, target, version = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
            if method == "CONNECT":
                self._tunnel(target.lower())
            else:
                self._forward(head, method, target, version)

    def _tunnel(self, authority: str) -> None:
        scheme = "http" if authority.endswith(":80") else "https"
        way = self.server.gateway.way(authority, scheme)
        try:
            if way is None:
                raise PermissionError
            line = way.tunnel()
        except OSError:
            self.request.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return
        with line:
            self.request.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            join(self.request, line)

    def _forward(self, head: bytes, method: str, target: str, version: str) -> None:
        """Pass on a request without encryption, and close the line behind its answer."""
        parts = urlsplit(target)
        way = self.server.gateway.way(authority_of(target), "http")
        if parts.scheme != "http" or way is None:
            return
        path = (parts.path or "/") + (f"?{parts.query}" if "?" in target else "")
        if way.proxy:
            path = f"http://{parts.netloc.rpartition('@')[2]}{path}"
        kept = [
            entry
            for entry in head.split(b"\r\n")[1:-2]
            if not entry.lower().startswith((b"proxy-", b"connection:", b"keep-alive:"))
        ]
        new = [f"{method} {path} {version}", *way.login(), "Connection: close"]
        first, *ours = (line.encode("latin-1") for line in new)
        with way.open() as line:
            line.sendall(b"\r\n".join([first, *kept, *ours, b"", b""]))
            join(self.request, line)
