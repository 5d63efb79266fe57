"""No clock decides in silence what is found: a busy machine and a hung page are told apart."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.page.widgets.custom import probing
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Outcome

pytestmark = pytest.mark.browser

CONTROLS = "".join(
    f'<div class="half kind-{at}" role="button" tabindex="0">Order number {at}</div>'
    for at in range(9)
)
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Orders of today</title>
<main><h1>Orders</h1>{CONTROLS}<p id="said"></p></main><script>
for (const one of document.querySelectorAll(".half")) one.onclick = () => {{
  WORK; document.getElementById("said").textContent += one.textContent; }};</script></html>"""


@pytest.fixture
def opened():
    files: dict[str, bytes] = {}
    with Server(files) as server, Session(reach=Reach.of(server)) as session:
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan(STATES[:1], None, AxeRules({}, frozenset()), own=False, timeout=60)  # type: ignore[arg-type]

        def look(work: str = "", name: str = "page.html"):
            files[name] = PAGE.replace("WORK", work).encode()
            return check_page(session, f"/{name}", server.url(name), plan)

        yield session, look


@pytest.fixture
def check(opened):
    return opened[1]


def told(result):
    return {(f.rule.id, f.target.selector if f.target else (), f.outcome) for f in result.findings}


def _renderers(browser: int) -> list[int]:
    """The processes in which a browser runs pages."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(stat[1])
    found = []
    for number in parents:
        at = number
        while at and at != browser:
            at = parents.get(at, 0)
        with suppress(OSError):
            command = Path(f"/proc/{number}/cmdline").read_bytes()
            if at and b"--type=renderer" in command:
                found.append(number)
    return found


@contextmanager
def _starved(browser: int):
    """Have pages run for a tenth of the time, as on a machine with too much to do."""
    done = threading.Event()
    stopped: list[int] = []

    def starve() -> None:
        while not done.is_set():
            for number in _renderers(browser):
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGSTOP)
                    stopped.append(number)
            done.wait(0.45)
            while stopped:
                with suppress(ProcessLookupError):
                    os.kill(stopped.pop(), signal.SIGCONT)
            done.wait(0.05)

    thread = threading.Thread(target=starve)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_a_busy_machine_changes_nothing(opened):
    """Copies of a page that hardly get a processor have the results of a quiet time."""
    session, check = opened
    quiet = told(check())
    assert sum(rule == "role-not-operable" for rule, _, _ in quiet) >= 5
    browser = session.browser_pid
    with _starved(browser):
        assert _renderers(browser)
        copies = [told(check(name=f"copy-{at}.html")) for at in range(2)]
    assert copies == [quiet, quiet]


def test_a_page_that_works_for_long_is_tried_in_part_and_says_so(check):
    result = check("const end = performance.now() + 3000; while (performance.now() < end);")
    assert ("tried-in-part", (), Outcome.CANT_TELL) in told(result)


def test_what_comes_to_no_end_is_tried_again_and_untested_then(check, monkeypatch):
    """The page does nothing by itself, and yet the time goes by."""
    monkeypatch.setattr(probing, "_PATIENCE", 0)
    result = check()
    broken = {f.message for f in result.findings if f.outcome is Outcome.UNTESTED}
    assert any("role-not-operable" in message and "too busy" in message for message in broken)
    untested = {one.rule for one in result.evaluations if one.outcome is Outcome.UNTESTED}
    assert "role-not-operable" in untested


def test_one_slow_moment_is_forgotten(check, monkeypatch):
    """Too slow once and not again: the second try counts."""
    tries = []
    real = probing.Trial.__init__

    def first_is_late(self, *args, **named):
        real(self, *args, **named)
        tries.append(self)
        if named.get("what") == "controls" and sum(t._what == "controls" for t in tries) == 1:
            self._end = 0.0

    monkeypatch.setattr(probing.Trial, "__init__", first_is_late)
    result = check()
    assert sum(t._what == "controls" for t in tries) == 2
    assert not [f for f in result.findings if f.outcome is Outcome.UNTESTED]
    assert any(f.rule.id == "role-not-operable" for f in result.findings)
