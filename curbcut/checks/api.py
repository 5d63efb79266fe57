"""The interface of page checks: what a check is, and what it gets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from curbcut.browser import cross_origin_styles, origins
from curbcut.browser.session import Session
from curbcut.browser.visit import Visit
from curbcut.model.finding import Outcome, Problem, Rule, Target
from curbcut.model.state import State

type Run = Callable[[PageInState], Iterator[Problem]]
"""Drives the browser, and yields the problems that it finds."""


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """Rules that are evaluated together, and how.

    A check has either ``script``, the path of a JavaScript file below ``checks/`` that registers
    its rules with ``rule`` (see js/rules.js), or ``run``, which drives the browser: it yields
    Problems and calls ``page.applied(rule_id)`` for each rule that had something to look at.

    ``states`` are the states in which all of its rules are evaluated, or a mapping from rule ids to
    states. ``needs`` are checks that must run before this one, because it uses what they leave in
    the page or in ``page.shared``. ``interactive`` says that it presses keys or clicks, so that it
    runs after all checks that only look.

    Raises:
        ValueError: when it has both ``script`` and ``run`` or neither, or a rule without states.
    """

    rules: tuple[Rule, ...]
    states: tuple[State, ...] | Mapping[str, tuple[State, ...]]
    script: str = ""
    run: Run | None = None
    needs: tuple[Check, ...] = ()
    interactive: bool = False

    def __post_init__(self) -> None:
        ids = [rule.id for rule in self.rules]
        if bool(self.script) == (self.run is not None):
            raise ValueError(f"the check of {ids} has to have a script or a function")
        if isinstance(self.states, Mapping) and set(self.states) != set(ids):
            raise ValueError(f"the check of {ids} has to have states for each, and no others")
        if not all(map(self.states_of, self.rules)):
            raise ValueError(f"the check of {ids} is never run")

    def states_of(self, rule: Rule) -> tuple[State, ...]:
        """The states in which one of its rules is evaluated."""
        return self.states[rule.id] if isinstance(self.states, Mapping) else self.states


@dataclass(slots=True)
class PageInState:
    """A page that is open in the browser, in one state.

    ``own`` says that Curbcut built the page, with its own theme or a site's. ``shared`` holds
    measurements of one check for others, as long as the page is open. ``in_part`` names things that
    were too many or too slow to try all of them. ``touched`` says that a check may have changed the
    page.
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
        """Run the body of a function in our isolated world of the page; see Session.script."""
        return self.session.script(source, *args, timeout=timeout)

    def applied(self, rule: str) -> None:
        """Record that a rule applies to the page: without a problem, it has passed."""
        self._applied.add(rule)

    def has_applied(self, rule: str) -> bool:
        """Whether a rule applies to the page in this state."""
        return rule in self._applied

    def reload(self) -> None:
        """Open the page again, in the same state."""
        self.visit = self.session.open(self.address)
        origins.bring(self.session)
        cross_origin_styles.bring(self.session, self.visit)
        self.session.enter(self.state)


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
    """The message of a problem: the rule's message of that key, filled with its data."""
    template = rule.messages.get(key) or rule.messages.get("failed") or rule.summary
    return fill(template, data)


def fill(template: str, data: dict[str, Any]) -> str:
    """A message or question, filled with the data of a problem."""
    shown = {name: _shorten(value) for name, value in data.items()}
    try:
        return template.format(**shown)
    except (KeyError, IndexError, ValueError):
        return template


def question_of(rule: Rule, outcome: Outcome, data: dict[str, Any]) -> str:
    """The question about a problem: the rule's question, filled with its data."""
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
