"""Finding the pages of a site by its links, whatever the server thinks of."""

from __future__ import annotations

import base64
import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from curbcut.content.sources import crawl as crawling
from curbcut.content.sources.crawl import as_browsers_do, crawl
from curbcut.model.finding import CurbcutError
from curbcut.web.access import Access
from curbcut.web.fetch import Answer, Fetcher, Refusal, with_login, without_login
from curbcut.web.gateway import Gateway

PAGE = "<!doctype html><title>A page</title><p>Words</p>"
FETCH = Fetcher(timeout=20)

START = """<base href="/s/"><a href="my page.html">A</a> <a href="café.html?q=ü r">B</a>
<a href="gone.html">C</a> <a href="broken.html">D</a> <a href="loop.html">E</a>
<a href="hang.html">F</a> <a href="garbage.html">G</a> <a href="text.txt">H</a>
<a href="http://[bad/">I</a> <a href="away.html">J</a> <a href="my page.html#x">K</a>
<template><a href="none.html">L</a></template> <a href="HTTP://LOCALHOST:{port}/s/ok.html">M</a>"""


@pytest.fixture
def site():  # noqa: C901 (a list of ways to misbehave)
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: C901
            path = self.path.partition("?")[0]
            match path.rpartition("/")[2]:
                case "":
                    self.answer(200, START.format(port=server.server_port))
                case "broken.html":
                    self.answer(500)
                case "loop.html":
                    self.answer(302, Location=path)
                case "away.html":
                    self.answer(302, Location="http://[bad/")
                case "hang.html":
                    return
                case "garbage.html":
                    self.wfile.write(b"garbage\r\n\r\n")
                case "text.txt":
                    self.answer(200, "x", **{"Content-Type": "text/plain"})
                case "drip.html":
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html")
                    self.end_headers()
                    for _ in range(100):
                        self.wfile.write(b"x")
                        self.wfile.flush()
                        time.sleep(0.05)
                case "drop.html":
                    for _ in range(100):
                        self.wfile.write(b"H")
                        time.sleep(0.05)
                case "many.html":
                    self.answer(200, "".join(f"<a href=/m/{n}.html>A</a>" for n in range(20)))
                case "gone.html":
                    self.answer(404)
                case _:
                    self.answer(200, PAGE)

        def answer(self, status, body="", **headers):
            self.send_response(status)
            for name, value in ({"Content-Type": "text/html"} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args):
            pass

        def handle(self):
            with contextlib.suppress(OSError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_with_everything(site):
    found = crawl(f"{site.upper()}/s/", FETCH, lambda words: None)
    paths = [page.path.removeprefix(site) for page in found.pages]
    assert paths == ["/s/", "/s/my%20page.html", "/s/caf%C3%A9.html?q=%C3%BC%20r", "/s/ok.html"]
    said = {one.page.removeprefix(site): one for one in found.left_out}
    assert set(said) == {
        "/s/", "/s/broken.html", "/s/loop.html", "/s/hang.html", "/s/garbage.html", "/s/away.html",
    }  # fmt: skip
    assert said["/s/"].missing
    assert said["/s/"].span
    assert said["/s/"].span.line == 2
    assert said["/s/"].reason.endswith("gone.html, which does not exist: the server answers 404")
    assert "the server answers 500" in said["/s/broken.html"].reason
    assert "redirects" in said["/s/loop.html"].reason
    assert not any(one.missing for path, one in said.items() if path != "/s/")


def test_the_end_of_a_long_crawl_is_said(site, monkeypatch):
    monkeypatch.setattr(crawling, "LIMIT", 5)
    found = crawl(f"{site}/many.html", FETCH, lambda words: None)
    assert len(found.pages) == 5
    (left,) = found.left_out
    assert left.page == ""
    assert "Only 5 pages" in left.reason
    assert "16 more addresses" in left.reason


@pytest.mark.parametrize(
    ("path", "words"),
    [("drip.html", "sends it too slowly"), ("drop.html", "does not send all of it within")],
)
def test_a_slow_server_is_given_up_in_time(site, path, words):
    answer = Fetcher(timeout=2, whole=0.5)(f"{site}/{path}")
    # Both end by themselves after five seconds: the one with a page, the other with no answer.
    assert isinstance(answer, Refusal)
    assert words in answer.reason


def test_no_address(site):
    with pytest.raises(CurbcutError, match="is not an address"):
        crawl("http://[bad/", FETCH, lambda words: None)
    with pytest.raises(CurbcutError, match="There is no page at"):
        crawl(f"{site}/gone.html", FETCH, lambda words: None)


LINKS = """<a href="inside/">A</a> <a href="port/">B</a> <a href="ftp/">C</a>
<a href="account/">D</a> <a href="old/">E</a> <a href="new/">F</a> <a href="secret/">G</a>"""


class Place:
    """A site and, on another port, a service that nobody meant to be looked at."""

    def __init__(self):
        self.asked: list[tuple[str, str | None]] = []
        self.heard: list[str] = []
        self.internal = self.start(lambda handler: self.heard.append(handler.path))
        self.site = self.start(self.serve)
        self.origin = f"http://localhost:{self.site.server_port}"
        self.robots = ""
        self.disposition: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def start(self, work):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                work(self)
                if not self.path.startswith("/help"):
                    self.close_connection = True

            def log_message(self, *args):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    def serve(self, handler):
        self.asked.append((handler.path, handler.headers.get("Authorization")))
        internal = f"localhost:{self.internal.server_port}/admin"
        to = {
            "/help/port/": f"http://{internal}",
            "/help/ftp/": f"ftp://{internal}",
            "/help/account/": "/help/login/?next=account",
            "/help/old/": "/help/new/",
            "/away/": f"http://{internal}",
        }
        path = handler.path
        if path == "/robots.txt":
            self.answer(handler, 200, self.robots, "text/plain")
        elif path in to:
            handler.send_response(302)
            handler.send_header("Location", to[path])
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        elif path.startswith("/help/login/"):
            self.answer(handler, 200, "<form><input type=password></form>")
        else:
            self.answer(handler, 200, LINKS if path == "/help/" else PAGE)

    def answer(self, handler, status, body, kind="text/html"):
        handler.send_response(status)
        handler.send_header("Content-Type", self.kinds.get(handler.path, kind))
        handler.send_header("Content-Length", str(len(body)))
        if handler.path in self.disposition:
            handler.send_header("Content-Disposition", self.disposition[handler.path])
        handler.end_headers()
        handler.wfile.write(body.encode())

    def close(self):
        for server in (self.site, self.internal):
            server.shutdown()
            server.server_close()


@pytest.fixture
def place():
    made = Place()
    yield made
    made.close()


def found(place, **words):
    with Gateway([place.origin]) as gateway:
        fetch = Fetcher(gateway.proxy, pages=True)
        pages = crawl(f"{place.origin}/help/", fetch, lambda words: None, **words)
    return pages, [page.path.removeprefix(place.origin) for page in pages.pages]


def test_redirects_lead_to_no_other_server(place):
    pages, paths = found(place)
    assert paths == ["/help/", "/help/inside/", "/help/new/", "/help/secret/"]
    assert place.heard == []
    (left,) = pages.left_out
    assert left.page == f"{place.origin}/help/account/"
    assert "asks for a password, so it was not checked" in left.reason
    assert left.span
    assert left.span.line == 2


def test_not_even_without_the_gateway(place):
    crawl(f"{place.origin}/help/", FETCH, lambda words: None)
    assert place.heard == []


def test_a_start_that_redirects_elsewhere_is_named(place):
    with pytest.raises(CurbcutError, match="it redirects to http://localhost") as caught:
        crawl(f"{place.origin}/away/", FETCH, lambda words: None)
    assert "name that address" in caught.value.fix
    assert place.heard == []


def test_the_gateway_lets_nothing_through_that_was_not_named(place):
    with Gateway([place.origin]) as gateway:
        fetch = Fetcher(gateway.proxy)
        inside = fetch(f"http://localhost:{place.internal.server_port}/")
        assert isinstance(inside, Refusal)
        assert isinstance(fetch(f"{place.origin}/help/new/"), Answer)
    assert place.heard == []


def test_what_robots_txt_asks_for(place):
    place.robots = "User-agent: *\nDisallow: /help/secret\nDisallow: /help/inside\n"
    pages, paths = found(place)
    assert paths == ["/help/", "/help/new/"]
    assert "robots.txt asks not to visit 2 pages" in pages.left_out[-1].reason
    assert "--no-robots" in pages.left_out[-1].reason
    assert not any("secret" in path for path, _ in place.asked)
    _, paths = found(place, robots=False)
    assert "/help/secret/" in paths


def test_the_pace_that_robots_txt_asks_for(place, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(crawling, "time", SimpleNamespace(sleep=waits.append))
    place.robots = "User-agent: curbcut\nCrawl-delay: 3\n"
    _, paths = found(place)
    assert len(paths) > 2
    assert set(waits) == {3.0}
    place.robots = "User-agent: *\nCrawl-delay: 3600\n"
    waits.clear()
    found(place)
    assert set(waits) == {crawling.MOST_PAUSE}


def test_a_password_is_sent_to_its_own_site_and_shown_nowhere(place):
    start, login = without_login(place.origin.replace("//", "//ann:pa%40w0rd@") + "/help/")
    assert (start, login) == (f"{place.origin}/help/", "ann:pa%40w0rd")
    assert with_login(start, login) == place.origin.replace("//", "//ann:pa%40w0rd@") + "/help/"
    pages = crawl(start, Fetcher("", Access(place.origin, login)), lambda words: None)
    pair = base64.b64encode(b"ann:pa@w0rd").decode()
    assert {sent for _, sent in place.asked} == {f"Basic {pair}"}
    assert "w0rd" not in repr([(page.path, page.positions) for page in pages.pages])
    assert "w0rd" not in repr(pages.left_out)
    place.asked.clear()
    Fetcher("", Access("http://elsewhere.example", login))(start)
    assert [sent for _, sent in place.asked] == [None]


class Upstream:
    """A company's proxy: it knows names that this machine does not, and tunnels to 443 alone."""

    def __init__(self):
        self.asked: list[str] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                proxy.asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(PAGE)))
                self.end_headers()
                self.wfile.write(PAGE.encode())

            def do_CONNECT(self):
                proxy.asked.append(f"CONNECT {self.path}")
                self.send_response(200 if self.path.endswith(":443") else 403)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def upstream(monkeypatch):
    made = Upstream()
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://ann:word@127.0.0.1:{made.server.server_port}")
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield made
    made.close()


def test_behind_a_company_s_proxy(upstream, place):
    site = "http://only-the-proxy-knows.example"
    with Gateway([site, place.origin]) as gateway:
        fetch = Fetcher(gateway.proxy, timeout=5)
        answer = fetch(f"{site}/a?b=1")
        assert isinstance(answer, Answer)
        # Plain requests travel as such: many proxies tunnel to port 443 alone.
        assert upstream.asked == [f"{site}/a?b=1"]
        fetch("https://also-only-there.example/")
        assert "CONNECT also-only-there.example:443" in upstream.asked
        # What is here is asked for here, and what is here and was not named is not reached.
        assert isinstance(fetch(f"{place.origin}/help/new/"), Answer)
        inside = f"http://localhost:{place.internal.server_port}/"
        assert isinstance(fetch(inside), Refusal)
    assert not any("localhost" in one for one in upstream.asked)
    assert place.heard == []


def test_one_page_has_one_address():
    for address in ("https://example.org:443/a", "https://EXAMPLE.org/a", "https://example.org:/a"):
        assert as_browsers_do(address) == "https://example.org/a"
    assert as_browsers_do("http://example.org:443/a") == "http://example.org:443/a"


FIRST = "http://site.example/start/"


def crawled(pages, start=FIRST):
    """A crawl of pages by address; text is a page, and a tuple one that leads elsewhere."""

    def fetch(address):
        place = pages.get(address)
        if isinstance(place, tuple):
            address = place[0]
            place = pages[address]
        return Answer(address, place.encode(), "text/html") if place else Refusal("none", 404)

    return [page.path for page in crawl(start, fetch, lambda words: None).pages]


def test_the_first_base_counts_for_all_links_of_a_page():
    text = """<a href="a">A</a><base target="x"><base href="/start/b/"><base href="/start/c/">"""
    inside = "http://site.example/start/b/a"
    assert crawled({FIRST: text, inside: "x"}) == [FIRST, inside]


def test_where_the_start_leads_is_looked_at_with_what_is_below():
    there = "http://site.example/en/help/"
    pages = {FIRST: (there,), there: "<a href=a>A</a><a href=/elsewhere>B</a>", f"{there}a": "x"}
    pages["http://site.example/elsewhere"] = "x"
    assert crawled(pages) == [there, f"{there}a"]


def test_what_a_browser_saves_is_no_page(place):
    place.disposition = {"/help/new/": 'attachment; filename="a.html"', "/help/inside/": "inline"}
    pages, paths = found(place)
    assert paths == ["/help/", "/help/inside/", "/help/secret/"]
    assert len(pages.left_out) == 1


def test_of_what_is_no_page_nothing_is_loaded(place):
    place.kinds = {"/help/new/": "video/mp4"}
    address = f"{place.origin}/help/new/"
    answer = Fetcher(pages=True)(address)
    assert answer == Answer(address, b"", "video/mp4")
    assert Fetcher()(address) == Answer(address, PAGE.encode(), "video/mp4")
    place.kinds, place.disposition = {}, {"/help/new/": "attachment"}
    assert Fetcher()(address) == Answer(address, PAGE.encode(), "text/html")


def test_each_page_of_the_site_is_asked_for_once_and_none_of_another_site():
    """Also the page that a redirect has led to, and whatever links to one another in a circle."""
    there = "http://here.example"
    links = '<a href="/b.html">B</a> <a href="/a.html">A</a> <a href="/old.html">O</a>'
    links += '<a href="/b.html#x">B</a> <a href="http://other.example/c.html">C</a>'
    asked: list[str] = []

    def fetch(address: str, *more: object, **words: object) -> Answer | Refusal:
        asked.append(address)
        if address.endswith("robots.txt"):
            return Refusal("none")
        came_to = address.replace("/old.html", "/new.html")
        text = links + ('<a href="/new.html">N</a>' if "new" in came_to else "")
        return Answer(came_to, text.encode(), "text/html")

    found = crawl(f"{there}/a.html", fetch, lambda words: None)
    paths = ["/robots.txt", "/a.html", "/b.html", "/old.html"]
    assert asked == [there + path for path in paths]
    assert [page.path for page in found.pages] == [
        f"{there}/{name}.html" for name in ("a", "b", "new")
    ]
