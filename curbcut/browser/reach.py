"""What the pages in a browser can reach: an allowlist for its network.

A page may be hostile, and services on this machine or its network trust local clients: the
browser's driver, a database, a router's settings. So a browser gets no network but the one
described here. There are two layers: no host name or address resolves (``--host-resolver-rules``),
and anything that needs no resolving goes through a proxy that does not exist, or through the
gateway. WebRTC, which would open its own sockets, is restricted to that proxy, too. The proxy is
set for the profile that pages are opened in; the browser's own requests, to its vendor for example,
go nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from curbcut.web.access import NOBODY, Access
from curbcut.web.fetch import LARGEST, TIMEOUT, WHOLE, Answer, Fetcher, Refusal
from curbcut.web.gateway import authority_of

DOMAIN = "curbcut.test"
"""Under the top-level domain that is reserved for testing (RFC 6761, section 6.2), which, unlike
``localhost``, no program treats as this machine."""

_NOWHERE = f"nowhere.{DOMAIN}:9"
_GATEWAY = f"gateway.{DOMAIN}:9"
_DOOR = f"door.{DOMAIN}:9"
_BY_PROXY = ("net::ERR_PROXY_CONNECTION_FAILED", "net::ERR_TUNNEL_CONNECTION_FAILED")
_BY_DOOR = "net::ERR_EMPTY_RESPONSE"


class Host(Protocol):
    """A local server, such as ``Server``."""

    authority: str
    port: int
    origin: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What pages can reach; by default nothing.

    ``routes`` are pairs of an authority as pages name it ("site.curbcut.test:80") and the port on
    127.0.0.1 that serves it. ``trusted`` are the origins among them that count as secure contexts
    although they are served without TLS, because the published site will have it. ``gateway`` is
    the port of a ``Gateway`` that decides about everything else, or 0. ``announced`` is the address
    ("192.0.2.1:8080") at which a browser on another machine reaches the ``Door``, whose credentials
    contain ``secret``; "" for a browser on this machine. ``access`` is sent to the
    origin that it opens.
    """

    routes: tuple[tuple[str, int], ...] = ()
    trusted: tuple[str, ...] = ()
    gateway: int = 0
    announced: str = ""
    secret: str = field(default="", repr=False)
    access: Access = NOBODY

    @classmethod
    def of(cls, *hosts: Host) -> Reach:
        """Reach these local servers, and nothing else."""
        return cls(
            routes=tuple((host.authority, host.port) for host in hosts),
            trusted=tuple(host.origin for host in hosts),
        )

    def switches(self) -> list[str]:
        """The command-line switches that confine the browser, its own requests included."""
        rules = [f"MAP {authority} 127.0.0.1:{port}" for authority, port in self.routes]
        if self.announced:
            rules = [f"MAP {_DOOR} {self.announced}"]
        elif self.gateway:
            rules.append(f"MAP {_GATEWAY} 127.0.0.1:{self.gateway}")
        rules.append("MAP * ~NOTFOUND")
        switches = [
            f"--host-resolver-rules={' , '.join(rules)}",
            f"--proxy-server=http://{_NOWHERE}",
            "--proxy-bypass-list=<-loopback>",
            "--disable-quic",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        ]
        if self.trusted:
            origins = ",".join(self.trusted)
            switches.append(f"--unsafely-treat-insecure-origin-as-secure={origins}")
        return switches

    def fetch(
        self, address: str, *, timeout: float = TIMEOUT, whole: float = WHOLE, most: int = LARGEST
    ) -> Answer | Refusal:
        """Fetch a URL from this process, with the same restrictions as for pages.

        ``timeout`` and ``whole`` are in seconds, ``most`` is in bytes; see ``Fetcher``. A host that
        is out of reach is not resolved.
        """
        try:
            wanted = authority_of(address)
        except ValueError as error:
            return Refusal(str(error))
        port = dict(self.routes).get(wanted, self.gateway)
        if not port:
            return Refusal("it is out of reach")
        return Fetcher(f"http://127.0.0.1:{port}", timeout=timeout, whole=whole, most=most)(address)

    def context(self) -> dict[str, str]:
        """The proxy settings of a profile for pages, for ``Target.createBrowserContext``."""
        if self.announced:
            only = f"http={_DOOR};https={_NOWHERE}"
            proxy = f"http://{_DOOR}" if self.gateway else only
            return {"proxyServer": proxy, "proxyBypassList": "<-loopback>"}
        return {
            "proxyServer": f"http://{_GATEWAY if self.gateway else _NOWHERE}",
            "proxyBypassList": ";".join(
                ["<-loopback>", *(authority for authority, _ in self.routes)]
            ),
        }

    @property
    def entrance(self) -> str:
        """The URL at which the door asks a browser for its credentials."""
        return f"http://entrance.{DOMAIN}/{self.secret}"

    @property
    def refusals(self) -> tuple[str, ...]:
        """The network errors ("net::ERR_…") of requests that are out of reach."""
        return (*_BY_PROXY, _BY_DOOR) if self.announced and not self.gateway else _BY_PROXY


PREFERENCES = {
    "webrtc.ip_handling_policy": "disable_non_proxied_udp",
    "webrtc.multiple_routes_enabled": False,
    "webrtc.nonproxied_udp_enabled": False,
}
"""Profile preferences with the same effect on WebRTC as the switch, for versions without it."""
