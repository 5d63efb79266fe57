"""An answer about what a browser showed lapses when that changes, and not before."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import DARK, LIGHT
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.axe.rules import choose
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Finding, Outcome
from curbcut.triage.merge import merge
from curbcut.triage.reviews import apply_reviews, record_review

TODAY = dt.date(2026, 11, 28)
PAGE = """<!doctype html><html lang="en"><title>T</title><link rel="stylesheet" href="s.css">
<main><h1>Axes</h1><p>Above {above}.</p>
<p><img src="a.png" alt="Divider" width="200" height="90"></p>
<p><svg class="icon" role="img" aria-label="Rain" width="24" height="24" viewBox="0 0 24 24">
<path fill="currentColor" d="M3 6h18v12H3z"/></svg></p></main></html>"""
STYLE = ".icon {{ color: {0} }} h1 {{ color: {1} }}"

type Look = Callable[..., tuple[Finding, ...]]


def png(grey: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    rows = zlib.compress(b"".join(b"\0" + bytes([grey]) * 8 for _ in range(8)))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture(scope="module")
def look() -> Iterator[Look]:
    """The merged findings of the page as it is served at the moment."""
    files: dict[str, bytes] = {}
    axe = Axe()
    with Server(files, name="site") as server, Session(reach=Reach.of(server)) as session:
        axe.prepare(session)
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan((LIGHT, DARK), axe, choose(axe.rules(session)), own=False, timeout=30)

        def check(above: str = "all", grey: int = 90, colour: str = "#9cf", title: str = "#000"):
            files.update(
                {
                    "index.html": PAGE.format(above=above).encode(),
                    "s.css": STYLE.format(colour, title).encode(),
                    "a.png": png(grey),
                }
            )
            return merge(check_page(session, "/", server.url(), plan).findings, {})

        yield check


def about(findings: tuple[Finding, ...], rule: str) -> Finding:
    (found,) = [one for one in findings if one.rule.id == rule and one.target]
    assert found.outcome is Outcome.CANT_TELL
    return found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("rule", "lapses", "holds"),
    [
        ("image-alternative-doubtful", {"grey": 91}, {"above": "else"}),
        ("image-alternative-doubtful", {"grey": 92}, {"colour": "#9ce"}),
        ("icon-contrast", {"colour": "#9ce"}, {"above": "else"}),
        ("icon-contrast", {"colour": "#9cd"}, {"title": "#111"}),
    ],
)
def test_what_an_answer_holds_for(
    look: Look, tmp_path: Path, rule: str, lapses: dict[str, str], holds: dict[str, str]
) -> None:
    asked = about(look(), rule)
    assert asked.subject
    record_review(
        asked, outcome="passed", by="Ann", date=TODAY, note="", folder=tmp_path, sources={}
    )

    def settled(**change: str) -> bool:
        found = about(look(**change), rule)
        (after,) = apply_reviews([found], tmp_path, "site_src", {})
        assert found.fingerprint == asked.fingerprint
        return bool(after.suppressed)

    assert settled()
    assert settled(**holds)
    assert not settled(**lapses)
    assert settled()
