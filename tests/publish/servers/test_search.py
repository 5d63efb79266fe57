"""Search behind real web servers, in a real browser: the query reaches the search page."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from curbcut.browser.devtools.keys import strokes
from curbcut.browser.reach import Reach
from curbcut.browser.session import Session
from tests.publish.servers import test_caddy, test_nginx
from tests.publish.servers.serving import make

STATUS = "return document.querySelector('[role=status]')?.textContent || ''"
TITLES = "return [...document.querySelectorAll('.search-results__link')].map(a => a.textContent)"


@pytest.mark.browser
@pytest.mark.parametrize(
    "server",
    [
        pytest.param(test_nginx, marks=test_nginx.pytestmark, id="nginx"),
        pytest.param(test_caddy, marks=test_caddy.pytestmark, id="caddy"),
    ],
)
def test_a_query_typed_on_a_page_shows_its_results(server, tmp_path: Path) -> None:
    with server.serving(tmp_path, make(tmp_path, "")) as site:
        reach = Reach(routes=((f"127.0.0.1:{site.port}", site.port),))
        with Session(reach=reach) as session:
            session.open(f"http://127.0.0.1:{site.port}/care/")
            session.script("document.querySelector('input[name=q]').focus()")
            session.cdp_all([("Input.insertText", {"text": "chain"})])
            session.cdp_all(strokes("Enter"))
            titles: list[str] = []
            for _ in range(150):
                # The page goes elsewhere on purpose.
                time.sleep(0.1)
                frame = session.cdp("Page.getFrameTree")["frameTree"]["frame"]
                if "/search/" in frame["url"]:
                    break
            assert frame["url"].endswith("?q=chain"), frame["url"]
            session.open(frame["url"])
            for _ in range(150):
                titles = session.script(TITLES)
                if titles:
                    break
                time.sleep(0.1)
            assert "Care" in titles, session.script(STATUS)
