"""Workers that do not start, that lose their browser, or are stopped; without a browser."""

from __future__ import annotations

import datetime as dt
import signal
import threading
import time
from typing import Any, cast

import pytest

from curbcut import interrupts
from curbcut.browser.devtools.asked import Asked
from curbcut.browser.driver import grid as grids
from curbcut.browser.reach import Reach
from curbcut.browser.visit import PageError
from curbcut.cache import Cache
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner import canary, nodes
from curbcut.checks.runner import workers as run
from curbcut.checks.runner.notes import PageResult, not_checked
from curbcut.checks.runner.page_source import Network, PageSource
from curbcut.model.finding import CurbcutError
from curbcut.model.page import RenderedPage
from curbcut.run import Run


class FakeServer:
    def asked(self):
        return set()


NETWORK: Any = Network(
    Reach(), cast("Any", None), lambda page: page.path, cast("Any", FakeServer())
)
PAGES = tuple(RenderedPage(f"/{name}", "", b"", {}) for name in "abcdef")


class FakeSession:
    browser_version = driver_version = "1"
    wrong: tuple[BaseException | None, ...] = ()
    number = 0
    lock = threading.Lock()

    def __init__(self, **words):
        with self.lock:
            self.mine = FakeSession.number
            FakeSession.number += 1
        self.ended = threading.Event()

    def __enter__(self):
        wrong = self.wrong[self.mine] if self.mine < len(self.wrong) else None
        if wrong is not None:
            raise wrong
        return self

    def __exit__(self, *args):
        pass

    def interrupt(self):
        self.ended.set()

    on_new_document = library = lambda self, source: None

    def renew(self, most):
        pass

    def listen(self, *, bodies, leaving=""):
        return Asked()

    def heard(self):
        pass


class FakeResults:
    def __init__(self):
        self.kept = []

    def remember(self, tools):
        pass

    def keep(self, page, result, asked, names=None):
        self.kept.append(page.path)


class FakeAxe:
    version = source = "1"

    def prepare(self, session):
        pass

    def rules(self, session):
        return ()


@pytest.fixture
def workers(monkeypatch):
    monkeypatch.setattr(run, "Session", FakeSession)
    monkeypatch.setattr(run, "choose", lambda rules: AxeRules({}, frozenset()))
    monkeypatch.setattr(run, "prove", lambda *args: None)
    monkeypatch.setattr(run, "prove_checks", lambda *args: None)

    def start(check, jobs=2, wrong=(), grid=""):
        monkeypatch.setattr(run, "check_page", check)
        monkeypatch.setattr(FakeSession, "wrong", wrong)
        monkeypatch.setattr(FakeSession, "number", 0)
        axe: Any = FakeAxe()
        source = PageSource(PAGES, first_party=True)
        asked = Run(dt.date(2030, 1, 1), Cache(None), jobs=jobs, grid=grid)
        kept: Any = FakeResults()
        work = run._Work(PAGES, axe, source, asked, kept, timeout=1)
        work.run(lambda stack, number: NETWORK)
        return work

    return start


def good(session, page, address, plan):
    return PageResult(page, (), ())


def test_one_that_does_not_start_stops_no_other(workers):
    work = workers(good, jobs=3, wrong=(CurbcutError("It does not start"),))
    assert set(work.results) == {page.path for page in PAGES}
    assert not any(result.findings for result in work.results.values())


def test_when_none_starts_the_reason_is_said(workers):
    with pytest.raises(CurbcutError, match="It does not start"):
        workers(good, wrong=(CurbcutError("It does not start"),) * 2)


def test_one_that_does_not_see_ends_the_run(workers, monkeypatch):
    def doubtful(*args):
        raise canary.Distrust("Not seen")

    monkeypatch.setattr(run, "prove", doubtful)
    with pytest.raises(CurbcutError, match="Not seen"):
        workers(good)


def test_a_browser_that_is_lost_for_good(workers):
    def check(session, page, address, plan):
        if page == "/c":
            raise CurbcutError("The browser does not start")
        return good(session, page, address, plan)

    work = workers(check, jobs=1)
    assert set(work.results) == {page.path for page in PAGES}
    said = [f for result in work.results.values() for f in result.findings]
    assert [(f.page, f.also_on, f.message) for f in said] == [
        ("/c", (), "The page could not be checked: The browser does not start"),
        ("/d", ("/e", "/f"), "Curbcut did not check these 3 pages: The browser does not start"),
    ]
    assert all(work.results[path].evaluations for path in ("/c", "/d", "/e", "/f"))


@pytest.mark.parametrize(("lost", "checked"), [(2, True), (3, False)])
def test_a_page_whose_node_is_lost_is_checked_by_another(workers, monkeypatch, lost, checked):
    """Up to a bound: a page that no browser survives must not use up all of a grid."""
    monkeypatch.setattr(grids, "slots", lambda grid: 5)
    tries: list[Any] = []

    def check(session, page, address, plan):
        if page == "/c" and len(tries) < lost:
            tries.append(session)
            raise CurbcutError("The node is gone")
        return good(session, page, address, plan)

    work = workers(check, jobs=0, grid="http://grid.example")
    assert set(work.results) == {page.path for page in PAGES}
    assert len(set(tries)) == lost
    said = [(f.page, f.message) for r in work.results.values() for f in r.findings]
    wrong = [("/c", "The page could not be checked: The node is gone")]
    assert said == ([] if checked else wrong)


def test_a_page_that_comes_back_last_is_checked_all_the_same(workers, monkeypatch):
    """When the node is lost, the other workers have found nothing more to do and have ended."""
    monkeypatch.setattr(grids, "slots", lambda grid: 2)
    lost: list[str] = []

    def check(session, page, address, plan):
        if page == "/f" and not lost:
            lost.append(page)
            end = time.monotonic() + 10
            while sum("browser-" in one.name for one in threading.enumerate()) > 1:
                assert time.monotonic() < end
                time.sleep(0.01)
            raise CurbcutError("The node is gone")
        return good(session, page, address, plan)

    work = workers(check, jobs=0, grid="http://grid.example")
    assert lost
    assert not [f.message for r in work.results.values() for f in r.findings]


def test_how_many_browsers_there_are(monkeypatch):
    def number(slots, jobs, due, grid="http://grid.example"):
        monkeypatch.setattr(grids, "slots", lambda grid: slots)
        asked = Run(dt.date(2030, 1, 1), Cache(None), jobs=jobs, grid=grid)
        return nodes.browsers(asked, due)

    assert [number(8, 0, 100), number(8, 3, 100), number(8, 20, 100), number(8, 0, 2)] == [
        8,
        3,
        8,
        2,
    ]
    # None yet: a grid that starts nodes when they are asked for.
    assert [number(0, 0, 100), number(0, 20, 100)] == [1, 20]
    assert [number(8, 2, 100, ""), number(8, 0, 100, ""), number(8, 2, 0, "")] == [2, 1, 1]


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize("times", [1, 2])
def test_an_interrupt_keeps_what_was_found(workers, times):
    """Also one that comes twice, as from “timeout”, which signals its child and its group."""

    def check(session, page, address, plan):
        if page == "/c":
            for _ in range(times):
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
            assert session.ended.wait(10)
            return not_checked(page, plan, "The browser ended")
        return good(session, page, address, plan)

    with interrupts.handled():
        work = workers(check, jobs=1)
        assert interrupts.asked()
    assert work.stopped
    said = [f for result in work.results.values() for f in result.findings]
    assert [(f.page, f.also_on, f.message) for f in said] == [
        ("/c", ("/d", "/e", "/f"), "Curbcut did not check these 4 pages: it was stopped")
    ]


@pytest.mark.usefixtures("at_a_terminal")
def test_an_interrupt_between_the_starts_of_workers(workers, monkeypatch):
    """A program that handles no signals itself, such as one that calls the engine."""
    started = threading.Thread.start

    def start(thread):
        started(thread)
        if thread.name == "browser-0":
            raise KeyboardInterrupt

    def slow(session, page, address, plan):
        assert session.ended.wait(10)
        return not_checked(page, plan, "The browser ended")

    monkeypatch.setattr(threading.Thread, "start", start)
    try:
        work = workers(slow)
    except KeyboardInterrupt:
        return  # before the browser was there, so that there is nothing to be kept
    assert work.stopped
    assert set(work.results) == {page.path for page in PAGES}
    assert FakeSession.number == 1


def test_a_proof_is_tried_twice(monkeypatch):
    tried = []

    def slow(session, server, axe, rules, seconds):
        tried.append(seconds)
        raise PageError("timeout", "The page does not finish loading")

    nothing: Any = None
    monkeypatch.setattr(canary, "_prove", slow)
    with pytest.raises(CurbcutError, match=r"Curbcut's own test page .* does not finish") as told:
        canary.prove(nothing, nothing, nothing, nothing)
    assert tried == [20, 60]
    assert "--jobs 1" in told.value.fix
