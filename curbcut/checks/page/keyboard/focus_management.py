"""Rules about where the focus goes; keyboard.py checks them."""

from __future__ import annotations

from curbcut.model.finding import Rule, Severity

TRAP = Rule(
    id="keyboard-trap",
    summary="Keyboard focus cannot leave part of the page",
    why=(
        "People who use a keyboard are stuck: they cannot reach the rest of the page, or even"
        " the browser's own controls."
    ),
    fix=(
        "Let Tab and Shift+Tab move on. Remove the script that brings the focus back. If part of"
        " the page must keep the focus, let Escape or a button release it, and say so on the"
        " page."
    ),
    criteria=("2.1.2",),
    question="Can you leave “{name}” with the keyboard, in a way that the page explains?",
    how=(
        "If the Tab key goes round in part of the page without reaching its end, that part is"
        " tried again slowly, backwards, with Escape, with the arrow keys, and by pressing its"
        " buttons. Dialogs, and pages that name keys to press, are a question."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/no-keyboard-trap",
    messages={
        "failed": "The focus cannot leave “{name}” with Tab, Shift+Tab or Escape",
        "cantTell": "The focus cannot leave “{name}” with Tab, Shift+Tab or Escape alone",
    },
    examples=(
        (
            (
                '<p><label>Your question <textarea id="question"></textarea></label></p>\n'
                "<p><button>Send</button></p>\n"
                "<script>\n"
                '  document.getElementById("question").onkeydown = (event) => {\n'
                '    if (event.key === "Tab") event.preventDefault();\n'
                "  };\n"
                "</script>"
            ),
            (
                '<p><label>Your question <textarea id="question"></textarea></label></p>\n'
                "<p><button>Send</button></p>"
            ),
        ),
    ),
)
REMOVED = Rule(
    id="focus-removed",
    summary="A script removes the focus as soon as a control gets it",
    why="People who use a keyboard can neither see nor use the control.",
    fix="Remove the call to blur() from the control's focus event.",
    criteria=("2.1.1", "2.4.7", "3.2.1"),
    question="Can “{name}” be used with the keyboard?",
    how="A control gets the focus from the Tab key, and directly afterwards nothing has it.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F55",
    messages={
        "failed": "“{name}” loses the focus as soon as the Tab key reaches it",
        "vanishes": "“{name}” disappears when the Tab key reaches it",
    },
    examples=(
        (
            '<p><a href="/prices" onfocus="this.blur()">Prices</a></p>',
            '<p><a href="/prices">Prices</a></p>',
        ),
    ),
)
CONTEXT = Rule(
    id="focus-changes-context",
    summary="Focusing a control triggers something",
    why=(
        "People who only tab past it end up somewhere else. Screen reader users do not even"
        " learn why."
    ),
    fix="Do nothing in the focus event. Wait until the control is pressed.",
    criteria=("3.2.1",),
    question="Does anything unexpected happen when the Tab key reaches “{name}”?",
    how=(
        "While the Tab key moves through the page, the check watches for page loads, windows,"
        " message boxes and focus that jumps on."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/on-focus",
    messages={
        "failed": "When the Tab key reaches “{name}”, the page goes to {url}",
        "cantTell": "While “{name}” had the focus, the page tried to go to {url}",
        "submits": "When the Tab key reaches “{name}”, a form is sent",
        "window": "When the Tab key moves through the page, a new window opens",
        "dialog": "When the Tab key moves through the page, a message box opens",
        "jumps": "When the Tab key reaches “{name}”, the focus jumps on to “{to}”",
        "mayJump": "When the Tab key reaches “{name}”, the focus moves on to “{to}”",
    },
    examples=(
        (
            (
                '<form action="/find">\n'
                '  <p><label>Postcode <input name="code" '
                'onfocus="this.form.submit()"></label></p>\n'
                "</form>"
            ),
            (
                '<form action="/find">\n'
                '  <p><label>Postcode <input name="code"></label></p>\n'
                "  <button>Find a shop</button>\n"
                "</form>"
            ),
        ),
    ),
)
ON_LOAD = Rule(
    id="focus-set-on-load",
    summary="The page moves the focus away from its start",
    why="Screen reader users start in the middle of the page and miss what comes before.",
    fix="Remove autofocus, or the script that sets the focus when the page has loaded.",
    criteria=("2.4.3",),
    severity=Severity.WARNING,
    question="Is “{name}” all that people come to this page for, and does its label say enough?",
    how="The first element that gets the focus while the page loads, if there is text before it.",
    messages={"cantTell": "When the page has loaded, the focus is on “{name}”, not at the start"},
    examples=(
        (
            (
                "<p>Before you ask, please read the answers below. Most questions about "
                "repairs, prices and\n"
                "opening hours are answered there, and you need not wait for us to write "
                "back to you.</p>\n"
                "<p><label>Your question <input autofocus></label></p>"
            ),
            (
                "<p>Before you ask, please read the answers below. Most questions about "
                "repairs, prices and\n"
                "opening hours are answered there, and you need not wait for us to write "
                "back to you.</p>\n"
                "<p><label>Your question <input></label></p>"
            ),
        ),
    ),
)
ORDER = Rule(
    id="focus-order",
    summary="The tab order does not follow the page",
    why="People who use a keyboard are thrown back and forth; people who enlarge the screen lose"
    " sight of where they are.",
    fix=(
        "Put the elements in reading order, and remove any tabindex above 0. In the style sheet,"
        " do not reverse rows (order, row-reverse, float)."
    ),
    criteria=("2.4.3",),
    question="Does the Tab key reach “{name}” when you would expect it to?",
    how=(
        "The positions of the tab stops are compared: elements with a tabindex above 0 that come"
        " early, upward jumps within a column of 200 pixels or more, rows and columns of three"
        " or more that are visited from their end, and neighbours in a flex or grid box that the"
        " style sheet swaps (order, a reverse direction, a place in the grid)."
    ),
    limits="Columns side by side may come in any order; so may two links to the same place.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-order",
    messages={
        "tabindex": "“{name}” gets the focus before “{other}”, which comes first on the page",
        "up": "After “{other}”, the Tab key jumps far up to “{name}”",
        "placed": "After “{other}”, the Tab key goes to “{name}”, which is before it on screen",
        "reversed": "The Tab key goes from “{name}” back to “{other}”, against the order on screen",
    },
    examples=(
        (
            (
                '<p><a href="/prices">Prices</a></p>\n'
                '<p><label>Frame number <input tabindex="1"></label></p>'
            ),
            ('<p><a href="/prices">Prices</a></p>\n<p><label>Frame number <input></label></p>'),
        ),
    ),
)
RULES = (TRAP, REMOVED, CONTEXT, ON_LOAD, ORDER)
