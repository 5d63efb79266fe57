"""One real browser for all tests that ask for one, and a server with good and hostile pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import urlsplit

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.model.finding import CurbcutError

type MakePage = Callable[..., str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "session" in fixtures or "spare" in fixtures:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def session(reach: Reach) -> Iterator[Session]:
    """A browser for everything that leaves it alive."""
    with Session(reach=reach) as running:
        try:
            running.start()
        except CurbcutError as error:
            pytest.fail(f"{error}. {error.fix}")
        yield running


@pytest.fixture
def spare(reach: Reach) -> Iterator[Session]:
    """A browser for a test that does something to it."""
    with Session(reach=reach) as running:
        yield running


@pytest.fixture(scope="session")
def reach(_site: tuple[Server, dict[str, bytes], dict[str, dict[str, str]]], hostile: str) -> Reach:
    """The servers in here; the one that misbehaves too."""
    authority = urlsplit(hostile).netloc
    known = Reach.of(_site[0])
    port = int(authority.rpartition(":")[2])
    return replace(known, routes=(*known.routes, (authority, port)))


@pytest.fixture(scope="session")
def _site() -> Iterator[tuple[Server, dict[str, bytes], dict[str, dict[str, str]]]]:
    files: dict[str, bytes] = {}
    headers: dict[str, dict[str, str]] = {}
    with Server(files, lambda path: headers.get(path, {})) as server:
        yield server, files, headers


@pytest.fixture
def page(_site: tuple[Server, dict[str, bytes], dict[str, dict[str, str]]]) -> MakePage:
    """Puts a page on the server and gives its address.

    ``files`` are other files of the site; ``headers`` go with the page.
    """
    server, files, headers = _site

    def make(
        body: str = "<h1>A page</h1>",
        *,
        head: str = "",
        path: str = "",
        headers_sent: dict[str, str] | None = None,
        others: dict[str, bytes] | None = None,
    ) -> str:
        name = path or f"page-{next(_numbers)}/index.html"
        files[name] = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title>{head}'
            f"</head><body>{body}</body></html>"
        ).encode()
        files.update(others or {})
        headers[name] = headers_sent or {}
        return server.url(name.removesuffix("index.html"))

    return make


_numbers = count()


@pytest.fixture(scope="session")
def hostile() -> Iterator[str]:  # noqa: C901 (a list of ways to misbehave)
    """The origin of a server that misbehaves in a way that its path names."""
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            match self.path.partition("?")[0]:
                case "/loop/":
                    self.answer(302, b"", Location="/loop/")
                case "/hop/":
                    self.answer(301, b"", Location="/end/")
                case "/end/":
                    self.answer(200, b"<!doctype html><title>End</title><p>There.")
                case "/slow-image/":
                    self.answer(200, b'<!doctype html><title>S</title><img src="/never" alt="">')
                case "/never":
                    done.wait(30)
                    self.close_connection = True
                case "/empty-500/":
                    self.answer(500, b"")
                case "/hang-up/":
                    self.close_connection = True
                case "/late/":
                    self.answer(
                        200,
                        b"<!doctype html><title>L</title><p id=p>Wait<script>"
                        b"fetch('/slow').then(r => r.text()).then(t => p.textContent = t)</script>",
                    )
                case "/slow":
                    time.sleep(0.3)
                    self.answer(200, b"Fetched")
                case _:
                    self.answer(404, b"<title>Missing</title>Not here")

        def answer(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    done.set()
    server.shutdown()
    thread.join()
    server.server_close()
