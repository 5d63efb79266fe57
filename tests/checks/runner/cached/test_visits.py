"""What real pages ask for is recorded, whoever on them asks, and nothing goes from page to page."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from curbcut import run
from curbcut.browser.driver.memory import memory_of
from curbcut.browser.session import Session
from curbcut.commands.check_pages import check_targets
from curbcut.model.finding import RunResult
from curbcut.run import Options
from tests.browser.pages import MakePage

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>{head}</head>'
    "<body><main><h1>{name}</h1><p>Oil the chain once a month.</p>{body}</main></body></html>"
)


def page(name: str, body: str = "", head: str = "") -> bytes:
    return PAGE.format(name=name, body=body, head=head).encode()


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, proved: Callable[[Path], Path]) -> None:
    monkeypatch.setattr(run, "CACHE_FOLDER", proved(tmp_path / "cache"))


def check(target: str | Path) -> RunResult:
    return check_targets([str(target)], Options(jobs=1, robots=False))


def findings(result: RunResult) -> list[tuple[str, str, str]]:
    return sorted((one.rule.id, one.page, one.message) for one in result.findings)


@pytest.mark.browser
def test_each_file_that_a_page_asks_for_and_no_other_has_it_checked_anew(tmp_path: Path) -> None:
    files = {
        "a.html": page(
            "Asks",
            '<img src="picture.svg" alt="A chain"><iframe src="frame.html" title="A frame">'
            "</iframe><script>new Worker('worker.js').onmessage = () => {};"
            "fetch('later.json')</script>",
            '<link rel="stylesheet" href="style.css">',
        ),
        "b.html": page("Asks for nothing"),
        "frame.html": page("Framed"),
        "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "style.css": b"@import 'more.css'; p { color: #333 }",
        "more.css": b"h1 { color: #333 }",
        "worker.js": b"fetch('by-worker.json').then(() => postMessage(1))",
        "by-worker.json": b"1",
        "later.json": b"1",
        "unused.css": b"p { color: #999 }",
    }
    folder = tmp_path / "site"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    first = check(folder)
    assert first.environment.cached == 0
    again = check(folder)
    assert again.environment.cached == 3
    assert findings(first) == findings(again)
    for name in ("picture.svg", "more.css", "worker.js", "by-worker.json", "later.json"):
        (folder / name).write_bytes(files[name] + b" ")
        assert check(folder).environment.cached == 2, name
    (folder / "unused.css").write_bytes(b"")
    assert check(folder).environment.cached == 3
    (folder / "frame.html").write_bytes(page("Framed", "<p>Other words."))
    assert check(folder).environment.cached == 1
    (folder / "later.json").unlink()
    gone = check(folder)
    assert gone.environment.cached == 2
    assert "file-missing" in {one.rule.id for one in gone.findings}


@pytest.fixture
def web() -> Iterator[tuple[str, dict[str, Callable[[], tuple[bytes, dict[str, str]]]], list[str]]]:
    """A server elsewhere: its address, what it sends, and what it was asked for."""
    sends: dict[str, Callable[[], tuple[bytes, dict[str, str]]]] = {}
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            made = sends.get(self.path)
            body, headers = made() if made else (b"", {})
            tag = headers.get("ETag")
            status = 200 if made else 404
            if tag and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
                asked.append("304")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Type" not in headers:
                kind = "text/css" if self.path.endswith(".css") else "text/html; charset=utf-8"
                self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", sends, asked
        server.shutdown()
        thread.join()


@pytest.mark.browser
def test_pages_under_an_address(web, monkeypatch: pytest.MonkeyPatch) -> None:
    address, sends, asked = web
    style = '<link rel="stylesheet" href="/style.css">'
    home = page(
        "Home", '<a href="/b">Oil</a> <a href="/turns">Turns</a><img src=/gone alt=x>', style
    )
    css, tag, turns = [b"p { color: #333 }"], ["1"], [0]

    def turning() -> tuple[bytes, dict[str, str]]:
        turns[0] += 1
        return page("Turns", f"<p>Visit {turns[0]}"), {}

    policy = {"Content-Security-Policy": "img-src 'self'"}
    sent: dict[str, str] = {}
    sends |= {
        "/": lambda: (home, sent),
        "/b": lambda: (page("Oil", head=style), {}),
        "/turns": turning,
        "/style.css": lambda: (css[0], {"ETag": f'"{tag[0]}"'}),
    }
    first = check(address)
    assert (first.environment.cached, len(first.pages)) == (0, 3)
    asked.clear()
    # One page is another each time, so it is visited; its style sheet is none.
    again = check(address)
    assert again.environment.cached == 2
    assert "304" in asked  # asked once, by its tag
    assert findings(first) == findings(again)
    sent |= policy
    assert check(address).environment.cached == 1  # the headers of the home page
    css[0], tag[0] = b"p { color: #222 }", "2"
    assert check(address).environment.cached == 0
    sends["/gone"] = lambda: (b"", {"Content-Type": "image/png"})
    assert check(address).environment.cached == 1  # is not missing any more
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 3700)
    assert check(address).environment.cached == 0  # an hour later


def test_what_a_page_leaves_in_its_tab_is_gone(session: Session, page: MakePage) -> None:
    shows = (
        "<p id=p></p><script>p.textContent = (sessionStorage.x || '') + name;"
        "sessionStorage.x = 'left'; name = 'named'</script>"
    )
    for _ in range(3):
        session.open(page(shows))
        assert session.script("return document.querySelector('#p').textContent") == ""


def test_requests_of_all_kinds_are_heard(session: Session, page: MakePage) -> None:
    asked = session.listen(bodies=True)
    session.open(page("<script src=/x.js></script>", others={"x.js": b"fetch('/x.json?1')"}))
    session.heard()
    found = {one.url.partition("/x")[2]: one for one in asked.exchanges.values()}
    assert {".js", ".json?1"} <= found.keys()
    assert (found[".js"].status, found[".json?1"].status) == (200, 404)
    assert all(one.body for one in asked.exchanges.values())
    assert asked.repeatable
    for script in (
        "fetch('/x', {method: 'POST'})",
        "new Worker('/x.js')",
        "new WebSocket('ws://127.0.0.1:9/')",
        "new EventSource('/x')",
        "navigator.sendBeacon('/x')",
    ):
        asked = session.listen(bodies=False)
        with contextlib.suppress(Exception):
            session.open(page(f"<script>{script}</script>"))
        assert not asked.repeatable, script


@pytest.mark.browser
def test_a_single_page_has_the_root_of_its_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name, data in {
        "help/paper/index.html": page(
            "Paper",
            '<img src="/pictures/a.svg" alt="A chain"><a href="../">Help</a>'
            "<script>fetch('/private/key').then(r => r.text()).then(t => {"
            "document.querySelector('h1').append(t)})</script>",
            '<link rel="stylesheet" href="../../assets/style.css">',
        ),
        "help/index.html": page("Help"),
        "pictures/a.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "assets/style.css": b"p { color: #333 }",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    (site / "private").mkdir()
    (site / "private" / "key").write_text("secret")
    result = check(site / "help" / "paper" / "index.html")
    assert result.pages == ("/help/paper/",)
    assert result.roots == (str(site),)
    whole = {one.rule.id for one in result.findings}
    missing = [one.message for one in result.findings if one.rule.id == "file-missing"]
    # The one that a script names is there to be found, the folder beside it is not asked for.
    assert missing == []
    assert "link-broken" not in whole
    again = check(site / "help" / "paper" / "index.html")
    assert again.environment.cached == 1


@pytest.mark.browser
def test_a_run_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for name in "abcde":
        (site / f"{name}.html").write_bytes(page(name))
    program = (
        "import os, signal, sys; from pathlib import Path; from curbcut import run;"
        "from curbcut.commands.check_pages import check_targets;"
        "run.CACHE_FOLDER = Path(sys.argv[1]);"
        "end = lambda words: 'd.html' in words and os.kill(os.getpid(), signal.SIGKILL);"
        "check_targets([sys.argv[2]], run.Options(jobs=1), end)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "cache"), str(site)],
        cwd=Path(__file__).parents[4],
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert check(site).environment.cached == 3


def test_a_heavy_browser_is_started_anew_between_pages(spare: Session, page: MakePage) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not say what a process uses")
    spare.library("globalThis.ours = 1")
    spare.open(page())
    pid = spare.browser_pid
    assert 20 << 20 < memory_of(pid) < 1 << 30
    spare.renew(1 << 30)
    assert (spare.starts, spare.browser_pid) == (1, pid)
    spare.renew(1 << 20)
    spare.open(page())
    assert spare.starts == 2
    assert spare.script("return ours") == 1
