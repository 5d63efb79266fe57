"""Scripts that keep the screen from turning along with the device."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.privacy.trackers import asked_of_device
from curbcut.model.finding import Outcome, Problem, Rule

LOCK = Rule(
    id="orientation-lock-asked",
    summary="A script asks the device to keep one orientation",
    why="People whose phone or tablet is fixed to a wheelchair cannot turn it.",
    fix="Take the call of screen.orientation.lock() out of the script.",
    criteria=("1.3.4",),
    question="Can the page be read with the device upright and on its side, or does what it shows"
    " need one of the two, as a piano or a cheque does?",
    how="Calls of screen.orientation.lock() while the page is opened.",
    limits="Calls that come later, as for a film that fills the screen. Most browsers allow the"
    " lock only to pages that fill the screen or were installed.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/orientation.html",
    messages={"cantTell": "A script asks the device to keep one orientation"},
)


def run(page: PageInState) -> Iterator[Problem]:
    """Ask whether it was called."""
    if not page.script("return document.scripts.length"):
        return
    page.applied(LOCK.id)
    if "orientation" in asked_of_device(page):
        yield Problem(LOCK.id, LOCK.messages["cantTell"], outcome=Outcome.CANT_TELL)


# The same in every state.
CHECK = Check(
    rules=(LOCK,),
    states=(states.LIGHT,),
    run=run,
)
