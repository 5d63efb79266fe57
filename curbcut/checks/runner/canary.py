"""Proof that the checks work: known-bad pages, and what must be found on them.

A browser that renders nothing, an axe-core that was not injected or a state that was never entered
would all look like a page without problems. So browsers first check pages whose problems are known.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.browser.visit import PageError
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.page import RULES
from curbcut.checks.runner.loading import CHECK_FAILED, IN_PART, NOT_CHECKED
from curbcut.checks.runner.plan import Plan, without_axe
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import CurbcutError, Finding

_HERE = Path(__file__).parent
_AXE_PAGE = "canary.html"
_CHECKS_PAGE = "canary_checks.html"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
}
# Seconds for opening the page, on the first and second attempt.
_TIMES = (20.0, 60.0)
_BUSY = (
    "The machine may be too busy: try fewer browsers side by side, for example --jobs 1, or try"
    " again later."
)
_ADVICE = (
    "What this browser reports cannot be trusted. “curbcut doctor” says what is installed; try"
    " another version of the browser or of axe-core."
)


class Distrust(CurbcutError):
    """A browser misses known problems, so none of its results can be trusted."""


def canary_server() -> Server:
    """A server with the known-bad pages, which every browser must be able to reach."""
    files = {name: (_HERE / name).read_bytes() for name in (_AXE_PAGE, _CHECKS_PAGE)}
    return Server(files, lambda path: _HEADERS if path == _AXE_PAGE else {}, name="canary")


def proved() -> tuple[int, int]:
    """How many of Curbcut's own page rules are proved, and how many there are."""
    return len(_expected()), len(RULES)


def _expected() -> dict[str, str]:
    """Rule id to expected outcome, for each of Curbcut's own rules that is proved."""
    text = (_HERE / "canary_checks.toml").read_text("utf-8")
    expected: dict[str, str] = tomllib.loads(text)["expect"]
    return expected


def prove(session: Session, server: Server, axe: Axe, rules: AxeRules) -> None:
    """Check the known-bad page with axe-core; if that fails, once more with a longer time limit.

    ``server`` comes from ``canary_server``.

    Raises:
        Distrust: when known problems are missed, or others are reported.
        CurbcutError: when the page cannot be opened.
    """
    try:
        _prove(session, server, axe, rules, _TIMES[0])
    except (PageError, Distrust):
        # While a machine is busy starting browsers, a page may load slowly or only in part.
        _opening(lambda: _prove(session, server, axe, rules, _TIMES[1]))


def _opening(work: Callable[[], None]) -> None:
    """Do ``work``; a PageError becomes a CurbcutError that names Curbcut's own test page."""
    try:
        work()
    except PageError as error:
        raise CurbcutError(
            f"Curbcut's own test page cannot be checked on this machine: {error}.", _BUSY
        ) from error


def _prove(session: Session, server: Server, axe: Axe, rules: AxeRules, seconds: float) -> None:
    expected = tomllib.loads((_HERE / "canary.toml").read_text("utf-8"))
    wanted = {
        (state, entry["rule"], entry["id"], entry["outcome"])
        for entry in expected["expect"]
        for state in entry["states"]
        if entry["rule"] in rules.rules
    }
    known = {(entry["rule"], entry["id"]) for entry in expected["expect"]}
    names = {rule.id: name for name, rule in rules.rules.items()}
    clean = set(expected["clean"])
    session.open(server.url(_AXE_PAGE), timeout=seconds)
    found: set[tuple[str, str, str, str]] = set()
    for state in (s for s in STATES if s.id in ("light", "dark", "narrow")):
        session.enter(state)
        for rule, _, problems in rules.evaluate(axe, session, tuple(rules.rules)):
            name = names[rule.id]
            for problem in problems:
                if problem.target is None:
                    continue
                element = problem.target.selector[-1].removeprefix("#")
                outcome = str(problem.outcome)
                if (name, element) in known or element in clean:
                    found.add((state.id, name, element, outcome))
    if found != wanted:
        raise Distrust(_difference(wanted - found, found - wanted), _ADVICE)


def prove_checks(session: Session, server: Server, plan: Plan) -> None:
    """Run Curbcut's own checks on the page of known problems, at most twice.

    Raises:
        Distrust: when a known problem is missed.
        CurbcutError: when the page cannot be opened or fully tested.
    """
    try:
        _prove_checks(session, server, plan)
    except (PageError, Distrust):
        longer = dataclasses.replace(plan, timeout=plan.timeout * 3)
        _opening(lambda: _prove_checks(session, server, longer))


def _prove_checks(session: Session, server: Server, plan: Plan) -> None:
    result = check_page(session, "/", server.url(_CHECKS_PAGE), without_axe(plan))
    _judge(result.findings)


def _judge(findings: Sequence[Finding]) -> None:
    """Compare the findings on the test page with the known problems.

    Raises:
        PageError: when problems were missed and part of the page could not be tested, which says
            nothing about the browser.
        Distrust: when problems were missed although everything was tested.
    """
    expected = _expected()
    found = {(finding.rule.id, str(finding.outcome)) for finding in findings}
    missed = sorted(f"{rule} ({outcome})" for rule, outcome in expected.items()
                    if (rule, outcome) not in found)  # fmt: skip
    for finding in findings:
        if missed and finding.rule in (NOT_CHECKED, CHECK_FAILED, IN_PART):
            raise PageError("timeout", finding.message)
    if missed:
        raise Distrust(
            "The check misses known problems on its own test page: "
            f"{', '.join(missed[:3])}; {len(missed)} in all.",
            _ADVICE,
        )


def _difference(
    missed: set[tuple[str, str, str, str]], invented: set[tuple[str, str, str, str]]
) -> str:
    parts = []
    for label, entries in (("not seen", missed), ("wrongly seen", invented)):
        if entries:
            state, rule, element, outcome = min(entries)
            parts.append(
                f"{label}: {rule} at #{element} in {state} ({outcome}), {len(entries)} in all"
            )
    return "The check misses known problems on its own test page: " + "; ".join(parts) + "."
