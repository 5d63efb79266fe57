"""One page, met in every state, by every check."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from curbcut.browser.axe import Axe
from curbcut.browser.session import Session
from curbcut.browser.visit import PageError, ScriptError
from curbcut.checks.page import ALL, loading, origins, sheets
from curbcut.checks.page.api import (
    PageInState,
    fill,
    message_of,
    states_of,
    target_from,
)
from curbcut.checks.page.askers import askers
from curbcut.checks.page.axe_rules import AxeRules
from curbcut.checks.page.certain import certain
from curbcut.checks.page.facts import gather
from curbcut.checks.page.listeners import forget
from curbcut.checks.page.loading import CHECK_FAILED, IN_PART, NOT_CHECKED
from curbcut.checks.page.matters import AS_FIRST, needless
from curbcut.checks.page.probing import TooSlow
from curbcut.checks.page.second_look import AGAIN
from curbcut.checks.page.subjects import SCRIPT as SUBJECT_SCRIPT
from curbcut.checks.page.subjects import with_subjects
from curbcut.model.facts import PageFacts
from curbcut.model.finding import CurbcutError, Evaluation, Finding, Outcome, Problem, Rule
from curbcut.model.state import State


@dataclass(frozen=True, slots=True)
class PageResult:
    """What was found out about one page; findings carry targets and no source lines yet.

    ``facts`` are for the checks of the whole site.
    """

    page: str
    findings: tuple[Finding, ...]
    evaluations: tuple[Evaluation, ...]
    facts: PageFacts | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What runs in which state, worked out once per run."""

    states: tuple[State, ...]
    axe: Axe
    axe_rules: AxeRules
    scripted: dict[str, tuple[str, ...]]
    driven: dict[str, tuple[tuple[Any, tuple[Rule, ...]], ...]]
    rules: dict[str, Rule]
    own: bool
    timeout: float

    def due(self, state: str) -> tuple[str, ...]:
        """The ids of all rules that run in a state."""
        driven = (rule.id for _, rules in self.driven[state] for rule in rules)
        return (*self.axe_rules.for_state(state), *self.scripted[state], *driven)


def hook() -> str:
    """What runs in the page's own world before its scripts: it notes timers and telling calls."""
    return (Path(__file__).parent / "watch.js").read_text("utf-8")


def library() -> str:
    """All scripts of the page checks as one, in the order in which the checks are registered."""
    here = Path(__file__).parent
    scripts = filter(None, (SUBJECT_SCRIPT, *(getattr(check, "SCRIPT", "") for check in ALL)))
    texts = ((here / script).read_text("utf-8") for script in scripts)
    parts = [(here / name).read_text("utf-8") for name in ("library.js", "styles.js")]
    return "\n".join([*parts, *(f"(() => {{\n{text}\n}})();" for text in texts)])


def make_plan(
    states: tuple[State, ...], axe: Axe, axe_rules: AxeRules, *, own: bool, timeout: float
) -> Plan:
    """Work out which rules run in which state."""
    scripted: dict[str, list[str]] = {state.id: [] for state in states}
    driven: dict[str, list[tuple[Any, tuple[Rule, ...]]]] = {state.id: [] for state in states}
    rules: dict[str, Rule] = {rule.id: rule for rule in loading.RULES}
    for check in ALL:
        for rule in check.RULES:
            rules[rule.id] = rule
            if hasattr(check, "SCRIPT"):
                for name in states_of(check, rule):
                    if name in scripted:
                        scripted[name].append(rule.id)
        if hasattr(check, "run"):
            for state in states:
                due = tuple(rule for rule in check.RULES if state.id in states_of(check, rule))
                if due:
                    driven[state.id].append((check, due))
    due_in = {
        state.id
        for state in states
        if axe_rules.names_for(state.id) or scripted[state.id] or driven[state.id]
    }
    return Plan(
        states=tuple(state for state in states if state.id in due_in),
        axe=axe,
        axe_rules=axe_rules,
        scripted={state: tuple(ids) for state, ids in scripted.items()},
        driven={
            state: tuple(sorted(checks, key=lambda entry: getattr(entry[0], "INTERACTIVE", False)))
            for state, checks in driven.items()
        },
        rules=rules,
        own=own,
        timeout=timeout,
    )


def without_axe(plan: Plan) -> Plan:
    """The same plan with the rules of axe-core left out."""
    return dataclasses.replace(plan, axe_rules=AxeRules({}, frozenset()), own=False)


def check_page(session: Session, page: str, address: str, plan: Plan) -> PageResult:
    """Check one page in all states. Never raises for what a page does.

    A page that cannot be looked at to the end keeps what was found on it until then; the rest of
    its rules is untested. Raises CurbcutError where there is no browser to look with.
    """
    tries: list[_Notes] = []

    def attempt() -> None:
        tries.append(_Notes(page))
        _check(session, address, plan, tries[-1])

    try:
        session.retrying(attempt)
    except PageError as error:
        tries[-1].give_up(f"The page could not be checked: {error}", plan)
    except ScriptError as error:
        reason = first_line(error)
        tries[-1].give_up(f"The page keeps our scripts from working on it: {reason}", plan)
    except CurbcutError:
        # There is no browser to look with: that is no fault of this page.
        raise
    except Exception as error:
        reason = f"{type(error).__name__}, {first_line(error)}"
        tries[-1].give_up(f"Curbcut itself failed on this page: {reason}", plan)
    return tries[-1].result()


def not_checked(page: str, plan: Plan, message: str) -> PageResult:
    """The result of a page that was not opened at all."""
    notes = _Notes(page)
    notes.give_up(message, plan)
    return notes.result()


def first_line(error: BaseException) -> str:
    """What an error says, in one line; what follows in JavaScript's errors is its trace."""
    return str(error).strip().partition("\n")[0][:300] or type(error).__name__


def _untested(page: str, plan: Plan) -> Iterable[Evaluation]:
    for state in plan.states:
        for rule in (NOT_CHECKED.id, *plan.due(state.id)):
            yield Evaluation(rule, page, state.id, Outcome.UNTESTED)


_PATIENCE = 4
"""How many times the limit for opening a page all of its checks together may take."""


_NO_PAGE = """
const root = document.documentElement;
if (!root) return "a script has taken everything away, its root element included";
const error = document.contentType !== "text/html" && document.querySelector("parsererror div");
if (!error) return "";
const words = error.textContent.trim().replace(/^error on line/, "line");
return `it is not well-formed XML, so readers get the browser’s error page: ${words}`;
"""
"""Why what was opened is nothing to look at, or an empty text."""


class _Notes:
    """Collects what the checks of one page say."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.findings: list[Finding] = []
        self.evaluations: dict[tuple[str, str], Outcome] = {}
        self.facts: PageFacts | None = None
        self._bound = 0

    def evaluated(self, rule: str, state: str, outcome: Outcome) -> None:
        key = (rule, state)
        if _WEIGHT[outcome] >= _WEIGHT.get(self.evaluations.get(key, Outcome.INAPPLICABLE), 0):
            self.evaluations[key] = outcome

    def problem(self, rule: Rule, problem: Problem, state: str) -> None:
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

    def bind(self, page: PageInState) -> None:
        """Note of the questions that were asked in the present state what they are about."""
        self.findings[self._bound :] = with_subjects(page, self.findings[self._bound :])
        self._bound = len(self.findings)

    def failed(self, rule: str, state: str, reason: str) -> None:
        """A check broke down: say so, and that its rule is untested."""
        message = f"The check “{rule}” broke down: {reason.splitlines()[0] if reason else '?'}"
        self.findings.append(
            Finding(
                CHECK_FAILED, message, page=self.page, outcome=Outcome.UNTESTED, states=(state,)
            )
        )
        self.evaluated(rule, state, Outcome.UNTESTED)

    def spared(self, state: str, plan: Plan) -> None:
        """A state was not entered: nothing to look at is there, or just what was there first."""
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

    def give_up(self, message: str, plan: Plan) -> None:
        """Say why the page was not looked at to its end; what has not been said is untested."""
        states = tuple(state.id for state in plan.states)
        self.findings.append(
            Finding(NOT_CHECKED, message, page=self.page, outcome=Outcome.UNTESTED, states=states)
        )
        for entry in _untested(self.page, plan):
            self.evaluations.setdefault((entry.rule, entry.state), entry.outcome)

    def result(self) -> PageResult:
        evaluations = tuple(
            Evaluation(rule, self.page, state, outcome)
            for (rule, state), outcome in self.evaluations.items()
        )
        return PageResult(self.page, tuple(self.findings), evaluations, self.facts)


_WEIGHT = {
    Outcome.INAPPLICABLE: 0,
    Outcome.PASSED: 1,
    Outcome.CANT_TELL: 2,
    Outcome.FAILED: 3,
    Outcome.UNTESTED: 4,
}


def _check(session: Session, address: str, plan: Plan, notes: _Notes) -> None:
    visit = session.open(address, timeout=plan.timeout)
    if reason := session.script(_NO_PAGE):
        raise PageError("empty", reason)
    origins.bring(session)
    sheets.bring(session, visit)
    end = time.monotonic() + plan.timeout * _PATIENCE
    shared: dict[str, Any] = {}
    here = [PageInState(session, visit, state, address, plan.own, shared) for state in plan.states]
    spared = _in_states([one for one in here if one.state.scripts], plan, notes, end)
    # Before the page is opened anew without scripts, which may have put the elements in.
    visit = session.visit()
    problems = list(loading.judge(visit, own=plan.own, askers=partial(askers, session)))
    told = {(problem.rule, problem.message) for problem in problems}
    for page_in_state in here:
        if page_in_state.state.id in spared:
            notes.spared(page_in_state.state.id, plan)
        elif not page_in_state.state.scripts:
            session.enter(page_in_state.state)
            origins.bring(session)
            _look(page_in_state, plan, notes)
    for rule in loading.RULES:
        notes.evaluated(rule.id, plan.states[0].id, Outcome.PASSED)
    later = session.visit()
    if later != visit:
        problems += [
            problem
            for problem in loading.judge(later, own=plan.own, askers=partial(askers, session))
            if (problem.rule, problem.message) not in told
        ]
    for problem in problems:
        notes.problem(plan.rules[problem.rule], problem, plan.states[0].id)


def _in_states(
    pages: Sequence[PageInState], plan: Plan, notes: _Notes, end: float
) -> frozenset[str]:
    """Put a page into each state in which something may be different, and look; then use it.

    Returns:
        The ids of the states in which nothing can be.
    """
    spared: frozenset[str] = frozenset()
    for page in pages:
        if page.state.id in spared:
            continue
        _in_time(end, plan, page.state)
        page.session.enter(page.state)
        _look(page, plan, notes)
        if page is pages[0]:
            _gather(page, notes)
            # To save states is no more than that: in doubt all are entered.
            with suppress(ScriptError):
                spared = needless(page)
    _say_unread(pages[0], notes)
    # What presses keys and clicks comes after all that only looks.
    for page in pages:
        if page.state.id not in spared:
            _in_time(end, plan, page.state)
            _use(page, plan, notes)
    return spared


def _say_unread(page: PageInState, notes: _Notes) -> None:
    """Name the style sheets whose rules the checks could not see: what they do is untested."""
    visit = page.session.visit()
    if sheets.unread(page.session, visit):
        # One that a script brought after the page was opened.
        sheets.bring(page.session, visit)
    for address in sheets.unread(page.session, visit):
        message = (
            f"The style sheet {address} could not be read, so what it shows on hover, on focus and"
            " in motion is untested"
        )
        notes.problem(
            CHECK_FAILED,
            Problem(CHECK_FAILED.id, message, outcome=Outcome.UNTESTED),
            page.state.id,
        )


def _gather(page: PageInState, notes: _Notes) -> None:
    """Fetch what the checks of the whole site need, or say that they have to do without."""
    try:
        notes.facts = gather(page.session, notes.page, page.address, page.visit.status)
    except PageError:
        raise
    except Exception as error:
        message = (
            "The page could not be compared with the other pages of the site:"
            f" {type(error).__name__}, {first_line(error)}"
        )
        problem = Problem(CHECK_FAILED.id, message, outcome=Outcome.UNTESTED)
        notes.problem(CHECK_FAILED, problem, page.state.id)


def _in_time(end: float, plan: Plan, state: State) -> None:
    """Go on only while a page has not used up its time."""
    if time.monotonic() > end:
        limit = plan.timeout * _PATIENCE
        raise PageError(
            "timeout",
            f"it is so large, or answers so slowly, that its checks take more than {limit:.0f} s;"
            f" the time was over before those of the state “{state.id}”",
        )


def _look(page: PageInState, plan: Plan, notes: _Notes) -> None:
    _run_axe(page, plan, notes)
    _run_scripts(page, plan, notes)
    for check, due in plan.driven[page.state.id]:
        if not getattr(check, "INTERACTIVE", False):
            _run_driven(page, check, due, notes)
    notes.bind(page)


def _use(page: PageInState, plan: Plan, notes: _Notes) -> None:
    for check, due in plan.driven[page.state.id]:
        if getattr(check, "INTERACTIVE", False):
            if page.touched:
                page.session.enter(page.state)
                page.touched = False
            _run_driven(page, check, due, notes)
    for what in sorted(page.in_part):
        message = f"There are more {what} than could be tried"
        problem = Problem(IN_PART.id, message, outcome=Outcome.CANT_TELL, question=IN_PART.question)
        notes.problem(IN_PART, problem, page.state.id)
    notes.bind(page)


def _run_axe(page: PageInState, plan: Plan, notes: _Notes) -> None:
    ids = plan.axe_rules.for_state(page.state.id)
    try:
        if ids:
            clear = certain(page, ids, notes.evaluations)
            for rule_id, said in clear.items():
                notes.evaluated(rule_id, page.state.id, said)
            ids = tuple(rule_id for rule_id in ids if rule_id not in clear)
        if not ids:
            return
        for rule, outcome, problems in plan.axe_rules.evaluate(plan.axe, page.session, ids):
            said, settled = outcome, problems
            resolve = AGAIN.get(rule.id)
            if resolve and problems:
                settled = resolve(page, problems)
                outcomes = [Outcome.PASSED, *(problem.outcome for problem in settled)]
                said = max(outcomes, key=lambda one: _WEIGHT[one])
            notes.evaluated(rule.id, page.state.id, said)
            for problem in settled:
                notes.problem(rule, problem, page.state.id)
    except ScriptError as error:
        for rule_id in ids:
            notes.evaluated(rule_id, page.state.id, Outcome.UNTESTED)
        notes.failed("axe", page.state.id, str(error))


def _run_scripts(page: PageInState, plan: Plan, notes: _Notes) -> None:
    ids = plan.scripted[page.state.id]
    if not ids:
        return
    state = page.state.id
    answer = page.script(
        "await checks.ready(arguments[0]); return checks.run(arguments[0], arguments[1])",
        list(ids),
        state,
    )
    for rule_id, found in answer.items():
        rule = plan.rules[rule_id]
        if found["error"]:
            notes.failed(rule_id, state, found["error"])
            continue
        applied = Outcome.PASSED if found["applied"] else Outcome.INAPPLICABLE
        notes.evaluated(rule_id, state, applied)
        for problem in found["problems"]:
            notes.problem(
                rule,
                Problem(
                    rule_id,
                    message_of(rule, problem["key"], problem["data"]),
                    target_from(problem["target"]),
                    Outcome(problem["outcome"]),
                    question=fill(rule.question, problem["data"]),
                ),
                state,
            )
        if found["more"]:
            message = f"{found['more']} more of the same on this page"
            last = Outcome(found["problems"][-1]["outcome"])
            # They are not told one by one, so no question can name them.
            question = "Is the answer the same for these?" if last is Outcome.CANT_TELL else ""
            notes.problem(rule, Problem(rule_id, message, outcome=last, question=question), state)


def _drive(page: PageInState, check: Any, found: list[Problem]) -> None:
    """Add what a check finds that drives the page; one that took too long is tried again."""
    try:
        found.extend(check.run(page))
    except TooSlow:
        found.clear()
        page.reload()
        forget(page)
        found.extend(check.run(page))


def _run_driven(page: PageInState, check: Any, due: tuple[Rule, ...], notes: _Notes) -> None:
    rules = {rule.id: rule for rule in due}
    found: list[Problem] = []
    broken = ""
    try:
        _drive(page, check, found)
    except PageError:
        raise
    except Exception as error:
        # A check that fails, for whatever reason, takes neither the page nor the run along.
        broken = str(error) or repr(error)
    for problem in found:
        if problem.rule in rules:
            notes.problem(rules[problem.rule], problem, page.state.id)
    for rule in due:
        if broken:
            notes.failed(rule.id, page.state.id, broken)
            continue
        outcome = Outcome.PASSED if page.has_applied(rule.id) else Outcome.INAPPLICABLE
        notes.evaluated(rule.id, page.state.id, outcome)
