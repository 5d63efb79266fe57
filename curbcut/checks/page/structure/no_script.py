"""What remains of a page when its scripts do not run."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.model.finding import Outcome, Problem, Rule, Severity

NEEDS_SCRIPT = Rule(
    id="page-needs-script",
    summary="Most of the page is missing without JavaScript",
    why=(
        "For some readers, scripts are blocked, fail or never arrive. They then find an empty page."
    ),
    fix="Put the page's text into its HTML, and use scripts only to add to it.",
    severity=Severity.WARNING,
    question="Can readers get the content of the page without JavaScript?",
    how=(
        "The visible words are counted with and without scripts. If fewer than half are left, a"
        " page that Curbcut built fails; for other pages it is a question."
    ),
    limits=(
        "A page without scripts is not checked twice. Whether the half that is left is the half"
        " that matters, only a person can say."
    ),
    source="Our own limit; WCAG does not require pages to work without scripts.",
    examples=(
        (
            (
                '<div id="text"></div>\n'
                "<script>\n"
                '  document.getElementById("text").innerHTML = "<p>We repair bicycles of all '
                'kinds, and " +\n'
                '    "lend you another one for as long as it takes. Bring the lock and both '
                'keys, and " +\n'
                '    "tell us what is wrong. We send you a message when you can collect your '
                'bicycle. " +\n'
                '    "You pay when you collect it, by card or in cash.</p>";\n'
                "</script>"
            ),
            (
                '<div id="text">\n'
                "  <p>We repair bicycles of all kinds, and lend you another one for as long "
                "as it takes.\n"
                "  Bring the lock and both keys, and tell us what is wrong. We send you a "
                "message when\n"
                "  you can collect your bicycle. You pay when you collect it, by card or in "
                "cash.</p>\n"
                "</div>"
            ),
        ),
    ),
)

_SHARE = 0.5
_FEWEST = 200
_COUNT = "return checks.opened.shownCharacters()"


def run(page: PageInState) -> Iterator[Problem]:
    """Count in the light state, and compare without scripts."""
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
        message = f"Without JavaScript {share} % of the page's text is visible"
        yield Problem(NEEDS_SCRIPT.id, message, outcome=outcome)


# the one is the measure of the other
CHECK = Check(
    rules=(NEEDS_SCRIPT,),
    states=(states.LIGHT, states.NO_SCRIPT),
    run=run,
)
