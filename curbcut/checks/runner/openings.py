"""The state in which what readers can open is open: details, tabs, menus, dialogs, popovers.

The controls that say that there is more are used on a page that was opened anew, round by round; in
each, all that only looks is run, and what it says about elements that appeared is kept.
"""

from __future__ import annotations

from collections.abc import Iterable

from curbcut.browser.visit import PageError, ScriptError
from curbcut.checks.api import PageInState
from curbcut.checks.runner.loading import NOT_OPENED
from curbcut.checks.runner.notes import Notes
from curbcut.checks.runner.passive import look
from curbcut.checks.runner.plan import Plan
from curbcut.model.finding import Finding, Outcome, Problem, Target


def has_openers(page: PageInState) -> bool:
    """Whether there is anything on the page that readers can open."""
    return bool(page.script("return checks.openers.find().rounds"))


def look_inside(page: PageInState, plan: Plan, notes: Notes) -> None:
    """Open everything and look at it. The page is opened anew for that.

    Raises:
        PageError: when the page cannot be opened again.
    """
    page.reload()
    found = page.script("return checks.openers.find()")
    for number in range(found["rounds"]):
        try:
            _round(page, plan, notes, number)
        except PageError as error:
            if error.kind != "moved":
                raise
            _not_opened(page, notes, f"What opens in round {number + 1} leads to another page")
        if number + 1 < found["rounds"]:
            _close(page, number)
    if found["left"]:
        _not_opened(page, notes, f"{found['left']} more controls that open something were not used")


def _round(page: PageInState, plan: Plan, notes: Notes, number: int) -> None:
    done = page.script("return await checks.openers.open(arguments[0])", number)
    for one in done["stuck"]:
        name = one["name"] or "without a name"
        target = Target(tuple(one["selector"]))
        _not_opened(page, notes, f"“{name}” was used, and nothing appeared", target)
    if not done["shown"]:
        return
    inside = Notes(notes.page)
    look(page, plan, inside)
    inside.bind(page)
    for (rule, state), outcome in inside.evaluations.items():
        # What is wrong on the page as it opens is said there; here counts what appeared.
        kind = Outcome.PASSED if outcome in (Outcome.FAILED, Outcome.CANT_TELL) else outcome
        notes.evaluated(rule, state, kind)
    for finding in _new(page, inside.findings):
        notes.take(finding)


def _new(page: PageInState, findings: Iterable[Finding]) -> list[Finding]:
    """The findings about elements that appeared in this round."""
    about = [one for one in findings if one.target is not None or one.outcome is Outcome.UNTESTED]
    paths = [list(one.target.selector) if one.target else [] for one in about]
    fresh = page.script("return checks.openers.isNew(arguments[0])", paths)
    return [
        one
        for one, is_new in zip(about, fresh, strict=True)
        if is_new or one.outcome is Outcome.UNTESTED
    ]


def _close(page: PageInState, number: int) -> None:
    """Close what lies over the page, or open the page anew where Escape does not do that."""
    try:
        if not page.script("return checks.openers.isLayer(arguments[0])", number):
            return
        page.session.press("Escape")
        page.script("await curbcut.settle()")
        if not page.script("return checks.openers.isOpen()"):
            return
    except (PageError, ScriptError):
        pass
    page.reload()
    page.script("checks.openers.find()")


def _not_opened(
    page: PageInState, notes: Notes, message: str, target: Target | None = None
) -> None:
    problem = Problem(NOT_OPENED.id, message, target, Outcome.CANT_TELL)
    notes.problem(NOT_OPENED, problem, page.state.id)
