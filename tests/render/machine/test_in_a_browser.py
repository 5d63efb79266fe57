"""In a real browser: the policy allows data blocks, and redirect pages pass and redirect."""

from __future__ import annotations

import re

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.checks.runner.page_source import PageSource
from curbcut.checks.runner.workers import check_pages
from curbcut.model.finding import Outcome
from curbcut.model.page import RenderedPage
from curbcut.render.pages import files_of
from curbcut.run import Options, Run
from tests.making import page, prepared, write

pytestmark = pytest.mark.browser

SETTINGS = """\
[site]
title = "Bicycle Help"
url = "https://example.com/"
[contact]
page = "care.md"
"""
BODY = "A clean bicycle lasts longer. Go [home](index.md) for more about bicycles.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory):
    source = write(
        tmp_path_factory.mktemp("source"),
        {
            "site.toml": SETTINGS,
            "index.md": "---\ntitle: Help\n---\nWelcome to help about bicycles.\n",
            "care.md": page("Care for a bicycle", BODY, "redirect_from: /old/\n"),
        },
    )
    made = prepared(source)
    assert [f.message for f in made.findings if f.blocking] == []
    return made


def test_data_blocks_and_redirect_pages_pass_the_check(site):
    """The stub is held back from leading on, else its target would be what is looked at."""
    files = dict(files_of(site.rendered))
    stub = files.pop("old/index.html")
    held = re.sub(rb'<meta http-equiv="refresh"[^>]*>', b'<meta name="held">', stub)
    assert held != stub
    article = next(p for p in site.rendered.pages if p.path == "/care/")
    assert b"ld+json" in article.data
    pages = [article, RenderedPage("/old/", "old/index.html", held, {})]
    source = PageSource(
        pages,
        first_party=True,
        content=files | {"old/index.html": held},
        headers=site.rendered.headers_of,
    )
    checked = check_pages(source, Run.of(Options(cache=False)))
    looked = {e.page for e in checked.evaluations if e.outcome is Outcome.PASSED}
    assert looked == {"/care/", "/old/"}
    failed = {Outcome.FAILED, Outcome.UNTESTED}
    wrong = [(f.page, f.rule.id, f.message) for f in checked.findings if f.outcome in failed]
    assert wrong == []
    scripts = {f.rule.id for f in checked.findings} & {"inline-script", "policy-violation"}
    assert scripts == set()


def test_redirect_page_redirects(site):
    files = files_of(site.rendered)
    with (
        Server(files, headers=site.rendered.headers_of) as server,
        Session(reach=Reach.of(server)) as session,
    ):
        session.open(server.url("/old/"))
        assert session.script("return location.href") == server.url("/care/")
