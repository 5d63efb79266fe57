"""The door for browsers on other machines: it opens for the secret alone, and changes no page."""

from __future__ import annotations

import base64
import dataclasses
import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from curbcut.browser.door import Door, opened
from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.visit import PageError
from curbcut.model.finding import CurbcutError
from curbcut.web.gateway import Gateway

FILES = {
    "index.html": b'<!doctype html><html lang="en"><title>T</title>'
    b'<link rel="manifest" href="/m.json"><h1>Hello</h1>'
    b'<img src="/gone.png" alt=""><img src="http://elsewhere.example/a.png" alt="">'
    b'<img src="https://elsewhere.example/a.png" alt=""><script>'
    b"new WebSocket('ws://site.curbcut.test/'); new Worker('/w.js').onmessage = (e) =>"
    b" fetch('/m.json', {credentials: 'omit'}).then((r) => r.text()).then((t) =>"
    b" {document.title = e.data + t + history.length + location})</script>",
    "m.json": b"{}",
    "w.js": b"fetch('/m.json').then((r) => r.text()).then((t) => postMessage(t + location))",
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(FILES, name="site") as running:
        yield running


@pytest.fixture
def shut(server: Server) -> Iterator[Door]:
    with Door("127.0.0.1", 0, Reach.of(server)) as door:
        yield door


def ask(door: Door, target: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    try:
        connection.putrequest(method, target, skip_host=True)
        connection.putheader("Host", urlsplit(target).netloc or "site.curbcut.test")
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def basic(name: str, word: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{word}".encode()).decode()


SITE = "http://site.curbcut.test"


@pytest.mark.parametrize("target", ["/", "/index.html", f"{SITE}/", f"{SITE}/wrong", "/%C3%A9"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_without_the_secret_everything_is_missing(shut, target, method):
    assert ask(shut, target, method)[0] == 404
    wrong = basic("curbcut", "wrong")
    assert ask(shut, target, method, Proxy_Authorization=wrong)[0] == 404
    right = basic("curbcut", shut.secret)
    assert ask(shut, target, method, Authorization=right)[0] == 404


def test_a_tunnel_needs_the_secret_and_a_gateway(shut):
    assert ask(shut, "site.curbcut.test:80", "CONNECT")[0] == 404


def test_the_secret_path_asks_for_the_credentials_and_they_open(shut):
    assert ask(shut, f"http://x.test/{shut.secret}")[0] == 407
    right = basic("curbcut", shut.secret)
    assert ask(shut, f"{SITE}/", Proxy_Authorization=right) == (200, FILES["index.html"])
    assert ask(shut, f"{SITE}/gone", Proxy_Authorization=right)[0] == 404
    with pytest.raises(http.client.RemoteDisconnected):
        ask(shut, "http://127.0.0.1:22/", Proxy_Authorization=right)


def test_each_run_has_a_secret_of_its_own_that_is_not_printed(server):
    plain = Reach.of(server)
    with opened(plain, "http://127.0.0.1:4444") as one, opened(plain, "http://127.0.0.1:1") as two:
        assert one.secret != two.secret
        assert len(one.secret) >= 32
        assert one.secret not in f"{one!r} {one.switches()} {one.context()}"
        assert one.announced.startswith("127.0.0.1:")
    with opened(plain, "") as here:
        assert here is plain


def test_where_it_listens_and_what_it_announces(server):
    grid = "http://127.0.0.1:4444"
    with opened(Reach.of(server), grid, "127.0.0.1", "[2001:db8::1]:80") as reach:
        assert reach.announced == "[2001:db8::1]:80"
    with opened(Reach.of(server), grid, "0.0.0.0", "ci.example") as reach:
        host, _, port = reach.announced.rpartition(":")
        assert (host, int(port) > 0) == ("ci.example", True)
    with opened(Reach.of(server), grid, f"127.0.0.1:{port}") as reach:
        assert reach.announced == f"127.0.0.1:{port}"
        # Each browser has a door of its own.
        with opened(Reach.of(server), grid, f"127.0.0.1:{port}", number=1) as second:
            assert second.announced == f"127.0.0.1:{int(port) + 1}"
    with opened(Reach.of(server), grid, "127.0.0.1", "ci.example:80", number=2) as third:
        assert third.announced == "ci.example:82"


@pytest.mark.parametrize("words", ["http://a", "a:b", "a:99999", "u@h", ":80", "a/b", "[::1"])
def test_what_is_no_address_is_refused(server, words):
    for option in ({"listen": words}, {"announce": words}):
        with (
            pytest.raises(CurbcutError, match=f"not an address for --{next(iter(option))}"),
            opened(Reach.of(server), "http://127.0.0.1:4444", **option),
        ):
            pass


def test_a_port_that_is_taken_is_named(server, shut):
    with (
        pytest.raises(CurbcutError, match=f":{shut.port}: Address already in use"),
        opened(Reach.of(server), "http://127.0.0.1:4444", f"127.0.0.1:{shut.port}"),
    ):
        pass


@pytest.mark.browser
def test_pages_are_the_same_through_it(server, shut):
    plain = Reach.of(server)
    through = dataclasses.replace(plain, announced=f"127.0.0.1:{shut.port}", secret=shut.secret)
    seen = []
    for reach in (plain, through):
        with Session(reach=reach) as session:
            session.open(server.url(""))
            title = session.script(
                "for (let n = 0; n < 100 && document.title === 'T'; n++)"
                " await new Promise((r) => setTimeout(r, 20));"
                " return [document.title, isSecureContext, document.cookie]"
            )
            visit = session.visit()
            errors = sorted((r.url, r.kind, r.status, r.error) for r in visit.requests)
            seen.append((title, errors, visit.final_url, visit.cookies))
    assert seen[0] == seen[1]
    assert seen[0][0] == ["{}http://site.curbcut.test/w.js{}2http://site.curbcut.test/", True, ""]


@pytest.mark.browser
def test_pages_under_an_address_come_through_the_gateway(server):
    """Those that may be reached from here, and no others."""
    with Server({"index.html": b"<title>Public</title>"}) as elsewhere, Server({}) as private:
        with Gateway([elsewhere.origin]) as gateway:
            plain = dataclasses.replace(Reach.of(server), gateway=gateway.port)
            with Door("127.0.0.1", 0, plain) as door:
                where = f"127.0.0.1:{door.port}"
                reach = dataclasses.replace(plain, announced=where, secret=door.secret)
                with Session(reach=reach) as session:
                    assert session.open(elsewhere.url("")).status == 200
                    assert session.script("return document.title") == "Public"
                    assert session.open(server.url("")).status == 200
                    with pytest.raises(PageError) as raised:
                        session.open(private.url(""))
        assert raised.value.kind == "network"


@pytest.mark.browser
def test_a_browser_that_does_not_reach_it_says_what_to_do(server, shut):
    away = dataclasses.replace(Reach.of(server), announced="127.0.0.1:9", secret=shut.secret)
    with (
        pytest.raises(CurbcutError, match=r"does not reach Curbcut at 127\.0\.0\.1:9") as raised,
        Session(reach=away) as session,
    ):
        session.start()
    assert "--announce" in raised.value.fix
    assert shut.secret not in str(raised.value)
