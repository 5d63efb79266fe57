"""Review axe-core's findings where it is known to be too strict or too lenient."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from curbcut.checks.api import PageInState
from curbcut.checks.page.colour import contrast_pixels
from curbcut.model.finding import Outcome, Problem

# Focus guards pass the focus on immediately, so that readers never stop at them. Dialogs use
# them, hidden from screen readers and out of sight, to keep the Tab key within.
# Only invisible or nameless elements are tried, because focusing changes the page.
_GUARDS = "guardsFocus"


# A header cell without data certainly fails if the table has data or no script can add it.
_LACKS_DATA = "headsNothing"
# HTML says that autocomplete has no meaning on these.
_NO_TEXT = re.compile(
    r"""\btype\s*=\s*["']?(checkbox|radio|file|range|color|submit|image|reset|button)\b""", re.I
)


# Characters: half a printed page, as in our headings-missing.
_SHORT = 800


def _hidden_focus(page: PageInState, problems: list[Problem]) -> list[Problem]:
    return [
        problem
        for problem in problems
        if problem.outcome is not Outcome.FAILED or not _holds(page, _GUARDS, problem)
    ]


def _lonely_headers(page: PageInState, problems: list[Problem]) -> list[Problem]:
    return [
        replace(problem, outcome=Outcome.FAILED, message=_LONELY)
        if problem.outcome is Outcome.CANT_TELL and _holds(page, _LACKS_DATA, problem)
        else problem
        for problem in problems
    ]


_LONELY = "Header cells of this table belong to no data cell"


def _autocomplete(page: PageInState, problems: list[Problem]) -> list[Problem]:
    return [
        problem
        for problem in problems
        if problem.target is None or not _NO_TEXT.search(problem.target.html)
    ]


def _whole_page(page: PageInState, problems: list[Problem]) -> list[Problem]:
    """A document in a frame is a part of the page, which is what has landmarks and headings."""
    return [problem for problem in problems if not _in_frame(page, problem)]


def _in_frame(page: PageInState, problem: Problem) -> bool:
    target = problem.target
    # A shadow root also adds a step.
    return (
        target is not None
        and len(target.selector) > 1
        and bool(page.script(_IS_FRAME, target.selector[0]))
    )


_IS_FRAME = "return checks.secondLook.isFrame(arguments[0])"


def _drawn_names(page: PageInState, problems: list[Problem]) -> list[Problem]:
    return [
        replace(problem, outcome=Outcome.CANT_TELL, message=_DRAWN)
        if problem.outcome is Outcome.FAILED and _holds(page, _HAS_DRAWN_WORDS, problem)
        else problem
        for problem in problems
    ]


# Text of ::before and ::after is part of the name, but axe-core ignores it.
# Characters of icon fonts are not words, and some of these fonts turn words into symbols.
_HAS_DRAWN_WORDS = "hasDrawnWords"
_DRAWN = (
    "Its only words are in the style sheet (::before, ::after), which not every screen reader reads"
)
_NAMES = ("axe/button-name", "axe/link-name", "axe/aria-command-name", "axe/summary-name")


def _given_parents(page: PageInState, problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if not _holds(page, _HAS_PARENT_BY_FALLBACK, problem)]


# A role attribute may list several roles; the first valid one counts.
_HAS_PARENT_BY_FALLBACK = "hasParentByFallback"


def _skeleton(page: PageInState, problems: list[Problem]) -> list[Problem]:
    """A short page that is not ours needs no landmarks: there is nothing to find one's way in."""
    problems = _whole_page(page, problems)
    if page.own:
        return problems
    if "short" not in page.shared:
        page.shared["short"] = page.script(
            "return checks.secondLook.isShorterThan(arguments[0])", _SHORT
        )
    return [] if page.shared["short"] else problems


def _holds(page: PageInState, question: str, problem: Problem) -> bool:
    """What a function of ``second_look.js`` answers of the element that a problem is about."""
    target = problem.target
    if target is None or len(target.selector) != 1:
        return False
    return bool(
        page.script(f"return checks.secondLook.{question}(arguments[0])", target.selector[0])
    )


AGAIN: dict[str, Callable[[PageInState, list[Problem]], list[Problem]]] = {
    contrast_pixels.RULE: contrast_pixels.resolve,
    **dict.fromkeys(_NAMES, _drawn_names),
    "axe/aria-hidden-focus": _hidden_focus,
    "axe/aria-required-parent": _given_parents,
    "axe/autocomplete-valid": _autocomplete,
    "axe/bypass": _whole_page,
    "axe/landmark-one-main": _skeleton,
    "axe/page-has-heading-one": _skeleton,
    "axe/region": _skeleton,
    "axe/th-has-data-cells": _lonely_headers,
}
"""For some of axe's rules, a function that returns which of its problems remain."""
