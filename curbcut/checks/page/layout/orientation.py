"""Scripts that lock the orientation of the screen."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.privacy.trackers import asked_of_device
from curbcut.model.finding import Outcome, Problem, Rule

LOCK = Rule(
    id="orientation-lock-asked",
    summary="A script locks the orientation of the device",
    why="People whose phone or tablet is fixed to a wheelchair cannot turn it.",
    fix="Remove the call to screen.orientation.lock() from the script.",
    criteria=("1.3.4",),
    question=(
        "Can the page be used in portrait and landscape, or does its content need one of them,"
        " as a piano or a cheque does?"
    ),
    how="Calls to screen.orientation.lock() while the page loads.",
    limits=(
        "Later calls, such as for a full-screen video. Most browsers allow the lock only for"
        " full-screen or installed pages."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/orientation.html",
    messages={"cantTell": "A script locks the orientation of the device"},
    examples=(
        (
            (
                "<p>Oil the chain once a month.</p>\n"
                '<script>screen.orientation.lock("portrait").catch(() => {});</script>'
            ),
            "<p>Oil the chain once a month.</p>",
        ),
    ),
)


def run(page: PageInState) -> Iterator[Problem]:
    """Yield a question if a script locks the orientation."""
    if not page.script("return checks.opened.scriptCount()"):
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
