"""Defects of the whole site, planted one at a time in a copy of the flagship: each found once."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.checks.runner.facts.site_facts import gather
from curbcut.checks.runner.scripts import library
from curbcut.checks.site import RULES, inspect
from curbcut.commands.lint import lint
from curbcut.render.machine.addresses import base_path
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.stages import prepare
from curbcut.triage.trace import trace

ROOT = Path(__file__).parents[3]
SECTION = "/privacy-security-accessibility/"
PROMISE = f"{SECTION}privacy/privacy-promise/"
IDS = {rule.id for rule in RULES}


@pytest.fixture(scope="module")
def flagship():
    """The flagship with the facts of its pages, and a way to look at changed pages."""
    prepared = prepare(Options(ROOT / "site_src", ROOT / "templates"))
    files = dict(files_of(prepared.rendered))
    prefix = base_path(prepared.config)

    served: dict[str, bytes] = {}

    def look(session, changed, paths):
        served.clear()
        served.update(files | changed)
        found = {}
        for path in paths:
            address = server.url(path.lstrip("/"))
            visit = session.open(address)
            found[path] = gather(session, path, address, visit.status)
        return found

    with (
        Server(served, prefix=prefix) as server,
        Session(reach=Reach.of(server)) as session,
    ):
        session.library(library())
        pages = {page.path: page for page in prepared.rendered.pages}
        facts = look(session, {}, pages)
        yield prepared, files, facts, pages, lambda changed, paths: look(session, changed, paths)


def problems(flagship, facts):
    prepared, files, _, pages, _ = flagship
    today = dt.date(2026, 11, 24)
    known = files.__contains__
    found, _ = inspect(tuple(facts.values()), today=today, site=prepared.site, files=known)
    return trace(found, pages)


def planted(flagship, path, change):
    """The problems after one page's HTML was changed."""
    _, _, facts, pages, look = flagship
    before = pages[path].data.decode()
    after = change(before)
    assert after != before
    changed = look({pages[path].output: after.encode()}, [path])
    return problems(flagship, facts | changed)


@pytest.mark.browser
def test_the_flagship_has_no_problem(flagship):
    assert problems(flagship, flagship[2]) == []


@pytest.mark.browser
def test_a_reordered_navigation(flagship):
    def swap(html):
        links = re.findall(r'<a class="section-nav__link"[^>]*>[^<]*</a>', html)
        one, other = links[-2], links[-1]
        return html.replace(one, "\0").replace(other, one).replace("\0", other)

    (found,) = planted(flagship, PROMISE, swap)
    assert (found.rule.id, found.page, found.outcome) == (
        "navigation-order-inconsistent",
        PROMISE,
        "failed",
    )
    assert found.span is not None
    assert found.span.path == "templates/components/section-nav.html.j2"


@pytest.mark.browser
def test_a_help_link_that_one_page_lacks(flagship):
    def remove(html):
        return re.sub(r'<a class="site-header__link"[^>]*>[^<]*</a>', "", html)

    (found,) = planted(flagship, PROMISE, remove)
    assert (found.rule.id, found.page) == ("help-missing-on-page", PROMISE)
    assert found.blocking
    assert found.span is not None
    assert found.span.path.endswith("privacy-promise.md")


@pytest.mark.browser
def test_two_names_for_one_target(flagship):
    def rename(html):
        return re.sub(r'(<a class="site-header__link"[^>]*>)[^<]*', r"\1Get in touch", html)

    found = planted(flagship, PROMISE, rename)
    (name,) = [one for one in found if one.rule.id == "link-named-otherwise"]
    assert (name.page, name.outcome) == (PROMISE, "failed")
    assert name.span is not None
    assert name.span.path == "templates/components/site-header.html.j2"


@pytest.mark.browser
def test_a_main_part_without_a_link_hides_no_help(flagship):
    def remove(html):
        start, rest = html.split("<main", 1)
        main, end = rest.split("</main>")
        return f"{start}<main{re.sub(r' href=[^ >]*', '', main)}</main>{end}"

    assert planted(flagship, PROMISE, remove) == []


@pytest.mark.browser
def test_an_orphan(flagship):
    _, files, facts, pages, look = flagship
    html = pages["/contact/"].data.decode()
    html = html.replace("Contact us –", "Lost –").replace(
        '__heading">Contact us', '__heading">Lost'
    )
    html = html.replace('href="./"', 'href="../contact/"')
    html = html.replace('rel="canonical"', 'rel="none"')
    lost = look({"lost/index.html": html.encode()}, ["/lost/"])
    files = files | {"lost/index.html": b""}
    found = problems((*flagship[:1], files, *flagship[2:]), facts | lost)
    assert [(one.rule.id, one.page) for one in found] == [("page-orphan", "/lost/")]


@pytest.mark.browser
def test_a_broken_link_of_a_template(flagship):
    def add(html):
        return html.replace("</footer>", '<p><a href="/press/">Press</a></p></footer>')

    (found,) = planted(flagship, PROMISE, add)
    assert (found.rule.id, found.page) == ("link-broken", PROMISE)


def copy_with(tmp_path, name, old, new):
    shutil.copytree(ROOT / "site_src", tmp_path / "site_src")
    path = tmp_path / "site_src" / name
    text = path.read_text("utf-8")
    assert re.search(old, text)
    path.write_text(re.sub(old, new, text, count=1), "utf-8")
    return Options(tmp_path / "site_src", ROOT / "templates", check=False)


def test_a_stale_review_date(tmp_path):
    options = copy_with(tmp_path, "contact.md", r"last_reviewed: .*", "last_reviewed: 2020-02-29")
    found = [one for one in lint(options).findings if one.rule.id in IDS]
    assert [(one.rule.id, one.page) for one in found] == [("review-overdue", "/contact/")]
    line = (tmp_path / "site_src/contact.md").read_text("utf-8").split("\n")
    assert found[0].span is not None
    assert "last_reviewed" in line[found[0].span.line - 1]
    assert not found[0].blocking
