"""What comes up under the mouse: it has to stay, and to go when it is in the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState, message_of, question_of, target_from
from curbcut.checks.page.keyboard.tab_walk import press, watching
from curbcut.model.finding import Outcome, Problem, Rule

STAYS = Rule(
    id="hover-content-in-the-way",
    summary="What comes up under the mouse cannot be put away, or not be reached",
    why="People who enlarge the screen have it over what they want to read; to read the thing"
    " itself they move the mouse to it, and it is gone.",
    fix="Let Escape close it, and let it stay while the mouse is over it. Better still, show it"
    " when a button is pressed.",
    criteria=("1.4.13",),
    question="Can “{name}” be closed without moving the mouse, and does it stay while the mouse"
    " moves onto it?",
    how="The mouse is put over what style rules, or a tooltip's description, say that it shows"
    " something; then Escape is pressed, and the mouse is moved onto what came up. At most four on"
    " a page. What covers no other words need not be closed.",
    limits="What scripts make anew under the mouse.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/content-on-hover-or-focus",
    messages={
        "cantTell": "“{name}” comes up under the mouse, over other text, and Escape does not"
        " close it",
        "flees": "“{name}” comes up under the mouse, and goes when the mouse moves onto it",
    },
)
# For scripts that show or hide with a delay, in seconds.
_MOMENT = 0.08


def run(page: PageInState) -> Iterator[Problem]:
    """Put the mouse over what shows something, and onto what is shown."""
    pairs = page.script("return checks.keyboardJudge.toHover()")
    if not pairs:
        return
    page.applied(STAYS.id)
    with watching(page):
        # Delays are part of what is tried here.
        page.script("checks.keyboard.still(false)")
        for pair in pairs:
            yield from _try(page, pair)
        page.session.hover(0, 0)


def _try(page: PageInState, pair: dict[str, Any]) -> Iterator[Problem]:
    both = [pair["owner"], pair["el"]]

    def look() -> dict[str, Any]:
        time.sleep(_MOMENT)
        answer: dict[str, Any] = page.script(
            "curbcut.finish(); return checks.keyboardJudge.showing(...arguments[0])", both
        )
        return answer

    page.session.hover(0, 0)
    at = page.script("return checks.keyboardJudge.middle(arguments[0], true)", pair["owner"])
    if at is None:
        return
    page.session.hover(at["x"], at["y"])
    shown = look()
    if not shown["seen"]:
        return
    page.session.hover(shown["point"]["x"], shown["point"]["y"])
    key = ""
    if not look()["seen"]:
        key = "flees"
    elif shown["over"]:
        press(page, 1, key="Escape")
        key = "cantTell" if look()["seen"] else ""
    if key:
        data = {"name": pair["name"]}
        words = message_of(STAYS, key, data)
        question = question_of(STAYS, Outcome.CANT_TELL, data)
        yield Problem(
            STAYS.id, words, target_from(pair["place"]), Outcome.CANT_TELL, question=question
        )


# Narrow windows are mostly touched; colours change nothing about it.
CHECK = Check(
    rules=(STAYS,),
    states=(states.LIGHT,),
    run=run,
    interactive=True,
)
