"""Menus and notes that only the mouse brings up."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.keyboard.event_listeners import listen
from curbcut.checks.page.widgets.probing import PageError, Trial, source
from curbcut.model.finding import Problem, Rule

MENU = Rule(
    id="menu-on-hover-only",
    summary="A menu opens for the mouse and not for the keyboard",
    why="People who do not use a mouse never reach what is in it.",
    fix="Open the menu with a button that has “aria-expanded”; hovering may do so too.",
    criteria=("2.1.1",),
    question="How does someone with a keyboard reach “{inside}”, which shows when the mouse is over"
    " “{name}”?",
    how="Where style sheets or scripts show something with links or controls on hover, the mouse"
    " goes there; then the focus, Enter and arrow down. It has failed where only the mouse brings"
    " the links up and what opens them leads nowhere itself.",
    limits="At most 20 places on a page.",
    source="https://www.w3.org/WAI/tutorials/menus/flyout/",
    messages={
        "failed": "“{inside}” shows when the mouse is over “{name}”, and no key brings it up",
        "cantTell": "“{inside}” shows when the mouse is over “{name}”, and no key brings it up",
    },
)
NOTE = Rule(
    id="note-on-hover-only",
    summary="A text shows for the mouse and not for the keyboard",
    why="People who do not use a mouse never see it.",
    fix="Show the text on focus as well, or always.",
    criteria=("2.1.1", "1.4.13"),
    question="Where do people without a mouse find “{inside}”, which shows when the mouse is over"
    " “{name}”?",
    how="As for menus: text that shows on hover and not on focus, and that is nowhere else on the"
    " page.",
    limits="At most 20 places on a page; texts in “title” attributes are not meant.",
    messages={
        "cantTell": "“{inside}” shows when the mouse is over “{name}”, and not on focus",
    },
)

_SCRIPT = source("hover_menus.js")


def run(page: PageInState) -> Iterator[Problem]:
    """Hover over what may show something, and try the keyboard on the same."""
    listen(page)
    trial = Trial(page, CHECK.rules, _SCRIPT, limit=3.0, what="places to hover over")
    try:
        count = trial.look("return probe.hovering.candidates()")
        for index in range(count):
            if trial.over:
                break
            at = trial.ask("return probe.hovering.place(arguments[0])", index)
            if at is None:
                continue
            trial.changed = True
            page.session.hover(*at)
            shown = trial.ask("return probe.hovering.hovered()")
            page.session.hover(0, 0)
            if not shown:
                continue
            if not trial.ask("return probe.hovering.focused()"):
                for key in ("Enter", "ArrowDown"):
                    page.session.press(key)
                    if trial.ask("return probe.hovering.opened()"):
                        break
            trial.ask("probe.hovering.judge()")
            yield from trial.problems()
    except PageError as error:
        if error.kind != "moved":
            raise
        trial.changed = True
    trial.restore()


# Hovering is tried on a wide screen: narrow ones are used by touch, and their menus by a button.
CHECK = Check(
    rules=(MENU, NOTE),
    states=(states.LIGHT,),
    run=run,
    interactive=True,
)
