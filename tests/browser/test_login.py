"""Pages that are not for everybody: a login by a recipe, headers, cookies, none of them shown."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from curbcut.commands.check_pages import check_targets
from curbcut.config.login_recipe import read_recipe
from curbcut.errors import CurbcutError
from curbcut.model.finding import RunResult
from curbcut.reports.json import report_json
from curbcut.reports.terminal import report_text
from curbcut.run import Options

_PAGE = """<!doctype html><html lang="en"><head><title>{0}</title>
<link rel="stylesheet" href="/style.css"></head><body><main><h1>{0}</h1>{1}</main></body></html>"""
_FORM = """<form method="post" action="/login"><label>Name <input name="user" id="user"></label>
<label>Password <input name="word" id="word" type="password"></label>
<button>Log in</button></form>"""
_RECIPE = """page = "/login"

[[step]]
fill = "#user"
with = "ann"

[[step]]
fill = "#word"
with = "$WORD_OF_ANN"

[[step]]
click = "button"

[[step]]
wait = ".account"
"""


class _Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, bool]]

    def do_GET(self) -> None:
        known = "session=s3cret" in self.headers.get("Cookie", "") or (
            self.headers.get("X-Key") == "k3y"
        )
        self.asked.append((self.path, known))
        if self.path == "/login":
            self._send(_PAGE.format("Log in", _FORM))
        elif self.path == "/style.css":
            self._send("main { max-width: 40em }", "text/css")
        elif self.path == "/account/" and known:
            words = "<p class='account'>You have two orders.</p><img src='order.png'>"
            self._send(_PAGE.format("Your account", words))
        elif self.path == "/account/":
            self._go("/login")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._go("/account/", given == {"user": ["ann"], "word": ["pa55"]})

    def _send(self, text: str, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def _go(self, where: str, known: bool = False) -> None:
        self.send_response(303)
        self.send_header("Location", where)
        if known:
            self.send_header("Set-Cookie", "session=s3cret; Path=/; HttpOnly")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def shop() -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    asked: list[tuple[str, bool]] = []
    handler = type("Handler", (_Handler,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def _found(result: RunResult) -> set[str]:
    return {finding.rule.id for finding in result.findings if finding.page.endswith("/account/")}


def _shown(result: RunResult) -> str:
    return report_text(result) + report_json(result) + repr(result)


@pytest.mark.browser
def test_a_recipe_logs_in_once_and_its_cookie_opens_the_pages(shop, tmp_path, monkeypatch):
    site, asked = shop
    monkeypatch.setenv("WORD_OF_ANN", "pa55")
    recipe = tmp_path / "login.toml"
    recipe.write_text(_RECIPE, "utf-8")
    result = check_targets([f"{site}/account/"], Options(login=recipe, cache=False))
    assert result.pages == (f"{site}/account/",)
    assert "axe/image-alt" in _found(result)
    assert "s3cret" not in _shown(result)
    assert "pa55" not in _shown(result)
    assert [path for path, _ in asked].count("/login") == 1


@pytest.mark.browser
def test_headers_and_cookies_open_pages_and_are_not_shown(shop):
    site, asked = shop
    for options in (
        Options(headers=(("X-Key", "k3y"),), cache=False),
        Options(cookies=(("session", "s3cret"),), cache=False),
    ):
        asked.clear()
        result = check_targets([f"{site}/account/"], options)
        assert result.pages == (f"{site}/account/",)
        assert "axe/image-alt" in _found(result)
        assert not {"k3y", "s3cret"} & set(_shown(result).split())
        assert "k3y" not in repr(options)
        assert "s3cret" not in repr(options)
        assert {known for path, known in asked if path == "/account/"} == {True}


@pytest.mark.browser
def test_without_a_login_the_page_that_asks_for_it_is_not_checked_in_its_place(shop):
    site, _ = shop
    result = check_targets([f"{site}/account/"], Options(cache=False))
    assert {finding.rule.id for finding in result.findings} == {"page-not-checked"}
    assert "which asks for a password" in result.findings[0].message


@pytest.mark.browser
def test_a_step_that_cannot_be_done_is_named(shop, tmp_path, monkeypatch):
    site, _ = shop
    monkeypatch.setattr("curbcut.browser.login._WAIT", 0.5)
    recipe = tmp_path / "login.toml"
    recipe.write_text('page = "/login"\n[[step]]\nclick = "#nobody"\n', "utf-8")
    with pytest.raises(CurbcutError, match=r"step 1: within 0 seconds there is no “#nobody”"):
        check_targets([f"{site}/account/"], Options(login=recipe, cache=False))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("page = 1", "needs a “page”"),
        ('page = "/"', "needs a “page”"),
        ('page = "/"\nuser = "a"\n[[step]]\nclick = "a"', "“user” is unknown"),
        ('page = "/"\n[[step]]\nclick = "a"\nwith = "b"', "step 1: a step has"),
        ('page = "/"\n[[step]]\nfill = "a"', "step 1: a step has"),
        ('page = "/"\n[[step]]\nfill = "a"\nwith = "$NOT_SET"', "environment variable “NOT_SET”"),
        ('page = "/', "cannot be read"),
    ],
)
def test_a_recipe_that_is_wrong(tmp_path: Path, text: str, words: str):
    recipe = tmp_path / "login.toml"
    recipe.write_text(text, "utf-8")
    with pytest.raises(CurbcutError, match=words) as failed:
        read_recipe(recipe, "http://127.0.0.1/", {})
    assert failed.value.fix


def test_a_recipe_that_is_missing(tmp_path: Path):
    with pytest.raises(CurbcutError, match="cannot be read: No such file"):
        read_recipe(tmp_path / "login.toml", "http://127.0.0.1/")
