"""Which results of pages are used again: all that are still true, and none that may not be.

What a browser finds and asks for has its own tests; here it only matters which pages one is asked
about. A page asks for what its bytes name, one address a word.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from pathlib import Path

import pytest

from curbcut.browser.devtools.asked import Asked
from curbcut.browser.driver import grid as grids
from curbcut.browser.server import Server
from curbcut.cache import Cache
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.evaluations import Tables
from curbcut.checks.runner import workers
from curbcut.checks.runner.cached import results
from curbcut.checks.runner.cached.around import parts_of_site
from curbcut.checks.runner.notes import Held, PageResult
from curbcut.checks.runner.page_source import PageSource
from curbcut.model.finding import Environment, Evaluation, Outcome
from curbcut.model.page import RenderedPage
from curbcut.run import Run


def made(name: str, asks: str) -> RenderedPage:
    return RenderedPage(f"/{name}/", f"{name}/index.html", asks.encode(), {})


PAGES = (made("a", "/picture.png /gone.js"), made("b", "/style.css"))
FILES = {page.output: page.data for page in PAGES}
FILES |= {"picture.png": b"1", "style.css": b"1", "unused.png": b"1"}
SOURCE = PageSource(PAGES, first_party=True, content=FILES)


@pytest.fixture
def asked(monkeypatch, tmp_path: Path):
    """Check pages; gives those that a browser was asked about."""
    seen: list[str] = []

    class Looking:
        outcome = Outcome.PASSED
        stopped = False

        def __init__(self, due, axe, source, run, kept, *, timeout):
            self.due, self.source, self.kept = due, source, kept
            self.results: dict[str, Held] = {}

        def trust(self, proofs, known):
            pass

        def run(self, network):
            source = self.source
            with Server(source.content, source.headers, source.prefix) as server:
                for page in self.due:
                    seen.append(page.path)
                    prefix = source.prefix.rstrip("/")
                    for target in (page.path, *page.data.decode().split()):
                        server._respond(prefix + target)
                    verdict = Evaluation("x", page.path, "light", Looking.outcome)
                    result = PageResult(page.path, (), (verdict,))
                    self.results[page.path] = Held.of(result, Tables())
                    self.kept.keep(page, result, parts_of_site(server, Asked()))
            known = workers._Known(Environment("1"), AxeRules({}, frozenset()))
            self.kept.remember(known)
            return known

    monkeypatch.setattr(workers, "_Work", Looking)
    monkeypatch.setattr(grids, "identity", lambda grid: "a browser")

    def ask(source=SOURCE, folder: Path | None = tmp_path / "cache", grid="http://grid/"):
        seen.clear()
        run = Run(dt.date(2030, 1, 1), Cache(folder), grid=grid)
        checked = workers.check_pages(source, run)
        assert len(seen) + checked.environment.cached == len(source.pages)
        return "".join(seen).replace("/", "")

    ask.looking = Looking  # type: ignore[attr-defined]
    return ask


def changed(name: str, data: bytes | None) -> PageSource:
    files = {**FILES, name: data} if data is not None else FILES.keys() - {name}
    content = files if isinstance(files, dict) else {key: FILES[key] for key in files}
    return dataclasses.replace(SOURCE, content=content)


def edited(page: RenderedPage) -> PageSource:
    content = {**FILES, page.output: page.data}
    return dataclasses.replace(SOURCE, pages=(PAGES[0], page), content=content)


def test_what_was_checked_is_used_again(asked):
    assert (asked(), asked()) == ("ab", "")


def test_without_a_folder_nothing_is(asked):
    assert (asked(folder=None), asked(folder=None)) == ("ab", "ab")


def test_other_bytes_of_a_page_are_checked_anew_and_the_former_are_known(asked):
    asked()
    assert asked(edited(made("b", "/style.css /more.css"))) == "b"
    assert (asked(), asked(edited(made("b", "/style.css /more.css")))) == ("", "")


def test_another_address_with_the_same_bytes_is_checked_anew(asked):
    asked()
    page = RenderedPage("/c/", "c/index.html", PAGES[1].data, {})
    assert asked(edited(page)) == "c"


def test_headers_of_one_page_are_what_it_depends_on(asked):
    asked()
    csp = {"Content-Security-Policy": "default-src 'none'"}
    one = dataclasses.replace(SOURCE, headers=lambda path: csp if path.startswith("b/") else {})
    assert (asked(one), asked(one), asked()) == ("b", "", "")


def test_headers_of_what_a_page_loads_are_too(asked):
    asked()
    more = {"Content-Type": "text/plain"}
    one = dataclasses.replace(SOURCE, headers=lambda path: more if path == "style.css" else {})
    assert (asked(one), asked(one)) == ("b", "")


@pytest.mark.parametrize(
    ("name", "data", "pages"),
    [
        ("picture.png", b"2", "a"),
        ("style.css", b"2", "b"),
        ("style.css", None, "b"),
        ("gone.js", b"now it is here", "a"),
        ("unused.png", b"2", ""),
        ("new.png", b"1", ""),
    ],
)
def test_only_pages_that_ask_for_a_file_depend_on_it(asked, name, data, pages):
    asked()
    assert asked(changed(name, data)) == pages
    assert (asked(changed(name, data)), asked()) == ("", "")


def test_what_was_missing_shows_the_page_for_that(asked):
    asked()
    assert asked(changed("404.html", b"No such page")) == "a"


def test_many_versions_do_not_pile_up(asked, tmp_path):
    asked()
    for number in range(2 * results.MOST_VARIANTS):
        assert asked(changed("style.css", b"%d" % (number + 2))) == "b"
    assert asked() == "b"


def test_the_prefix_and_the_tools_are_a_part_of_every_key(asked, monkeypatch):
    asked()
    assert asked(dataclasses.replace(SOURCE, prefix="/help/")) == "ab"
    assert asked(grid="http://another/") == "ab"
    monkeypatch.setattr(workers, "code_digest", lambda: "another version")
    assert asked() == "ab"


def test_what_was_not_tested_is_not_kept(asked):
    asked.looking.outcome = Outcome.UNTESTED
    assert (asked(), asked()) == ("ab", "ab")
    asked.looking.outcome = Outcome.PASSED
    assert (asked(), asked()) == ("ab", "")


def test_pages_in_a_folder_hold_for_a_day(asked, tmp_path, monkeypatch):
    folder = tmp_path / "made elsewhere"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    source = PageSource.folder(PAGES, folder)
    assert (asked(source), asked(source), asked()) == ("ab", "", "ab")
    (folder / "style.css").write_bytes(b"2")
    assert (asked(source), asked(source)) == ("b", "")
    now = time.time()
    for later, pages in ((results.FOLDER_SECONDS - 60, ""), (results.FOLDER_SECONDS + 60, "ab")):
        monkeypatch.setattr(time, "time", lambda later=later: now + later)
        assert asked(source) == pages
    monkeypatch.setattr(time, "time", lambda: now - 60)  # a clock that was put back
    assert asked(source) == "ab"


def test_what_differs_from_time_to_time_is_not_kept(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"1")
    with Server(tmp_path) as server:
        server._respond("/a.txt")
        parts = parts_of_site(server, Asked())
        assert parts is not None
        assert [part.address for part in parts] == ["/a.txt"]
        (tmp_path / "a.txt").write_bytes(b"2")
        server._respond("/a.txt")
        assert parts_of_site(server, Asked()) is None
