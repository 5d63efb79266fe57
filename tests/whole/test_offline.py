"""The flagship as a copy for offline use, opened from a folder on a disk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from curbcut.browser.session import Session
from curbcut.commands.build import build
from curbcut.run import Options

ROOT = Path(__file__).parents[2]
_LINKS = """
return [...document.querySelectorAll("a[href], link[href], img[src], script[src], form[action]")]
  .map((el) => el.href || el.src || el.action);
"""

_TOKEN = "return getComputedStyle(document.documentElement).getPropertyValue('--surface')"
_FOLLOW = """
[...document.links].find((link) => link.textContent.trim() === "Contact us").click()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose name has to be written differently in an address."""
    out = tmp_path_factory.mktemp("a disk") / "Help & more"
    options = Options(ROOT / "site_src", ROOT / "templates", out, check=False, offline=True)
    result = build(options)
    assert not result.blocking
    return out


@pytest.mark.browser
def test_every_page_opens_and_every_link_leads_to_a_file(spare: Session, folder: Path):
    start = (folder / "index.html").as_uri()
    due, seen = [start], set()
    while due:
        address = due.pop()
        if address in seen:
            continue
        seen.add(address)
        visit = spare.open(address)
        assert visit.requests[0].error == "", address
        assert [message.text for message in visit.console if message.level == "error"] == []
        assert spare.script("return document.querySelectorAll('h1').length") == 1, address
        assert spare.script(_TOKEN), f"{address} has no styles"
        for target in map(_without_anchor, spare.script(_LINKS)):
            if target.startswith("file:"):
                assert _path(target).is_file(), f"{address} leads to {target}"
                if target.endswith(".html"):
                    due.append(target)
    pages = {path for path in folder.rglob("*.html") if path.name != "404.html"}
    assert {_path(address) for address in seen} == pages


@pytest.mark.browser
def test_search_leads_to_the_index_from_a_to_z(spare: Session, folder: Path):
    address = (folder / "search" / "index.html").as_uri()
    spare.open(f"{address}?q=address")
    assert "From A to Z" in spare.script("return document.querySelector('main').innerText")


@pytest.mark.browser
def test_a_link_is_followed_from_page_to_page(spare: Session, folder: Path):
    spare.open((folder / "index.html").as_uri())
    spare.cdp("Runtime.evaluate", {"expression": _FOLLOW})
    for _ in range(50):
        tree = spare.accessibility_tree()
        if tree[0]["name"]["value"].startswith("Contact us"):
            return
        time.sleep(0.1)
    pytest.fail("The page did not open")


def test_links_inside_a_page_stay_inside(folder: Path):
    page = folder / "privacy-security-accessibility/privacy/correct-or-remove/index.html"
    assert 'href="#correct-or-update-a-detail"' in page.read_text("utf-8")


def _without_anchor(address: str) -> str:
    return urldefrag(address).url


def _path(address: str) -> Path:
    return Path(unquote(urlsplit(urljoin(address, "")).path))


@pytest.fixture(scope="module", autouse=True)
def _unrecorded(folder: Path) -> Iterator[None]:
    """A copy is no publication, so it adds nothing to the ledger."""
    ledger = ROOT / "site_src" / "addresses.txt"
    before = ledger.read_bytes()
    yield
    assert ledger.read_bytes() == before
