"""Checking one page: every check in every state."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from curbcut.browser import cross_origin_styles, origins
from curbcut.browser.session import Session
from curbcut.browser.states import OPENED
from curbcut.browser.visit import PageError, ScriptError
from curbcut.checks.api import PageInState, Run
from curbcut.checks.page.keyboard.listeners.event_listeners import forget
from curbcut.checks.page.widgets.custom.probing import TooSlow
from curbcut.checks.runner import loading
from curbcut.checks.runner.elsewhere import stay_here
from curbcut.checks.runner.facts.initiators import initiators
from curbcut.checks.runner.facts.relevant_states import needless
from curbcut.checks.runner.facts.site_facts import gather
from curbcut.checks.runner.loading import CHECK_FAILED, IN_PART
from curbcut.checks.runner.notes import Notes, PageResult, first_line
from curbcut.checks.runner.openings import has_openers, look_inside
from curbcut.checks.runner.passive import look
from curbcut.checks.runner.plan import Driven, Plan
from curbcut.model.finding import CurbcutError, Outcome, Problem
from curbcut.model.state import State


def check_page(session: Session, page: str, address: str, plan: Plan) -> PageResult:
    """Check one page in all states. Nothing that the page does raises an exception.

    If the page fails halfway, its findings so far are kept and its remaining rules are untested.

    Raises:
        CurbcutError: when no browser works.
    """
    tries: list[Notes] = []

    def attempt() -> None:
        tries.append(Notes(page))
        _check(session, address, plan, tries[-1])

    try:
        session.retrying(attempt)
    except PageError as error:
        tries[-1].give_up(f"The page could not be checked: {error}", plan)
    except ScriptError as error:
        reason = first_line(error)
        tries[-1].give_up(f"The page stops the scripts of the check: {reason}", plan)
    except CurbcutError:
        # No browser works: not the page's fault.
        raise
    except Exception as error:
        reason = f"{type(error).__name__}, {first_line(error)}"
        tries[-1].give_up(f"Curbcut itself failed on this page: {reason}", plan)
    return tries[-1].result()


_PATIENCE = 4
"""All checks of a page together may take this many times the limit for opening it."""


_NO_PAGE = "return checks.opened.noPageBecause()"
"""Why the document has nothing to check; "" if it has."""


def _check(session: Session, address: str, plan: Plan, notes: Notes) -> None:
    visit = session.open(address, timeout=plan.timeout)
    if reason := session.script(_NO_PAGE):
        raise PageError("empty", reason)
    stay_here(session, visit)
    source = origins.bring(session)
    cross_origin_styles.bring(session, visit)
    end = time.monotonic() + plan.timeout * _PATIENCE
    # Fetched once for all checks that need the source: it can be large.
    shared: dict[str, Any] = {} if source is None else {"source": source}
    here = [PageInState(session, visit, state, address, plan.own, shared) for state in plan.states]
    usual = [one for one in here if not one.state.apart]
    spared = _in_states(usual, plan, notes, end)
    # Before the page is reopened without scripts, which may have inserted the elements.
    visit = session.visit()
    problems = list(loading.judge(visit, own=plan.own, initiators=partial(initiators, session)))
    told = {(problem.rule, problem.message) for problem in problems}
    for page_in_state in here:
        if page_in_state.state.id in spared:
            notes.spared(page_in_state.state.id, plan)
        elif page_in_state.state.opens:
            _in_time(end, plan, page_in_state.state)
            look_inside(page_in_state, plan, notes)
            notes.fill(page_in_state.state.id, plan)
        elif page_in_state.state.touch:
            page_in_state.reload()
            _look(page_in_state, plan, notes)
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
            for problem in loading.judge(
                later, own=plan.own, initiators=partial(initiators, session)
            )
            if (problem.rule, problem.message) not in told
        ]
    for problem in problems:
        notes.problem(plan.rules[problem.rule], problem, plan.states[0].id)


def _in_states(
    pages: Sequence[PageInState], plan: Plan, notes: Notes, end: float
) -> frozenset[str]:
    """Run the passive checks in each state that may differ, then the interactive ones.

    Returns:
        The ids of the states that were skipped because nothing can differ in them.
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
            # Skipping states only saves time: when in doubt, enter all of them.
            with suppress(ScriptError):
                spared = needless(page)
                if not has_openers(page):
                    spared |= {OPENED.id}
    _say_unread(pages[0], notes)
    # Checks that press keys and click come last: they change the page.
    for page in pages:
        if page.state.id not in spared:
            _in_time(end, plan, page.state)
            _use(page, plan, notes)
    return spared


def _say_unread(page: PageInState, notes: Notes) -> None:
    """Report as untested the style sheets whose rules the checks could not read."""
    visit = page.session.visit()
    if cross_origin_styles.unread(page.session, visit):
        # A script may have added one since the page was opened.
        cross_origin_styles.bring(page.session, visit)
    for address in cross_origin_styles.unread(page.session, visit):
        message = (
            f"The style sheet {address} could not be read, so what it shows on hover, on focus and"
            " in motion is untested"
        )
        notes.problem(
            CHECK_FAILED,
            Problem(CHECK_FAILED.id, message, outcome=Outcome.UNTESTED),
            page.state.id,
        )


def _gather(page: PageInState, notes: Notes) -> None:
    """Fetch the facts that site-wide checks need, or report that they are missing."""
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
    """Raise PageError "timeout" if the page has used up its time (``end``, monotonic seconds)."""
    if time.monotonic() > end:
        limit = plan.timeout * _PATIENCE
        raise PageError(
            "timeout",
            f"it is so large, or answers so slowly, that its checks take more than {limit:.0f} s;"
            f" the time ran out before those of the state “{state.id}”",
        )


def _look(page: PageInState, plan: Plan, notes: Notes) -> None:
    look(page, plan, notes)
    for due in plan.driven[page.state.id]:
        if not due.interactive:
            _run_driven(page, due, notes)
    notes.bind(page)


def _use(page: PageInState, plan: Plan, notes: Notes) -> None:
    for due in plan.driven[page.state.id]:
        if due.interactive:
            if page.touched:
                page.session.enter(page.state)
                page.touched = False
            _run_driven(page, due, notes)
    for what in sorted(page.in_part):
        message = f"There are more {what} than could be tested"
        problem = Problem(IN_PART.id, message, outcome=Outcome.CANT_TELL, question=IN_PART.question)
        notes.problem(IN_PART, problem, page.state.id)
    notes.bind(page)


def _drive(page: PageInState, run: Run, found: list[Problem]) -> None:
    """Append the problems of a check that drives the page; one that was too slow is run twice."""
    try:
        found.extend(run(page))
    except TooSlow:
        found.clear()
        page.reload()
        forget(page)
        found.extend(run(page))


def _run_driven(page: PageInState, due: Driven, notes: Notes) -> None:
    rules = {rule.id: rule for rule in due.rules}
    found: list[Problem] = []
    broken = ""
    try:
        _drive(page, due.run, found)
    except PageError:
        raise
    except Exception as error:
        # A failing check must stop neither the page nor the run.
        broken = str(error) or repr(error)
    for problem in found:
        if problem.rule in rules:
            notes.problem(rules[problem.rule], problem, page.state.id)
    for rule in due.rules:
        if broken:
            notes.failed(rule.id, page.state.id, broken)
            continue
        outcome = Outcome.PASSED if page.has_applied(rule.id) else Outcome.INAPPLICABLE
        notes.evaluated(rule.id, page.state.id, outcome)
