"""What a page does on single keys, on input, on focus and on movement, found by trying."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.keyboard.listeners.event_listeners import listen
from curbcut.checks.page.widgets.custom.probing import PageError, Trial
from curbcut.model.finding import Problem, Rule

SHORTCUT = Rule(
    id="single-key-shortcut",
    summary="A single key triggers a shortcut",
    why=(
        "People who dictate trigger it with every word; people with a tremor trigger it by"
        " accident."
    ),
    fix="Add Control or Alt to the shortcut, or let readers switch it off.",
    criteria=("2.1.4",),
    question=(
        "Can the shortcut “{keys}” be switched off or changed, or does it work only while a"
        " certain control has the focus?"
    ),
    how=(
        "With nothing focused, every letter, digit and symbol is sent to the page. It fails"
        " where something changes and the page mentions neither shortcuts nor how to switch them"
        " off."
    ),
    limits=(
        "What a key does later, or without changing the document, is not seen. Scripts that"
        " compare a key with a letter are then a question."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html",
    messages={
        "failed": "The single key “{keys}” triggers something anywhere on the page",
        "cantTell": "The single key “{keys}” seems to be a shortcut",
    },
    examples=(
        (
            (
                "<p>Repairs today:</p>\n"
                '<ol id="list"><li>A new chain</li></ol>\n'
                "<script>\n"
                '  document.addEventListener("keydown", (event) => {\n'
                '    if (event.key === "n") document.getElementById("list").innerHTML += '
                '"<li>A new bell</li>";\n'
                "  });\n"
                "</script>"
            ),
            (
                "<p>Repairs today:</p>\n"
                '<ol id="list"><li>A new chain</li></ol>\n'
                "<script>\n"
                '  document.addEventListener("keydown", (event) => {\n'
                '    if (event.key === "n" && event.ctrlKey)\n'
                '      document.getElementById("list").innerHTML += "<li>A new bell</li>";\n'
                "  });\n"
                "</script>"
            ),
        ),
    ),
)
CHANGE = Rule(
    id="change-of-context-on-input",
    summary="Choosing or typing something changes the page at once",
    why=(
        "People who use the arrow keys in a list lose the page at the first option. People who"
        " cannot see the page do not know where they are."
    ),
    fix="Add a button to press after choosing, such as “Go”.",
    criteria=("3.2.2",),
    question="Does the page say before “{name}” that it takes effect at once?",
    how=(
        "Fields that scripts listen to are changed. It fails where the page is left, a form is"
        " sent, a window opens or the focus jumps, and no text beside the field says so in"
        " advance."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/on-input.html",
    messages={
        "failed": "Changing “{name}” {what}",
        "cantTell": "Changing “{name}” {what}; does the page say so in advance?",
    },
    examples=(
        (
            (
                "<p><label>Language <select "
                'id="language"><option>English<option>Español</select></label></p>\n'
                "<script>\n"
                '  const language = document.getElementById("language");\n'
                '  language.onchange = () => { location.href = "/?language=" + '
                "language.value; };\n"
                "</script>"
            ),
            (
                "<p><label>Language <select "
                'id="language"><option>English<option>Español</select></label>\n'
                '<button id="go">Change the language</button></p>\n'
                "<script>\n"
                '  const language = document.getElementById("language");\n'
                '  document.getElementById("go").onclick = () => {\n'
                '    location.href = "/?language=" + language.value;\n'
                "  };\n"
                "</script>"
            ),
        ),
    ),
)
NO_SUBMIT = Rule(
    id="form-without-button",
    summary="A form has no submit button",
    why=(
        "People who use a keyboard or voice control look for a button and cannot find out how to"
        " send the form."
    ),
    fix="End the form with a button that says what happens, such as <button>Send</button>.",
    criteria=("3.2.2",),
    question="How is this form sent, and does nothing happen before the reader wants it to?",
    how="Forms with fields and without any button.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H32",
    messages={"cantTell": "This form has fields and no button"},
    examples=(
        (
            (
                '<form action="/find">\n'
                '  <p><label>Brand <input name="brand"></label></p>\n'
                '  <p><label>Part <input name="part"></label></p>\n'
                "</form>"
            ),
            (
                '<form action="/find">\n'
                '  <p><label>Brand <input name="brand"></label></p>\n'
                '  <p><label>Part <input name="part"></label></p>\n'
                "  <button>Find a part</button>\n"
                "</form>"
            ),
        ),
    ),
)
MOTION = Rule(
    id="motion-operated",
    summary="The page reacts to movement of the device",
    why=(
        "People with a tremor trigger it by accident; people whose device is fixed to a"
        " wheelchair cannot trigger it."
    ),
    fix="Add a control that does the same, and a way to switch off the reaction to movement.",
    criteria=("2.5.4",),
    question=(
        "Can everything that moving the device does also be done with a control, and can the"
        " reaction to movement be switched off?"
    ),
    how=(
        "Scripts that listen for the device's movement or tilt. It fails where a movement"
        " changes the page and the page has no control at all."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/motion-actuation.html",
    messages={
        "failed": "Moving the device changes the page, and no control does the same",
        "cantTell": "A script listens for movement of the device",
    },
    examples=(
        (
            (
                '<p id="tip">Oil the chain once a month.</p>\n'
                "<script>\n"
                '  addEventListener("devicemotion", () => {\n'
                '    document.getElementById("tip").textContent = "Check the brakes once a '
                'week.";\n'
                "  });\n"
                "</script>"
            ),
            (
                '<p id="tip" role="status">Oil the chain once a month.</p>\n'
                '<p><button id="next">Next tip</button></p>\n'
                "<script>\n"
                '  document.getElementById("next").onclick = () => {\n'
                '    document.getElementById("tip").textContent = "Check the brakes once a '
                'week.";\n'
                "  };\n"
                "</script>"
            ),
        ),
    ),
)
DOWN = Rule(
    id="pointer-down-acts",
    summary="Something happens before the finger or mouse button is lifted",
    why="People who touch the wrong thing cannot slide off it to cancel.",
    fix="Use the “click” event instead of “pointerdown”, “mousedown” or “touchstart”.",
    criteria=("2.5.2",),
    question="Can what happens when “{name}” is pressed down be cancelled or undone?",
    how=(
        "Elements whose scripts listen for the pointer going down are pressed without lifting."
        " It is a question where the page changes."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/pointer-cancellation.html",
    messages={"cantTell": "“{name}” acts before the finger or mouse button is lifted"},
    examples=(
        (
            (
                '<p><button id="cancel">Cancel the order</button></p>\n'
                '<p id="state" role="status"></p>\n'
                "<script>\n"
                '  const cancel = () => { document.getElementById("state").textContent = '
                '"Cancelled"; };\n'
                '  document.getElementById("cancel").onpointerdown = cancel;\n'
                '  document.getElementById("cancel").onkeydown = cancel;\n'
                "</script>"
            ),
            (
                '<p><button id="cancel">Cancel the order</button></p>\n'
                '<p id="state" role="status"></p>\n'
                "<script>\n"
                '  const cancel = () => { document.getElementById("state").textContent = '
                '"Cancelled"; };\n'
                '  document.getElementById("cancel").onclick = cancel;\n'
                "</script>"
            ),
        ),
    ),
)
GESTURE = Rule(
    id="gesture-needed",
    summary="Something needs swiping or dragging",
    why="Not everyone can move a finger along a path, or hold a button while moving.",
    fix="Add buttons that do the same with single clicks.",
    criteria=("2.5.1", "2.5.7"),
    question="Can what swiping or dragging does here also be done with single clicks or taps?",
    how="Elements that can be dragged, or whose scripts listen for a finger moving over them.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/dragging-movements.html",
    messages={
        "cantTell": "This can be dragged; can the same be done without dragging?",
        "swipe": "This reacts to swiping; can the same be done with single taps?",
    },
    examples=(
        (
            '<p draggable="true">Drag this photo of your bicycle into the form.</p>',
            '<p><label>Photo of your bicycle <input type="file"></label></p>',
        ),
    ),
)


def run(page: PageInState) -> Iterator[Problem]:
    """Try what the page listens for."""
    heard = listen(page)
    trial = Trial(page, CHECK.rules, limit=3.0, what="fields and keys")
    trial.prepare()
    try:
        page.script("checks.inputEvents.still()")
        yield from trial.problems()
        for step, types in _STEPS:
            if heard.types & types and not trial.over:
                trial.changed |= bool(trial.ask(f"return checks.inputEvents.{step}()"))
                yield from trial.problems()
    except PageError as error:
        if error.kind != "moved":
            raise
        trial.changed = True
    trial.restore()


_STEPS = (
    ("keys", frozenset({"keydown", "keypress", "keyup"})),
    ("down", frozenset({"mousedown", "pointerdown", "touchstart"})),
    (
        "motion",
        frozenset({"devicemotion", "deviceorientation", "deviceorientationabsolute"}),
    ),
    ("change", frozenset({"change", "input", "keyup", "blur", "focusout", "click"})),
)


# What scripts do does not depend on how the page is shown, and trying it out costs time.
CHECK = Check(
    rules=(SHORTCUT, CHANGE, NO_SUBMIT, MOTION, DOWN, GESTURE),
    states=(states.LIGHT,),
    run=run,
    interactive=True,
)
