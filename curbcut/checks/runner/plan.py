"""What runs in which state, worked out once per run."""

from __future__ import annotations

import dataclasses
import graphlib
from collections.abc import Iterator
from dataclasses import dataclass

from curbcut.browser.states import CHECKED
from curbcut.checks.api import Check, Run
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.page import CHECKS
from curbcut.checks.runner import loading
from curbcut.model.finding import Rule
from curbcut.model.state import State


@dataclass(frozen=True, slots=True)
class Driven:
    """A check that drives the browser, and the rules it evaluates in one state."""

    run: Run
    rules: tuple[Rule, ...]
    interactive: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What runs in which state. Pages are opened in the first of ``states``.

    ``scripted`` and ``driven`` map a state's id to rule ids and checks, ``rules`` a rule's id to
    the rule. ``own``: Curbcut built the pages. ``timeout``: seconds to open a page.
    """

    states: tuple[State, ...]
    axe: Axe
    axe_rules: AxeRules
    scripted: dict[str, tuple[str, ...]]
    driven: dict[str, tuple[Driven, ...]]
    rules: dict[str, Rule]
    own: bool
    timeout: float

    def due(self, state: str) -> tuple[str, ...]:
        """The ids of all rules that run in a state."""
        driven = (rule.id for one in self.driven[state] for rule in one.rules)
        return (*self.axe_rules.for_state(state), *self.scripted[state], *driven)


def make_plan(
    states: tuple[State, ...],
    axe: Axe,
    axe_rules: AxeRules,
    *,
    own: bool,
    timeout: float,
    checks: tuple[Check, ...] = CHECKS,
) -> Plan:
    """Work out which rules run in which state."""
    ordered = in_order(checks)
    known = {state.id: state for state in CHECKED}
    scripted = {
        state.id: tuple(_scripted(ordered, known.get(state.like, state))) for state in states
    }
    driven = {state.id: () if state.like else tuple(_driven(ordered, state)) for state in states}
    rules = (*loading.RULES, *(rule for check in ordered for rule in check.rules))
    return Plan(
        states=tuple(
            state
            for state in states
            if axe_rules.names_for(state.id) or scripted[state.id] or driven[state.id]
        ),
        axe=axe,
        axe_rules=axe_rules,
        scripted=scripted,
        driven=driven,
        rules={rule.id: rule for rule in rules},
        own=own,
        timeout=timeout,
    )


def without_axe(plan: Plan) -> Plan:
    """The same plan for the canary page: no axe-core rules, and not a page that Curbcut built."""
    return dataclasses.replace(plan, axe_rules=AxeRules({}, frozenset()), own=False)


def in_order(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The checks, interactive ones last, each after those that it needs, else as registered.

    Raises:
        graphlib.CycleError: when checks need each other.
    """
    sorter = graphlib.TopologicalSorter({check: check.needs for check in checks})
    depth: dict[Check, int] = {}
    for check in sorter.static_order():
        depth[check] = max((depth[other] + 1 for other in check.needs), default=0)
    return tuple(sorted(checks, key=lambda check: (check.interactive, depth[check])))


def _scripted(checks: tuple[Check, ...], state: State) -> Iterator[str]:
    for check in checks:
        if check.script:
            yield from (rule.id for rule in check.rules if state in check.states_of(rule))


def _driven(checks: tuple[Check, ...], state: State) -> Iterator[Driven]:
    for check in checks:
        rules = tuple(rule for rule in check.rules if state in check.states_of(rule))
        if check.run and rules:
            yield Driven(check.run, rules, check.interactive)
