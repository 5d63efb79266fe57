"""Menus and notes that appear only on hover."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.keyboard.listeners.event_listeners import listen
from curbcut.checks.page.widgets.custom.probing import PageError, Trial
from curbcut.model.finding import Problem, Rule

MENU = Rule(
    id="menu-on-hover-only",
    summary="A menu opens with the mouse but not with the keyboard",
    why="People who do not use a mouse never reach its links.",
    fix="Open the menu with a button that has aria-expanded. It may open on hover too.",
    criteria=("2.1.1",),
    question=(
        "How do people with a keyboard reach “{inside}”, which appears when the mouse is over"
        " “{name}”?"
    ),
    how=(
        "Where style sheets or scripts show links or controls on hover, the mouse is moved"
        " there, then the focus, Enter and the down arrow are tried. It fails where only the"
        " mouse shows the links and what opens them leads nowhere itself."
    ),
    limits="At most 20 places per page.",
    source="https://www.w3.org/WAI/tutorials/menus/flyout/",
    messages={
        "failed": "“{inside}” appears when the mouse is over “{name}”, but no key shows it",
        "cantTell": "“{inside}” appears when the mouse is over “{name}”, but no key shows it",
    },
    examples=(
        (
            (
                "<style>\n"
                "  nav ul ul { display: none }\n"
                "  nav li:hover > ul { display: block }\n"
                "</style>\n"
                '<nav aria-label="Site"><ul>\n'
                "  <li><button>Parts</button><ul><li><a "
                'href="/chains">Chains</a></li></ul></li>\n'
                "</ul></nav>"
            ),
            (
                "<style>\n"
                "  nav ul ul { display: none }\n"
                "  nav li:hover > ul, nav li:focus-within > ul { display: block }\n"
                "</style>\n"
                '<nav aria-label="Site"><ul>\n'
                "  <li><button>Parts</button><ul><li><a "
                'href="/chains">Chains</a></li></ul></li>\n'
                "</ul></nav>"
            ),
        ),
    ),
)
NOTE = Rule(
    id="note-on-hover-only",
    summary="Text appears on hover but not on focus",
    why="People who do not use a mouse never see it.",
    fix="Show the text on focus too, or always.",
    criteria=("2.1.1", "1.4.13"),
    question=(
        "Where do people without a mouse find “{inside}”, which appears when the mouse is over"
        " “{name}”?"
    ),
    how=(
        "As for menus: text that appears on hover but not on focus, and that is nowhere else on"
        " the page."
    ),
    limits="At most 20 places per page; text in “title” attributes does not count.",
    messages={
        "cantTell": "“{inside}” appears when the mouse is over “{name}”, but not on focus",
    },
    examples=(
        (
            (
                "<style>\n"
                "  .note { display: none }\n"
                "  button:hover + .note { display: inline }\n"
                "</style>\n"
                '<p><button>Price</button> <span class="note">Without taxes</span></p>'
            ),
            (
                "<style>\n"
                "  .note { display: none }\n"
                "  button:hover + .note, button:focus + .note { display: inline }\n"
                "</style>\n"
                '<p><button>Price</button> <span class="note">Without taxes</span></p>'
            ),
        ),
    ),
)


def run(page: PageInState) -> Iterator[Problem]:
    """Hover over what may show something, and try the same with the keyboard."""
    listen(page)
    trial = Trial(page, CHECK.rules, limit=3.0, what="places to hover over")
    try:
        count = trial.look("return checks.hoverMenus.candidates()")
        for index in range(count):
            if trial.over:
                break
            at = trial.ask("return checks.hoverMenus.place(arguments[0])", index)
            if at is None:
                continue
            trial.changed = True
            page.session.hover(*at)
            shown = trial.ask("return checks.hoverMenus.hovered()")
            page.session.hover(0, 0)
            if not shown:
                continue
            if not trial.ask("return checks.hoverMenus.focused()"):
                for key in ("Enter", "ArrowDown"):
                    page.session.press(key)
                    if trial.ask("return checks.hoverMenus.opened()"):
                        break
            trial.ask("checks.hoverMenus.judge()")
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
