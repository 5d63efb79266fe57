"""What a check of a page is, and what it gets.

A check is a module with

* ``RULES``: the rules that it evaluates;
* ``STATES``: the ids of the states that it runs in, or a dict of them by rule id;
* either ``SCRIPT``: the name of a JavaScript file beside it that registers its rules with
  ``checks.rule`` (see library.js), or ``run(page)``, which yields Problems and calls
  ``page.applied(rule_id)`` for each rule that had something to look at;
* optionally ``INTERACTIVE = True``: it presses keys or clicks, so it runs after all the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from curbcut.browser.session import Session
from curbcut.browser.visit import Visit
from curbcut.checks.page import origins, sheets
from curbcut.model.finding import Outcome, Problem, Rule, Target
from curbcut.model.state import State


@dataclass(slots=True)
class PageInState:
    """A page as it is open in the browser, in one state.

    ``own`` says that Curbcut built the page, with its own theme or a site's. ``shared`` holds what
    one check measured and others can use, for as long as the page is open. ``in_part`` names things
    of which there were too many, or too slow ones, to try all of them. ``touched`` says that a
    check may have left the page other than it found it.
    """

    session: Session
    visit: Visit
    state: State
    address: str
    own: bool
    shared: dict[str, Any] = field(default_factory=dict)
    in_part: set[str] = field(default_factory=set)
    touched: bool = True
    _applied: set[str] = field(default_factory=set)

    def script(self, source: str, *args: object, timeout: float = 30.0) -> Any:
        """Run the body of a function in our own world of the page; see Session.script."""
        return self.session.script(source, *args, timeout=timeout)

    def applied(self, rule: str) -> None:
        """Note that a rule had something to look at: without a problem it has passed."""
        self._applied.add(rule)

    def has_applied(self, rule: str) -> bool:
        """Whether a rule had something to look at in this state."""
        return rule in self._applied

    def reload(self) -> None:
        """Open the page anew, in the same state."""
        self.visit = self.session.open(self.address)
        origins.bring(self.session)
        sheets.bring(self.session, self.visit)
        self.session.enter(self.state)


class ScriptedCheck(Protocol):
    """A check that is done by a JavaScript file."""

    RULES: tuple[Rule, ...]
    STATES: tuple[str, ...] | dict[str, tuple[str, ...]]
    SCRIPT: str


class DrivenCheck(Protocol):
    """A check that drives the browser."""

    RULES: tuple[Rule, ...]
    STATES: tuple[str, ...] | dict[str, tuple[str, ...]]

    def run(self, page: PageInState) -> Iterator[Problem]:
        """Yield what is wrong."""
        ...


def states_of(check: Any, rule: Rule) -> tuple[str, ...]:
    """The ids of the states in which ``check`` evaluates ``rule``."""
    states = check.STATES
    if isinstance(states, dict):
        return tuple(states.get(rule.id, ()))
    return tuple(states)


def target_from(data: dict[str, Any] | None) -> Target | None:
    """A Target from what ``checks.describe`` returns."""
    if not data:
        return None
    return Target(
        selector=tuple(data["selector"]),
        html=data.get("html", ""),
        tag=data.get("tag", ""),
        ordinal=data.get("ordinal", -1),
        path=tuple((tag, ordinal) for tag, ordinal in data.get("path", ())),
    )


def message_of(rule: Rule, key: str, data: dict[str, Any]) -> str:
    """The words for a problem: the rule's message of that name, filled with its data."""
    template = rule.messages.get(key) or rule.messages.get("failed") or rule.summary
    return fill(template, data)


def fill(template: str, data: dict[str, Any]) -> str:
    """A message or a question with the data of a problem in it."""
    shown = {name: _shorten(value) for name, value in data.items()}
    try:
        return template.format(**shown)
    except (KeyError, IndexError, ValueError):
        return template


def question_of(rule: Rule, outcome: Outcome, data: dict[str, Any]) -> str:
    """What a person is asked about a problem: the rule's question, filled with its data."""
    if outcome is not Outcome.CANT_TELL:
        return ""
    asked = fill(rule.question, data)
    # One that lacks a word is left to the report, which has a word for what is not there.
    return "" if asked == rule.question else asked


def _shorten(value: Any) -> Any:
    if isinstance(value, str):
        text = " ".join(value.split())
        return text if len(text) <= 80 else text[:79] + "…"
    return value
