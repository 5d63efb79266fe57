"""A walk through a page with real presses of the Tab key, which the keyboard checks share.

Keys are sent to the browser in batches; what happens is recorded in the page, by our own listeners
that run before the page's (see tab_walk.js). During a walk the page cannot navigate: where it tries
to go is recorded, and it stays. Afterwards it is as it was before, or is opened again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from curbcut.browser.devtools.keys import strokes
from curbcut.checks.api import PageInState, message_of, question_of, target_from
from curbcut.checks.page.keyboard.listeners.event_listeners import forget, listen
from curbcut.model.finding import Outcome, Problem, Rule

MOST = 300
"""The most presses of the Tab key on one page. What comes after them is not judged."""
# On a page so large that each press takes tens of milliseconds.
_LARGE = 20_000
_MOST_ON_LARGE = 100
_BUNDLE = 60
# Presses that are waited for one by one, and how long each, in milliseconds: scripts that hold
# the focus often do so with a timer of a few hundredths of a second.
_SLOW_MOST = 24
_SLOW = 40
_FOCUS_EVENTS = frozenset({"focus", "blur", "focusin", "focusout", "keydown"})


@dataclass(slots=True)
class Walk:
    """What the walk found.

    ``around`` says that the walk reached the end of the page and started again, ``bounded`` that it
    was stopped. ``cycle`` are the numbers of the elements of a keyboard trap. The stops themselves
    are recorded in the page.
    """

    count: int = 0
    around: bool = False
    bounded: bool = False
    modal: bool = False
    cycle: tuple[int, ...] = ()


@contextmanager
def watching(page: PageInState, *, from_top: bool = True) -> Iterator[dict[str, Any]]:
    """Record what happens while keys are pressed; the page is restored afterwards.

    Whoever focuses something first, and does not begin ``from_top``, is told nothing of the page.
    """
    about = page.script("return checks.keyboard.start(arguments[0])", from_top)
    yield about or {}
    ended(page, page.script("return checks.keyboard.end()"))


def ended(page: PageInState, answer: dict[str, Any]) -> None:
    """After recording: open the page again if it has changed."""
    if answer["changed"]:
        forget(page)
        page.reload()


def press(page: PageInState, times: int, *, backwards: bool = False, key: str = "Tab") -> None:
    """Press a key several times at once, Tab by default."""
    held = ("Shift",) if backwards else ()
    page.session.cdp_all([c for _ in range(times) for c in strokes(key, held)], timeout=30)


def press_slowly(page: PageInState, key: str = "Tab", *, backwards: bool = False) -> int:
    """Press a key, wait for timers, and return the number of the element that then has the focus.

    Returns -1 if nothing has the focus, -2 if it left the page.
    """
    press(page, 1, backwards=backwards, key=key)
    # Waited for in the page, where its own timers that are due before come first, however busy
    # the machine is.
    there: int = page.script("return await checks.keyboard.focusedAfter(arguments[0])", _SLOW)
    return there


def walk(page: PageInState, about: dict[str, Any]) -> Walk:
    """Walk through the page. Call it while ``watching``."""
    found = Walk(count=about["count"], modal=about["modal"])
    if about["expected"] == 0:
        found.around = True
        return found
    hears = listen(page).types
    handles = about["handlers"] or bool(hears & _FOCUS_EVENTS)
    most = MOST if about["elements"] < _LARGE else _MOST_ON_LARGE
    wanted = min(most, about["expected"] + 1)
    now: dict[str, Any] = {"presses": 0, "left": -1, "loose": 0}
    limit = min(most, 2 * about["expected"] + 12)
    while now["left"] < 0 and now["presses"] < limit:
        times = min(_BUNDLE, max(4, wanted - now["presses"]), limit - now["presses"])
        before = now["presses"]
        press(page, max(1, times))
        now = page.script("return checks.keyboard.progress()")
        if now["presses"] == before:
            break  # the keys go where we do not see them
    if handles:
        page.script("await new Promise((done) => setTimeout(done, arguments[0]))", _SLOW)
        now = page.script("return checks.keyboard.progress()")
    found.around = now["left"] >= 0
    found.bounded = not found.around and now["presses"] >= most
    if (handles and now["loose"]) or (not found.around and not found.bounded):
        # Where the quick walk could not get on; what comes before it takes no presses then.
        stuck = page.script(_AT) if not found.around else -1
        found.around, found.cycle = _slowly(page, stuck)
    return found


_AT = "return checks.keyboard.numberNow()"


def _slowly(page: PageInState, start: int) -> tuple[bool, tuple[int, ...]]:
    """Walk once more and wait at each stop. Whether the end was reached, or else the circle.

    The walk begins at the element of that number, or with -1 at the top of the page.
    """
    with unrecorded(page):
        if start >= 0:
            page.script("checks.keyboard.focusNumber(arguments[0])", start)
        return circle(page)


@contextmanager
def unrecorded(page: PageInState) -> Iterator[None]:
    """Start at the top of the page, and leave what happens out of the record."""
    page.script("checks.keyboard.pause(true)")
    yield
    page.script("checks.keyboard.pause(false)")


def circle(page: PageInState, *, backwards: bool = False) -> tuple[bool, tuple[int, ...]]:
    """Press Tab slowly: whether the focus left the page, else the elements it cycles through."""
    order: list[int] = []
    for _ in range(_SLOW_MOST):
        order.append(press_slowly(page, backwards=backwards))
        if order[-1] == -2:
            return True, ()
        if len(order) >= 6 and len(set(order[-6:])) == 1:
            break
    tail = order[len(order) // 2 :]
    again = Counter(tail)
    while tail and again[tail[0]] < 2:
        tail = tail[1:]  # what came before the circle
    round_ = tuple(dict.fromkeys(number for number in tail if number >= 0))
    # Each of them came again, and nothing new did.
    if round_ and len(tail) >= 2 * len(round_):
        return False, round_
    return False, ()


def problems(rules: Iterable[Rule], found: Iterable[dict[str, Any]]) -> Iterator[Problem]:
    """Problems from plain data: {rule, outcome, key, data, target}."""
    by_id = {rule.id: rule for rule in rules}
    for one in found:
        rule = by_id[one["rule"]]
        outcome = Outcome(one["outcome"])
        data = one.get("data") or {}
        yield Problem(
            rule.id,
            message_of(rule, one.get("key") or outcome, data),
            target_from(one.get("target")),
            outcome,
            question=question_of(rule, outcome, data),
        )
