"""Collecting what the checks report on one page, and its result."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from curbcut.checks.api import PageInState
from curbcut.checks.evaluations import Evaluations, Tables
from curbcut.checks.runner.facts.relevant_states import AS_FIRST
from curbcut.checks.runner.facts.subjects import with_subjects
from curbcut.checks.runner.loading import CHECK_FAILED, NOT_CHECKED
from curbcut.checks.runner.plan import Plan
from curbcut.model.facts import PageFacts
from curbcut.model.finding import Evaluation, Finding, Outcome, Problem, Rule

WEIGHT = {
    Outcome.INAPPLICABLE: 0,
    Outcome.PASSED: 1,
    Outcome.CANT_TELL: 2,
    Outcome.FAILED: 3,
    Outcome.UNTESTED: 4,
}
"""Severity of outcomes: of several for one rule in one state, the highest counts."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """The result of one page. Its findings have targets, but no source lines yet.

    ``facts`` are for site-wide checks.
    """

    page: str
    findings: tuple[Finding, ...]
    evaluations: tuple[Evaluation, ...]
    facts: PageFacts | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A ``PageResult`` in a form that takes less memory, kept until the end of the run."""

    page: str
    findings: tuple[Finding, ...]
    evaluations: Evaluations
    facts: PageFacts | None = None

    @classmethod
    def of(cls, result: PageResult, tables: Tables) -> Held:
        """The compact form of a result; all results of a run share ``tables``."""
        evaluations = Evaluations(result.evaluations, tables)
        return cls(result.page, result.findings, evaluations, result.facts)


class Notes:
    """Collects findings and outcomes while one page is checked."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.findings: list[Finding] = []
        self.evaluations: dict[tuple[str, str], Outcome] = {}
        self.facts: PageFacts | None = None
        self._bound = 0

    def evaluated(self, rule: str, state: str, outcome: Outcome) -> None:
        """Note the outcome of a rule in a state, unless a more severe one is noted already."""
        key = (rule, state)
        if WEIGHT[outcome] >= WEIGHT.get(self.evaluations.get(key, Outcome.INAPPLICABLE), 0):
            self.evaluations[key] = outcome

    def problem(self, rule: Rule, problem: Problem, state: str) -> None:
        """Note a problem as a finding, and its outcome."""
        self.findings.append(
            Finding(
                rule,
                problem.message,
                page=self.page,
                outcome=problem.outcome,
                span=problem.span,
                target=problem.target,
                states=(state,),
                related=problem.related,
                question=problem.question,
            )
        )
        self.evaluated(rule.id, state, problem.outcome)

    def take(self, finding: Finding) -> None:
        """Note a finding that was made on its own, and its outcome."""
        self.findings.append(finding)
        for state in finding.states:
            self.evaluated(finding.rule.id, state, finding.outcome)

    def bind(self, page: PageInState) -> None:
        """Add the digest of the element to each open question since the last call."""
        self.findings[self._bound :] = with_subjects(page, self.findings[self._bound :])
        self._bound = len(self.findings)

    def failed(self, rule: str, state: str, reason: str) -> None:
        """Report that a check could not run; its rule is untested."""
        message = f"The check “{rule}” failed: {reason.splitlines()[0] if reason else '?'}"
        self.findings.append(
            Finding(
                CHECK_FAILED, message, page=self.page, outcome=Outcome.UNTESTED, states=(state,)
            )
        )
        self.evaluated(rule, state, Outcome.UNTESTED)

    def spared(self, state: str, plan: Plan) -> None:
        """Note the outcomes of a state that was skipped.

        A state in ``AS_FIRST`` gets the outcomes and findings of the first state; in any other
        nothing applies.
        """
        first = plan.states[0].id
        due = plan.due(state)
        known = self.evaluations if state in AS_FIRST else {}
        for rule in due:
            self.evaluated(rule, state, known.get((rule, first), Outcome.INAPPLICABLE))
        if state in AS_FIRST:
            self.findings += [
                dataclasses.replace(found, states=(state,))
                for found in self.findings
                if found.rule.id in due and found.states == (first,)
            ]

    def fill(self, state: str, plan: Plan) -> None:
        """Note of each rule that is due in a state, and has no outcome, that nothing applies."""
        for rule in plan.due(state):
            self.evaluated(rule, state, Outcome.INAPPLICABLE)

    def give_up(self, message: str, plan: Plan) -> None:
        """Report why the check of the page stopped; rules without an outcome are untested."""
        states = tuple(state.id for state in plan.states)
        self.findings.append(
            Finding(NOT_CHECKED, message, page=self.page, outcome=Outcome.UNTESTED, states=states)
        )
        for entry in _untested(self.page, plan):
            self.evaluations.setdefault((entry.rule, entry.state), entry.outcome)

    def result(self) -> PageResult:
        """Everything noted so far."""
        evaluations = tuple(
            Evaluation(rule, self.page, state, outcome)
            for (rule, state), outcome in self.evaluations.items()
        )
        return PageResult(self.page, tuple(self.findings), evaluations, self.facts)


def not_checked(page: str, plan: Plan, message: str) -> PageResult:
    """The result of a page that was not checked at all: every rule is untested."""
    notes = Notes(page)
    notes.give_up(message, plan)
    return notes.result()


def first_line(error: BaseException) -> str:
    """The first line of an error's message, at most 300 characters, without any stack trace."""
    return str(error).strip().partition("\n")[0][:300] or type(error).__name__


def _untested(page: str, plan: Plan) -> Iterable[Evaluation]:
    for state in plan.states:
        for rule in (NOT_CHECKED.id, *plan.due(state.id)):
            yield Evaluation(rule, page, state.id, Outcome.UNTESTED)
