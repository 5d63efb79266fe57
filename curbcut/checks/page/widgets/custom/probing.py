"""Try what a page does, safely: it cannot navigate, and no browser dialog stays open.

The trials run in the page (``probe.js``): events made there reach the page's scripts like a
reader's, without a round trip for each. Only what the browser itself does with keys and the mouse
needs real ones.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from curbcut.browser.visit import PageError
from curbcut.checks.api import PageInState, message_of, question_of, target_from
from curbcut.checks.page.keyboard.listeners.event_listeners import forget
from curbcut.model.finding import Outcome, Problem, Rule

# Boxes would stop every script until somebody closes them, and new windows are closed at once
# anyway; that the page wants one is all there is to know.
_BOXES = """(() => {
  const tell = (what) => document.dispatchEvent(new CustomEvent("curbcut-box", { detail: what }));
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
    try { window[name] = () => { tell(name); return name === "confirm" ? false : null; }; } catch {}
  }
})()"""


_PATIENCE = 8
"""A trial may take this many times the page's own time limit in all, which allows for waiting and
for a busy machine. Beyond that the page is untested."""


class TooSlow(Exception):
    """A trial did not end, perhaps not because of the page: it is untested."""


class Trial:
    """A page that is tried, and how long its own scripts may run for that, in seconds.

    The limit applies to the page's processor time, which does not depend on how busy the machine
    is. ``what`` names the things that are tried, for the note that there were more of them.
    """

    def __init__(self, page: PageInState, rules: tuple[Rule, ...], limit: float, what: str):
        self.page = page
        self._what = what
        self._rules = {rule.id: rule for rule in rules}
        self._document = ""
        self._limit = limit
        self._end = time.monotonic() + limit * _PATIENCE
        self._spent, self._last = 0.0, _processor_time(page)
        self.changed = False

    @property
    def over(self) -> bool:
        """Whether the page has used up its time, so that not everything is tried.

        Raises TooSlow if far more time has passed than it used.
        """
        now = _processor_time(self.page, self._last)
        # A page that was opened anew may be in another process, which begins at nothing.
        self._spent += now - self._last if now >= self._last else now
        self._last = now
        if self._spent > self._limit:
            self.page.in_part.add(self._what)
            return True
        if time.monotonic() > self._end:
            raise TooSlow(
                f"after {self._limit * _PATIENCE:.0f} s not all {self._what} had been"
                " tested; the machine may be too busy"
            )
        return False

    def prepare(self) -> None:
        """Start observing the open document, once."""
        session = self.page.session
        if self._document == session.document:
            return
        self._document = session.document
        self.page.script("checks.trial.begin()")
        session.cdp("Runtime.evaluate", {"expression": _BOXES, "silent": True})

    def look(self, call: str, *args: object) -> Any:
        """Call a function of the script that leaves the page unchanged, and return its result."""
        self.prepare()
        return self.page.script(call, *args, timeout=10)

    def ask(self, call: str, *args: object) -> Any:
        """Call a function of the script that may change the page, and return its result."""
        self.page.touched = True
        return self.look(call, *args)

    def problems(self) -> Iterator[Problem]:
        """Yield what was reported since the last call."""
        answer = self.page.script("return checks.trial.drain()")
        if answer is None:
            return
        if answer["short"]:
            self.page.in_part.add(self._what)
        for rule in answer["applied"]:
            self.page.applied(rule)
        for found in answer["report"]:
            rule = self._rules[found["rule"]]
            self.page.applied(rule.id)
            outcome = Outcome(found["outcome"])
            yield Problem(
                rule.id,
                message_of(rule, found["key"], found["data"]),
                target_from(found["target"]),
                outcome,
                question=question_of(rule, outcome, found["data"]),
            )

    def restore(self) -> None:
        """Open the page again if it was ``changed``."""
        if self.changed:
            self.page.reload()
            forget(self.page)
            self.changed = False


def _processor_time(page: PageInState, unknown: float = 0.0) -> float:
    """The seconds that a processor has worked for the process of the page; ``unknown`` at times."""
    _, answer = page.session.cdp_all([("Performance.enable", {}), ("Performance.getMetrics", {})])
    values = {metric["name"]: metric["value"] for metric in answer["metrics"]}
    return float(values.get("ProcessTime", unknown))


__all__ = ["PageError", "TooSlow", "Trial"]
