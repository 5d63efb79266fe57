"""What the pages in a browser can reach. Nothing else exists for them.

A page that is checked may be hostile, and this machine is full of ports that trust whoever is on
it: the browser's own driver, a database, a router's settings. So a browser gets no network but the
one that is described here. There are two locks, one behind the other: names and addresses of all
kinds lead nowhere (``--host-resolver-rules``), and whatever does not ask for a name goes through a
proxy that is not there, or through our gateway. WebRTC, which would open sockets of its own, is
kept to that proxy too. The proxy is set for the profile that pages are opened in; the browser as
such, which would ask its maker for news, has none that leads anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from curbcut.web.fetch import LARGEST, TIMEOUT, WHOLE, Answer, Fetcher, Refusal
from curbcut.web.gateway import authority_of

DOMAIN = "curbcut.test"
"""Below a top-level domain that is reserved for tests (RFC 6761, section 6.2) and that, unlike
``localhost``, no other program takes for this machine."""

_NOWHERE = f"nowhere.{DOMAIN}:9"
_GATEWAY = f"gateway.{DOMAIN}:9"
_DOOR = f"door.{DOMAIN}:9"
_BY_PROXY = ("net::ERR_PROXY_CONNECTION_FAILED", "net::ERR_TUNNEL_CONNECTION_FAILED")
_BY_DOOR = "net::ERR_EMPTY_RESPONSE"


class Host(Protocol):
    """A server of ours, as ``Server`` is."""

    authority: str
    port: int
    origin: str


@dataclass(frozen=True, slots=True)
class Reach:
    """By default nothing at all.

    ``routes`` are pairs of an authority as pages name it ("site.curbcut.test:80") and the port on
    127.0.0.1 that answers for it. ``trusted`` are the origins among them that are secure contexts
    although they are served without TLS, as they will be with it. ``gateway`` is the port of a
    ``Gateway`` that decides about everything else, or 0. ``announced`` is where a browser on
    another machine finds the ``Door`` to all of them ("192.0.2.1:8080"), which opens for
    ``secret``; "" for a browser on this machine.
    """

    routes: tuple[tuple[str, int], ...] = ()
    trusted: tuple[str, ...] = ()
    gateway: int = 0
    announced: str = ""
    secret: str = field(default="", repr=False)

    @classmethod
    def of(cls, *hosts: Host) -> Reach:
        """Reach some servers of ours, and nothing else."""
        return cls(
            routes=tuple((host.authority, host.port) for host in hosts),
            trusted=tuple(host.origin for host in hosts),
        )

    def switches(self) -> list[str]:
        """The switches that shut the browser in; what it asks for by itself goes nowhere either."""
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
        """What is at an address, asked for from here on the ways that pages have.

        ``timeout`` and ``whole`` are in seconds, ``most`` is in bytes; see ``Fetcher``. What is out
        of reach is not even looked up.
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
        """How a profile for pages is opened up again, for ``Target.createBrowserContext``."""
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
        """The address at which a browser is asked who it is."""
        return f"http://entrance.{DOMAIN}/{self.secret}"

    @property
    def refusals(self) -> tuple[str, ...]:
        """The errors of requests that this lets go nowhere, in the words of the browser."""
        return (*_BY_PROXY, _BY_DOOR) if self.announced and not self.gateway else _BY_PROXY


PREFERENCES = {
    "webrtc.ip_handling_policy": "disable_non_proxied_udp",
    "webrtc.multiple_routes_enabled": False,
    "webrtc.nonproxied_udp_enabled": False,
}
"""Settings of the profile that say of WebRTC what the switch says, for versions without it."""
