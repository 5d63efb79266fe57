"""A page that leads on to another by itself is not told of as if that other one were it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from curbcut.commands.check_pages import check_targets
from curbcut.run import Options

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><html lang=en><title>{0} page</title><main><h1>{0} page</h1>{1}</main>"
TO_LOGIN = (
    '<!doctype html><html lang=en><title>On</title><meta http-equiv=refresh content="0;url=/login">'
)
BY_SCRIPT = "<!doctype html><html lang=en><title>On</title><script>location.replace('{}')</script>"
LINKS = "".join(
    f"<p><a href=/{name}>To {name}</a></p>" for name in ("meta", "script", "good", "own")
)
PAGES = {
    "/": PAGE.format("First", LINKS),
    "/meta": TO_LOGIN,
    "/script": BY_SCRIPT.format("/login"),
    "/own": PAGE.format("Own", "<label>Word <input type=password></label>"),
    "/good": BY_SCRIPT.format("/there"),
    "/there": PAGE.format("Other", ""),
    "/login": PAGE.format("Login", "<label>Password <input type=password></label>"),
}


@pytest.fixture
def site():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = PAGES.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_login_page_is_not_reported_under_the_address_that_redirects_to_it(site):
    result = check_targets([f"{site}/"], Options(cache=False))
    said = {
        page.removeprefix(site): one.message
        for one in result.findings
        if one.rule.id == "page-not-checked"
        for page in (one.page, *one.also_on)
    }
    assert said.keys() == {"/meta", "/script"}
    assert all("/login, which asks for a password" in message for message in said.values())
    led = (f"{site}/meta", f"{site}/script")
    assert {one.rule.id for one in result.findings if one.page in led} == {"page-not-checked"}
    assert result.blocking
