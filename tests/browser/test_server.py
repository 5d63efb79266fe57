"""The loopback server: what it sends, what it refuses, and how fast."""

from __future__ import annotations

import http.client
import os
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from curbcut.browser import server as server_module
from curbcut.browser.server import Server
from curbcut.model.finding import CurbcutError

SITE = {
    "index.html": b"home",
    "privacy/index.html": b"privacy",
    "404.html": b"missing",
    "assets/main.css": b"p{}",
    "a b/caf\u00e9.png": b"\x89PNG",
    "old.html": "caf\u00e9".encode("latin-1"),
    "plain": b"?",
}


def ask(server: Server, target: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(server.origin).port, timeout=5)
    try:
        connection.putrequest(method, target, skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("target", "status", "body", "kind"),
    [
        ("/", 200, b"home", "text/html; charset=utf-8"),
        ("/?q=1", 200, b"home", "text/html; charset=utf-8"),
        ("/privacy/", 200, b"privacy", "text/html; charset=utf-8"),
        ("/privacy/index.html", 200, b"privacy", "text/html; charset=utf-8"),
        ("/assets/main.css", 200, b"p{}", "text/css; charset=utf-8"),
        ("/a%20b/caf%C3%A9.png", 200, b"\x89PNG", "image/png"),
        ("/old.html", 200, "caf\u00e9".encode("latin-1"), "text/html"),
        ("/plain", 200, b"?", "application/octet-stream"),
        ("/nothing", 404, b"missing", "text/html; charset=utf-8"),
        ("/assets/", 404, b"missing", "text/html; charset=utf-8"),
        ("/../index.html", 404, b"missing", "text/html; charset=utf-8"),
        ("/privacy//index.html", 404, b"missing", "text/html; charset=utf-8"),
        ("/%00", 404, b"missing", "text/html; charset=utf-8"),
        ("/%ff", 404, b"missing", "text/html; charset=utf-8"),
    ],
)
def test_answers(target: str, status: int, body: bytes, kind: str) -> None:
    with Server(SITE) as server:
        got = ask(server, target)
        assert (got[0], got[2], got[1]["content-type"]) == (status, body, kind)
        head = ask(server, target, "HEAD")
        assert (head[0], head[2]) == (status, b"")
        assert head[1]["content-length"] == str(len(body))


def test_folders_get_their_slash() -> None:
    with Server(SITE) as server:
        status, headers, _ = ask(server, "/privacy?a=b")
        assert (status, headers["location"]) == (301, "/privacy/?a=b")


def test_a_missing_page_without_a_404_page() -> None:
    with Server({}) as server:
        assert ask(server, "/")[0] == 404


def test_published_headers_are_sent() -> None:
    def headers(path: str) -> dict[str, str]:
        return {"X-Path": path, "content-type": "text/x-special", "Content-Length": "9999"}

    with Server(SITE, headers) as server:
        got = ask(server, "/privacy/")[1]
        assert got["x-path"] == "privacy/index.html"
        assert got["content-type"] == "text/x-special"
        assert got["content-length"] == "7"
        assert ask(server, "/none")[1]["x-path"] == "404.html"


def test_a_prefix() -> None:
    with Server(SITE, prefix="/help/") as server:
        assert server.url("/privacy/") == f"{server.origin}/help/privacy/"
        assert server.url("a b/café.png") == f"{server.origin}/help/a%20b/caf%C3%A9.png"
        assert ask(server, "/help/")[2] == b"home"
        assert ask(server, "/help/privacy/")[2] == b"privacy"
        assert ask(server, "/help")[1]["location"] == "/help/"
        assert ask(server, "/help/privacy")[1]["location"] == "/help/privacy/"
        assert ask(server, "/privacy/")[0] == 404
        assert ask(server, "/helpful/")[0] == 404


def test_other_methods_are_refused() -> None:
    with Server(SITE) as server:
        assert ask(server, "/", "POST")[0] == 501


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "site"
    (root / "sub").mkdir(parents=True)
    (root / "index.html").write_text("home")
    (root / "sub" / "index.html").write_text("sub")
    (root / "inside.html").symlink_to(root / "index.html")
    (root / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (root / "up").symlink_to(tmp_path)
    (root / "loop").symlink_to(root / "loop")
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pipe")
    return root


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/", 200),
        ("/sub/", 200),
        ("/inside.html", 200),
        ("/outside.txt", 404),
        ("/up/secret.txt", 404),
        ("/../secret.txt", 404),
        ("/%2e%2e/secret.txt", 404),
        ("/..%2fsecret.txt", 404),
        ("/sub/..%2f..%2fsecret.txt", 404),
        ("/sub%2findex.html", 404),
        ("/..%5csecret.txt", 404),
        ("/index.html%00", 404),
        ("/%252e%252e/secret.txt", 404),
        ("/loop", 404),
        ("/pipe", 404),
        ("/" + "x" * 5000, 404),
    ],
)
def test_nothing_outside_of_a_folder_is_read(folder: Path, target: str, status: int) -> None:
    with Server(folder) as server:
        got = ask(server, target)
        assert got[0] == status
        assert b"secret" not in got[2]


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(CurbcutError):
        Server(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(CurbcutError, match="not a folder"):
        Server(tmp_path / "file")


def test_one_connection_serves_many_requests_without_delay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    accepted: list[socket.socket] = []
    accept = server_module._HTTPServer.process_request

    def noted(self: server_module._HTTPServer, request: object, address: object) -> None:
        assert isinstance(request, socket.socket)
        accepted.append(request)
        accept(self, request, address)

    monkeypatch.setattr(server_module._HTTPServer, "process_request", noted)
    with Server({"index.html": b"x" * 20_000}) as server:
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(server.origin).port)
        for _ in range(250):
            connection.request("GET", "/")
            assert len(connection.getresponse().read()) == 20_000
        (one,) = accepted
        # With Nagle's algorithm an answer in two segments waits some 40 ms for the first's receipt.
        assert one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        connection.close()


def test_no_thread_is_left_behind_and_nothing_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = set(threading.enumerate())
    with Server(SITE) as server:
        address = ("127.0.0.1", urlsplit(server.origin).port)
        idle = socket.create_connection(address)
        ask(server, "/nothing")
        rude = socket.create_connection(address)
        rude.sendall(b"\x16\x03nonsense\r\n\r\n")
        half = socket.create_connection(address)
        half.sendall(b"GET / HT")
        time.sleep(0.05)
    for connection in (idle, rude, half):
        connection.close()
    assert set(threading.enumerate()) == before
    assert capfd.readouterr() == ("", "")


def test_only_this_machine_is_served() -> None:
    with Server(SITE) as server:
        assert urlsplit(server.origin).hostname == "127.0.0.1"


@pytest.mark.parametrize("name", ["", "site"])
def test_it_answers_to_its_own_name_alone(name: str) -> None:
    with Server(SITE, name=name) as server:
        names = {
            server.origin.removeprefix("http://"): 200,
            f"localhost:{server.port}": 421,
            f"rebound.example:{server.port}": 421,
            "": 421,
        }
        for host, status in names.items():
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
            connection.putrequest("GET", "/", skip_host=True)
            if host:
                connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            assert (host, answer.status) == (host, status)
            assert answer.read() == (b"home" if status == 200 else b"")
            connection.close()
