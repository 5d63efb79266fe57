"""Folders and addresses of others: what is left out is said, and nothing breaks."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from curbcut.browser.server import Server
from curbcut.content import crawl as crawling
from curbcut.content.crawl import crawl, fetch
from curbcut.content.foreign import read_folder
from curbcut.model.finding import CurbcutError

PAGE = "<!doctype html><title>A page</title><p>Words</p>"


def test_what_cannot_be_read_is_left_out_and_said(tmp_path, monkeypatch):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.html").write_text(PAGE)
    folder = tmp_path / "folder"
    (folder / "locked").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "closed.html").write_text(PAGE)
    (folder / ".hidden.html").write_text(PAGE)
    os.mkfifo(folder / "pipe.html")
    (folder / "round.html").symlink_to("round.html")
    (folder / "nowhere.html").symlink_to("none.html")
    (folder / "away.html").symlink_to(outside / "o.html")
    (folder / "elsewhere").symlink_to(outside)
    (folder / "also.html").symlink_to("index.html")
    scan, read = os.scandir, Path.read_bytes

    def refuse_folder(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    def refuse_file(path):
        if path.name == "closed.html":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(os, "scandir", refuse_folder)
    monkeypatch.setattr(Path, "read_bytes", refuse_file)
    found = read_folder(folder, "f")
    assert [page.path for page in found.pages] == ["/also.html", "/"]
    assert {one.page: one.reason for one in found.left_out} == {
        "/locked/": "The folder “f/locked” cannot be read (Permission denied): correct its"
        " permissions",
        "/closed.html": "“f/closed.html” cannot be read (Permission denied): correct its"
        " permissions",
        "/pipe.html": "“f/pipe.html” is no file but something else with such a name: rename it",
        "/round.html": "“f/round.html” is a link that leads back to itself: correct it, or take it"
        " away",
        "/nowhere.html": "“f/nowhere.html” is a link that leads nowhere: correct it, or take it"
        " away",
        "/away.html": "“f/away.html” is a link that leads out of the folder: put a copy of what it"
        " leads to in its place",
        "/elsewhere/": "“f/elsewhere” is a link that leads out of the folder: put a copy of what it"
        " leads to in its place",
    }


@pytest.mark.parametrize(
    "name", [b"\xe9t\xe9.html", b"a\\b.html", b"a\n\x1b[31m.html", b"a?b#c%.htm"]
)
def test_a_page_of_any_name_is_read_and_served(tmp_path, name):
    (tmp_path / os.fsdecode(name)).write_text(PAGE)
    (page,) = read_folder(tmp_path, "f").pages
    assert page.fallback
    assert page.fallback.path.isprintable()
    page.fallback.path.encode()
    with Server(tmp_path) as server:
        answer = fetch(server.url(page.path.lstrip("/")))
    assert isinstance(answer, crawling.Answer), answer


def test_a_single_file(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "c.txt").write_text(PAGE)
    (page,) = read_folder(tmp_path / "a.html", "f/a.html").pages
    assert (page.path, page.fallback and page.fallback.path) == ("/a.html", "f/a.html")
    with pytest.raises(CurbcutError, match="no HTML page"):
        read_folder(tmp_path / "c.txt", "f/c.txt")
    with pytest.raises(CurbcutError, match=r"no folder .*, and no file"):
        read_folder(tmp_path / "d.html", "f/d.html")


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
    found = crawl(f"{site.upper()}/s/", lambda words: None)
    paths = [page.path.removeprefix(site) for page in found.pages]
    assert paths == ["/s/", "/s/my%20page.html", "/s/caf%C3%A9.html?q=%C3%BC%20r", "/s/ok.html"]
    said = {one.page.removeprefix(site): one for one in found.left_out}
    assert set(said) == {
        "/s/", "/s/broken.html", "/s/loop.html", "/s/hang.html", "/s/garbage.html", "/s/away.html",
    }  # fmt: skip
    assert said["/s/"].missing
    assert said["/s/"].span
    assert said["/s/"].span.line == 2
    assert said["/s/"].reason.endswith("gone.html, which is not there: the server answers 404")
    assert "the server answers 500" in said["/s/broken.html"].reason
    assert "redirects" in said["/s/loop.html"].reason
    assert not any(one.missing for path, one in said.items() if path != "/s/")


def test_the_end_of_a_long_crawl_is_said(site, monkeypatch):
    monkeypatch.setattr(crawling, "LIMIT", 5)
    found = crawl(f"{site}/many.html", lambda words: None)
    assert len(found.pages) == 5
    (left,) = found.left_out
    assert left.page == ""
    assert "Only 5 pages" in left.reason
    assert "16 more addresses" in left.reason


@pytest.mark.parametrize("path", ["drip.html", "drop.html"])
def test_a_slow_server_is_given_up_in_time(site, path):
    began = time.monotonic()
    answer = fetch(f"{site}/{path}", timeout=2, whole=0.5)
    assert isinstance(answer, crawling.Refusal)
    assert time.monotonic() - began < 4


def test_no_address(site):
    with pytest.raises(CurbcutError, match="is no address"):
        crawl("http://[bad/", lambda words: None)
    with pytest.raises(CurbcutError, match="There is no page at"):
        crawl(f"{site}/gone.html", lambda words: None)
