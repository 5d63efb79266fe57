"""The contents mark the part that one is reading, and only that."""

from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.render.pages import files_of
from tests.making import HOME, page, prepared, write

pytestmark = pytest.mark.browser

PARTS = ("One", "Zwei & mehr", "قارئ")
BODY = "Text.\n\n" * 20 + "".join(f"## {part}\n\n" + "Text.\n\n" * 30 for part in PARTS)
MARKED = """
  const marked = () => [...document.querySelectorAll("[aria-current=location]")];
  return new Promise((done) => requestAnimationFrame(() => setTimeout(() =>
    done(marked().map((link) => link.textContent)), 100)));
"""


def test_the_mark_follows_the_reader(tmp_path: Path):
    site = prepared(write(tmp_path, {"index.md": HOME, "a.md": page("A", BODY)})).rendered
    with (
        Server(files_of(site), headers=site.headers_of) as server,
        Session(reach=Reach.of(server)) as session,
    ):
        session.open(server.url("/a/"))
        assert session.script(MARKED) == []
        for number, part in enumerate(PARTS):
            session.script(
                "document.querySelectorAll('.prose h2')[arguments[0]].scrollIntoView()", number
            )
            assert session.script(MARKED) == [part]
        session.script("scrollTo(0, 0)")
        assert session.script(MARKED) == []
