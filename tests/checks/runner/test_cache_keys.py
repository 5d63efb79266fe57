"""Which results of pages are used again: all that are still true, and none that may not be.

What a browser finds has its own tests; here it only matters which pages one is asked about.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from curbcut.browser.driver import grid as grids
from curbcut.cache import Cache
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner import workers
from curbcut.checks.runner.notes import PageResult
from curbcut.checks.runner.page_source import PageSource
from curbcut.model.finding import Environment, Evaluation, Outcome
from curbcut.model.page import RenderedPage
from curbcut.run import Run

PAGES = tuple(RenderedPage(f"/{n}/", f"{n}/index.html", n.encode(), {}) for n in "ab")
FILES = {page.output: page.data for page in PAGES}
FILES |= {"picture.png": b"1", "assets/main.1234.css": b"1"}
SOURCE = PageSource(PAGES, first_party=True, content=FILES)


@pytest.fixture
def asked(monkeypatch, tmp_path: Path):
    """Check pages; gives those that a browser was asked about, and how many were used again."""
    seen: list[str] = []

    class Looking:
        outcome = Outcome.PASSED
        stopped = False

        def __init__(self, due, axe, source, run, *, timeout):
            self.due = due
            self.results: dict[str, PageResult] = {}

        def run(self, network):
            for page in self.due:
                seen.append(page.path)
                verdict = Evaluation("x", page.path, "light", Looking.outcome)
                self.results[page.path] = PageResult(page.path, (), (verdict,))
            return workers._Known(Environment("1"), AxeRules({}, frozenset()))

    monkeypatch.setattr(workers, "_Work", Looking)
    monkeypatch.setattr(workers, "_network", lambda *args: None)
    monkeypatch.setattr(grids, "identity", lambda grid: "a browser")

    def ask(source=SOURCE, folder: Path | None = tmp_path, grid="http://grid/"):
        seen.clear()
        run = Run(dt.date(2030, 1, 1), Cache(folder), grid=grid)
        checked = workers.check_pages(source, run)
        assert len(seen) + checked.reused == len(source.pages)
        return "".join(seen).replace("/", "")

    ask.looking = Looking  # type: ignore[attr-defined]
    return ask


def changed(**files: bytes) -> PageSource:
    named = {name.replace("__", "/").replace("_png", ".png"): d for name, d in files.items()}
    return dataclasses.replace(SOURCE, content=FILES | named)


def test_what_was_checked_is_used_again(asked):
    assert (asked(), asked()) == ("ab", "")


def test_without_a_folder_nothing_is(asked):
    assert (asked(folder=None), asked(folder=None)) == ("ab", "ab")


def test_other_bytes_of_a_page_are_checked_anew(asked):
    asked()
    page = dataclasses.replace(PAGES[1], data=b"other")
    assert asked(dataclasses.replace(SOURCE, pages=(PAGES[0], page))) == "b"
    assert asked() == ""


def test_another_address_with_the_same_bytes_is_checked_anew(asked):
    asked()
    page = dataclasses.replace(PAGES[1], path="/c/")
    assert asked(dataclasses.replace(SOURCE, pages=(PAGES[0], page))) == "c"


def test_headers_of_one_page_are_a_part_of_its_key(asked):
    asked()
    csp = {"Content-Security-Policy": "default-src 'none'"}
    one = dataclasses.replace(SOURCE, headers=lambda path: csp if path.startswith("b/") else {})
    assert (asked(one), asked(one), asked()) == ("b", "", "")


def test_headers_of_all_files_are_a_part_of_every_key(asked):
    asked()
    every = dataclasses.replace(SOURCE, headers=lambda path: {"X": "1"} if not path else {})
    assert (asked(every), asked(every)) == ("ab", "")


def test_a_file_that_pages_may_load_is_a_part_of_every_key(asked):
    asked()
    assert asked(changed(picture_png=b"2")) == "ab"
    assert asked(changed(other_png=b"1")) == "ab"


def test_a_file_named_by_its_content_is_not(asked):
    asked()
    other = {**FILES, "assets/main.5678.css": b"2"}
    assert asked(dataclasses.replace(SOURCE, content=other)) == ""


def test_the_prefix_and_the_tools_are_a_part_of_every_key(asked, monkeypatch):
    asked()
    assert asked(dataclasses.replace(SOURCE, prefix="/help/")) == "ab"
    assert asked(grid="http://another/") == "ab"
    monkeypatch.setattr(workers, "code_digest", lambda: "another version")
    assert asked() == "ab"


def test_what_was_not_tested_and_pages_from_elsewhere_are_not_kept(asked):
    foreign = dataclasses.replace(SOURCE, first_party=False)
    assert (asked(foreign), asked(foreign)) == ("ab", "ab")
    asked.looking.outcome = Outcome.UNTESTED
    assert (asked(), asked()) == ("ab", "ab")
    asked.looking.outcome = Outcome.PASSED
    assert (asked(), asked()) == ("ab", "")
