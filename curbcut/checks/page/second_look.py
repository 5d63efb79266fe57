"""Where axe-core is known to be too strict or too timid, its findings are looked at again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from curbcut.checks.page import contrast_pixels
from curbcut.checks.page.api import PageInState
from curbcut.model.finding import Outcome, Problem

# Focus guards hand the focus on the moment they get it, and so never hold a reader. Dialogs use
# them, hidden from screen readers and out of sight, to keep the Tab key within.
# Only what cannot be seen or says nothing is tried: focusing changes the page.
_GUARDS = """
  const [selector] = arguments;
  const held = document.activeElement;
  const within = (el) => [el, ...el.querySelectorAll("*")].filter((one) => checks.tabbable(one));
  const guards = (el) => {
    const stops = within(el);
    return stops.length > 0 && stops.length < 5 && stops.every((stop) => {
      if (checks.visible(stop) && checks.textOf(stop)) return false;
      stop.focus({ preventScroll: true });
      return document.activeElement !== stop && document.activeElement !== document.body;
    });
  };
  const found = document.querySelector(selector);
  const answer = found !== null && guards(found);
  if (held && held !== document.body) held.focus({ preventScroll: true });
  else if (document.activeElement) document.activeElement.blur();
  return answer;
"""


# A header cell without data: certain where the table has data, or where no script may bring it.
_LACKS_DATA = """
  const [selector] = arguments;
  const found = document.querySelector(selector);
  const table = found && found.closest("table");
  if (!table || !checks.visible(table)) return false;
  const cells = [...table.querySelectorAll("td:not([role]), td[role=cell], td[role=gridcell]")];
  return cells.some((cell) => checks.textOf(cell)) || !document.scripts.length;
"""
# Of these HTML says that autocomplete means nothing on them.
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


_LONELY = "Header cells of this table head no cell of data"


def _autocomplete(page: PageInState, problems: list[Problem]) -> list[Problem]:
    return [
        problem
        for problem in problems
        if problem.target is None or not _NO_TEXT.search(problem.target.html)
    ]


def _skeleton(page: PageInState, problems: list[Problem]) -> list[Problem]:
    """A short page that is not ours needs no landmarks: there is nothing to find one's way in."""
    if page.own:
        return problems
    if "short" not in page.shared:
        page.shared["short"] = page.script(
            "return (document.body?.innerText || '').length < arguments[0]", _SHORT
        )
    return [] if page.shared["short"] else problems


def _holds(page: PageInState, script: str, problem: Problem) -> bool:
    target = problem.target
    if target is None or len(target.selector) != 1:
        return False
    return bool(page.script(script, target.selector[0]))


AGAIN: dict[str, Callable[[PageInState, list[Problem]], list[Problem]]] = {
    contrast_pixels.RULE: contrast_pixels.resolve,
    "axe/aria-hidden-focus": _hidden_focus,
    "axe/autocomplete-valid": _autocomplete,
    "axe/landmark-one-main": _skeleton,
    "axe/page-has-heading-one": _skeleton,
    "axe/region": _skeleton,
    "axe/th-has-data-cells": _lonely_headers,
}
"""What axe says of a rule -> what remains of it."""
