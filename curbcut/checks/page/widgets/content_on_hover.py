"""Content that appears on hover: it must be hoverable, persistent and dismissible (WCAG 1.4.13)."""

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
    summary="Content on hover cannot be dismissed or reached",
    why=(
        "For people who enlarge the screen, it covers what they want to read. When they move the"
        " mouse to read it, it disappears."
    ),
    fix=(
        "Let Escape close it, and keep it open while the mouse is over it. Better still, show it"
        " when a button is pressed."
    ),
    criteria=("1.4.13",),
    question="Can “{name}” be closed without moving the mouse, and does it stay while the mouse"
    " moves onto it?",
    how=(
        "The mouse is moved over whatever style rules or tooltip descriptions show something"
        " for. Then Escape is pressed, and the mouse is moved onto what appeared. At most four"
        " per page. What covers no other words does not need to close."
    ),
    limits="Content that scripts create on hover.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/content-on-hover-or-focus",
    messages={
        "cantTell": "“{name}” appears on hover over other text, and Escape does not close it",
        "flees": "“{name}” appears on hover, and disappears when the mouse moves onto it",
    },
    examples=(
        (
            (
                "<style>\n"
                "  .note { position: absolute; visibility: hidden; margin-top: 2rem;\n"
                "    background: #333; color: #fff }\n"
                "  button:hover + .note, button:focus + .note { visibility: visible }\n"
                "</style>\n"
                '<p><button>Price</button> <span class="note">All prices are without '
                "taxes</span></p>\n"
                "<p>A chain costs £20, and a bell costs £8.</p>"
            ),
            (
                "<p>Price <small>All prices are without taxes</small></p>\n"
                "<p>A chain costs £20, and a bell costs £8.</p>"
            ),
        ),
    ),
)
# For scripts that show or hide with a delay, in seconds.
_MOMENT = 0.08


def run(page: PageInState) -> Iterator[Problem]:
    """Hover over what shows something, and then over what is shown."""
    pairs = page.script("return checks.keyboard.toHover()")
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
            "curbcut.finish(); return checks.keyboard.showing(...arguments[0])", both
        )
        return answer

    page.session.hover(0, 0)
    at = page.script("return checks.keyboard.middle(arguments[0], true)", pair["owner"])
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
