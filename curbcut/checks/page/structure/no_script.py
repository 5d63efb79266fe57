"""What is left of a page when its scripts do not run."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.model.finding import Outcome, Problem, Rule, Severity

NEEDS_SCRIPT = Rule(
    id="page-needs-script",
    summary="Most of the page is not there without JavaScript",
    why="Scripts are blocked, fail or never arrive for some readers; they then find an empty page.",
    fix="Let the words of the page be in its HTML, and let scripts only add to them.",
    severity=Severity.WARNING,
    question="Is what the page is about also to be had without JavaScript?",
    how="The words that can be seen are counted with and without scripts. Less than half of them"
    " is reported: for a page that Curbcut built as a failure, for others as a question.",
    limits="A page without scripts is not looked at twice. Whether half of the words is the half"
    " that matters, a person has to say.",
    source="A bound of our own; WCAG does not ask for pages without scripts.",
)

_SHARE = 0.5
_FEWEST = 200
_COUNT = "return document.body ? document.body.innerText.replace(/\\s+/g, '').length : 0"


def run(page: PageInState) -> Iterator[Problem]:
    """Count in light colours, compare without scripts."""
    length = int(page.script(_COUNT))
    if page.state.scripts:
        page.shared["text length"] = length
        return
    before = int(page.shared.get("text length", 0))
    if before < _FEWEST:
        return
    page.applied(NEEDS_SCRIPT.id)
    if length < before * _SHARE:
        share = round(100 * length / before)
        outcome = Outcome.FAILED if page.own else Outcome.CANT_TELL
        message = f"Without JavaScript {share} % of the page's text is left"
        yield Problem(NEEDS_SCRIPT.id, message, outcome=outcome)


# the one is the measure of the other
CHECK = Check(
    rules=(NEEDS_SCRIPT,),
    states=(states.LIGHT, states.NO_SCRIPT),
    run=run,
)
