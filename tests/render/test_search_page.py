"""Search as readers meet it, in a real browser, and without one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import NO_SCRIPT
from curbcut.cache import Cache
from curbcut.checks.axe.adapter import Axe
from curbcut.model.finding import CurbcutError
from curbcut.model.page import RenderedSite
from curbcut.render import search
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.stages import prepare
from tests.making import HOME, page, write

FILES = {
    "index.md": HOME,
    "address.md": page(
        "Change your <b>address</b>",
        "Tell us where you live now.\n\n## When you have moved\n\n"
        "Send us your old address and the new one & we will answer: `<script>alert(1)</script>`.\n",
        "description: How to put an address right.\n",
    ),
    "keyboard.md": page("Keyboards", "Typing without a mouse.\n"),
    "fr.md": page("Une page", "Bonjour, cher clavier.\n", "lang: fr\n"),
    **{f"more/p{n}.md": page(f"Camera {n}", "A camera takes pictures.\n") for n in range(10)},
    "more/index.md": page("Cameras"),
    "404.md": page("Not found", "A camera that nobody finds.\n"),
}
STATUS = "return document.querySelector('[role=status]').textContent"
TITLES = "return [...document.querySelectorAll('.search-results__link')].map(a => a.textContent)"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> RenderedSite:
    source = write(tmp_path_factory.mktemp("search"), FILES)
    return prepare(Options(source=source, templates=None, cache=False), index=True).rendered


@pytest.fixture(scope="module")
def broken(made: RenderedSite) -> Iterator[Server]:
    """The site without its index."""
    files = {name: data for name, data in files_of(made).items() if "pagefind" not in name}
    with Server(files, made.headers_of) as running:
        yield running


@pytest.fixture(scope="module")
def server(made: RenderedSite) -> Iterator[Server]:
    with Server(files_of(made), made.headers_of, prefix="/help") as running:
        yield running


@pytest.fixture(scope="module")
def session(server: Server, broken: Server) -> Iterator[Session]:
    with Session(reach=Reach.of(server, broken)) as running:
        Axe().prepare(running)
        yield running


def said(session: Session, words: str) -> str:
    """Wait until the status line says ``words``."""
    text = ""
    for _ in range(150):
        text = session.script(STATUS)
        if words in text:
            return str(text)
        time.sleep(0.1)
    raise AssertionError(f"{words!r} was never said, but {text!r}")


def type_in(session: Session, text: str) -> None:
    session.script("document.querySelector('[name=q]').focus()")
    session.cdp_all([("Input.insertText", {"text": text})])


@pytest.mark.browser
def test_results_appear_while_typing(server: Server, session: Session):
    session.open(server.url("search/"))
    before = session.script("window.seen = []; new MutationObserver(() => seen.push(1)).observe("
                            "document.querySelector('[role=status]'), {childList: true});"
                            "return performance.getEntriesByType('resource').length")  # fmt: skip
    for letter in "addre":
        type_in(session, letter)
    assert said(session, "result") == "1 result for “addre”."
    assert session.script("return seen.length") == 1, "it is said once, when it has settled"
    assert session.script("return location.search") == "?q=addre"
    assert session.script("return document.title").startswith("addre – ")
    assert session.script("return document.querySelector('.index-list').hidden")
    assert session.script("return performance.getEntriesByType('resource').length") > before
    # Titles and excerpts are text.
    assert session.script(TITLES) == ["Change your <b>address</b>"]
    assert session.script("return document.querySelector('.search-results b, .search-results li "
                          "script')") is None  # fmt: skip
    part = "return document.querySelector('.search-results__part-link')"
    assert session.script(f"{part}.textContent") == "When you have moved"
    assert session.script(f"{part}.getAttribute('href')").endswith(
        "/help/address/#when-you-have-moved"
    )
    excerpt = session.script("return document.querySelector('.search-results__part p').textContent")
    assert "<script>alert(1)</script>" in excerpt
    marked = "return [...document.querySelectorAll('mark')].map(mark => mark.textContent)"
    assert session.script(marked) == ["address"]
    # By keyboard: Tab goes on to the button and to the result, and Enter follows it.
    for _ in range(2):
        keys = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
        session.cdp_all([("Input.dispatchKeyEvent", {"type": kind, **keys}) for kind in
                         ("rawKeyDown", "keyUp")])  # fmt: skip
    assert session.script("return document.activeElement.textContent") == (
        "Change your <b>address</b>"
    )
    visit = session.visit()
    assert (visit.violations, visit.errors, visit.cookies) == ((), (), ())
    assert all(request.url.startswith(server.origin) for request in visit.requests)
    assert [
        request for request in visit.requests if request.error or (request.status or 0) > 399
    ] == []
    assert session.script("return localStorage.length + sessionStorage.length") == 0
    result = Axe.run(Axe(), session)
    assert [rule.id for rule in (*result.violations, *result.incomplete)] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "words", "first"),
    [
        ("keyboards", "1 result for “keyboards”", "Keyboards"),
        ("typed", "1 result for “typed”", "Keyboards"),
        ("adress", "1 result for “address”. No page has “adress”.", "Change your <b>address</b>"),
        ("clavier", "1 result", "Une page"),
        ("camera", "11 results", "Camera 0"),
        ("zzzz", "Nothing found for “zzzz”.", ""),
        ("pictures mouse", "No page has all of these words", "Keyboards"),
    ],
)
def test_query_in_the_url(server: Server, session: Session, query: str, words: str, first: str):
    session.open(server.url(f"search/?q={query.replace(' ', '%20')}"))
    said(session, words)
    titles = session.script(TITLES)
    none = session.script("return document.querySelector('.search-results__none').hidden")
    assert none == bool(first)
    assert (titles[0] if first and query != "camera" else "") == (
        "" if query == "camera" else first
    )
    if query == "camera":
        assert len(titles) == 8
        session.script("document.querySelector('.search-results__more').click()")
        time.sleep(0.5)
        assert len(session.script(TITLES)) == 11
        assert session.script("return document.activeElement.className") == "search-results__link"
    if query == "clavier":
        assert session.script("return document.querySelector('.search-results__item').lang") == "fr"


@pytest.mark.browser
def test_the_field_of_any_page_leads_to_results(server: Server, session: Session):
    session.open(server.url("keyboard/"))
    address = session.script(
        "const form = document.querySelector('[role=search]'); form.elements.q.value = 'mouse';"
        "return form.action + '?' + new URLSearchParams(new FormData(form))"
    )
    assert address == server.url("search/index.html?q=mouse")
    session.open(address)
    said(session, "1 result")
    assert session.script("return location.pathname") == "/help/search/"


@pytest.mark.browser
def test_without_scripts_it_is_the_index(server: Server, session: Session):
    session.open(server.url("search/?q=address"))
    session.enter(NO_SCRIPT)
    assert session.script("return document.querySelectorAll('.index-list__link').length") > 10
    assert session.script("return document.querySelector('.index-list').checkVisibility()")
    assert not session.script(
        "return document.querySelector('.search-results__none').checkVisibility()"
    )


@pytest.mark.browser
def test_failed_index_leaves_the_a_z_list(broken: Server, session: Session):
    session.open(broken.url("search/?q=address"))
    said(session, "Search is not working")
    assert session.script("return document.querySelector('.index-list').checkVisibility()")


def test_the_index_is_the_same_wherever_it_is_made():
    documents = [
        search.Document(f"/p{n}/", f"p{n}/index.html", f"<main><h1>P{n}</h1><p>Word {n}</main>")
        for n in range(40)
    ]
    one = search.make_index(documents, "en", Cache(None))
    other = search.make_index(documents[::-1], "en", Cache(None))
    assert one is not None
    assert one == other
    names = {name.rpartition("/")[2] for name in one.files}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "words.json"} <= names
    assert not [name for name in names if name.endswith(".css") or "-ui" in name]


def test_what_is_hidden_from_search_engines_is_not_indexed():
    html = '<meta name="robots" content="noindex"><main><h1>Old</h1></main>'
    assert (
        search.make_index([search.Document("/a/", "a/index.html", html)], "en", Cache(None)) is None
    )


def test_a_failure_of_pagefind_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    document = search.Document("/a/", "a/index.html", "<main><h1>A</h1></main>")
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(broken))
    with pytest.raises(CurbcutError, match="no room"):
        search.make_index([document], "en", Cache(None))
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none"))
    with pytest.raises(CurbcutError, match="missing"):
        search.make_index([document], "en", Cache(None))
