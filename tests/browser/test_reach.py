"""A hostile page that tries everything to reach what else is on this machine, and must not."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.visit import PageError
from curbcut.web.fetch import Answer, Refusal
from curbcut.web.gateway import Gateway, authority_of

# What a page can name this machine by: in the notations that browsers turn into 127.0.0.1 as well,
# by way of names, and from outside of the loopback range.
NAMES = (
    "127.0.0.1",
    "localhost",
    "x.localhost",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.0.0.2",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::]",
    "localhost.",
    "rebound.example",
    "other.curbcut.test",
)

ATTACK = (Path(__file__).parent / "hostile.html").read_text("utf-8")
WORKER = (
    b'self.addEventListener("install", () => fetch("http://127.0.0.1:%d/sw", {mode: "no-cors"}))'
)


class Listener:
    """Ports for TCP and UDP, in both families, that take note of whoever comes."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._sockets: list[socket.socket] = []
        self.tcp = self._listen(socket.SOCK_STREAM)
        self.udp = self._listen(socket.SOCK_DGRAM)

    def _listen(self, kind: socket.SocketKind) -> int:
        port = 0
        for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            with contextlib.suppress(OSError):
                one = socket.socket(family, kind)
                if family == socket.AF_INET6:
                    one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                one.bind((address, port))
                port = one.getsockname()[1]
                if kind == socket.SOCK_STREAM:
                    one.listen()
                self._sockets.append(one)
                threading.Thread(target=self._note, args=(one, kind), daemon=True).start()
        return port

    def _note(self, one: socket.socket, kind: socket.SocketKind) -> None:
        with contextlib.suppress(OSError):
            while True:
                if kind == socket.SOCK_STREAM:
                    connection, _ = one.accept()
                    with connection:
                        connection.settimeout(2)
                        said = b""
                        with contextlib.suppress(OSError):
                            said = connection.recv(200)
                        self.heard.append(f"tcp {said!r}")
                else:
                    self.heard.append(f"udp {one.recv(200)!r}")

    def close(self) -> None:
        for one in self._sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    running = Listener()
    yield running
    running.close()


def attack(listener: Listener) -> dict[str, bytes]:
    """The hostile page and its worker."""
    names = [*NAMES, *addresses_of_this_machine()]
    told = {"names": names, "port": listener.tcp, "udp": listener.udp}
    page = ATTACK.replace("TARGETS", base64.b64encode(json.dumps(told).encode()).decode())
    return {"index.html": page.encode(), "worker.js": WORKER % listener.tcp}


def addresses_of_this_machine() -> list[str]:
    """Those that other machines know it by."""
    with contextlib.suppress(OSError):
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        return list({str(entry[4][0]) for entry in found})
    return []


def tries(session: Session, url: str) -> None:
    with contextlib.suppress(PageError):
        session.open(url, timeout=20)
        session.script(
            "for (let n = 0; n < 150 && document.title !== 'Tried'; n++)"
            " await new Promise((go) => setTimeout(go, 100)); return document.title",
            timeout=20,
        )


def test_the_listeners_hear(listener: Listener) -> None:
    """What the tests below rely on."""
    for name in ("127.0.0.1", "[::1]"):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://{name}:{listener.tcp}/", timeout=1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b"x", ("127.0.0.1", listener.udp))
        for _ in range(50):
            if len({entry[:3] for entry in listener.heard}) == 2:
                break
            threading.Event().wait(0.1)
    assert {entry[:3] for entry in listener.heard} == {"tcp", "udp"}


@pytest.mark.browser
def test_a_page_of_a_folder_reaches_its_own_server_alone(listener: Listener) -> None:
    with (
        Server(attack(listener), name="site") as server,
        Session(reach=Reach.of(server)) as session,
    ):
        tries(session, server.url())
        visit = session.visit()
        assert visit.status == 200
        assert session.script("return [isSecureContext, document.title]") == [True, "Tried"]
        tried = {request.url.partition(":")[0] for request in visit.requests}
        assert {"http", "https", "ws"} <= tried  # it did try
    assert listener.heard == []


@pytest.mark.browser
def test_a_page_at_an_address_reaches_nothing_else_on_this_machine(listener: Listener) -> None:
    with (
        Server(attack(listener)) as server,
        Gateway([server.url()]) as gateway,
        Session(reach=Reach(gateway=gateway.port)) as session,
    ):
        tries(session, server.url())
        assert session.visit().status == 200
        asked = {authority.rpartition(":")[0] for authority in gateway.asked}
        assert {"127.0.0.1", "localhost", "0.0.0.0", "[::1]", "rebound.example"} <= asked
    assert listener.heard == []


@pytest.mark.browser
def test_a_browser_asks_for_nothing_by_itself() -> None:
    with (
        Server({"index.html": b"<!doctype html><title>T</title><p>Quiet"}) as server,
        Gateway([server.url()]) as gateway,
        Session(reach=Reach(gateway=gateway.port)) as session,
    ):
        session.open(server.url())
        session.script("await new Promise((go) => setTimeout(go, 5000))")
        assert set(gateway.asked) == {server.authority}


@pytest.mark.browser
def test_a_browser_shows_no_marks_of_a_machine() -> None:
    with (
        Server({"index.html": b"<!doctype html><title>T</title><p>Quiet"}, name="site") as server,
        Session(reach=Reach.of(server)) as session,
    ):
        session.open(server.url())
        assert session.script("return navigator.webdriver") is False
        says = session.script(
            "return navigator.userAgent + navigator.appVersion"
            " + JSON.stringify(navigator.userAgentData)"
        )
        assert "Chrome/" in says
        assert "headless" not in says.lower()


@pytest.mark.parametrize(
    ("address", "authority"),
    [
        ("https://example.com/a?b", "example.com:443"),
        ("http://LOCALHOST:3000", "localhost:3000"),
        ("http://[::1]/", "[::1]:80"),
        ("wss://example.com:8443/x", "example.com:8443"),
    ],
)
def test_authorities(address: str, authority: str) -> None:
    assert authority_of(address) == authority


@pytest.mark.parametrize("address", ["ftp://example.com/", "/x", "http://", "mailto:a@b"])
def test_no_authority(address: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        authority_of(address)


def test_what_is_out_of_reach_is_not_even_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some networks answer every name, and a name that is asked for is known to whoever answers."""
    looked: list[object] = []

    def look(*args: object, **words: object) -> list[object]:
        looked.append(args)
        raise OSError("no names here")

    with Server({"a.html": b"here"}, name="site") as server:
        reach = Reach.of(server)
        here = reach.fetch(server.url("a.html"), timeout=5)
        assert isinstance(here, Answer)
        assert here.data == b"here"
        monkeypatch.setattr(socket, "getaddrinfo", look)
        for address in (
            "http://elsewhere.example/",
            "https://site.curbcut.test/",
            "http://site.curbcut.test:9515/",
            f"http://127.0.0.1:{server.port}/",
            "http://[bad/",
        ):
            assert isinstance(reach.fetch(address, timeout=5), Refusal), address
    assert looked == []
