"""What a page does on single keys, on input, on focus, on movement: tried out."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.keyboard.event_listeners import listen
from curbcut.checks.page.widgets.probing import PageError, Trial, source
from curbcut.model.finding import Problem, Rule

SHORTCUT = Rule(
    id="single-key-shortcut",
    summary="Pressing a single letter does something",
    why="People who dictate trigger it with every word, people whose hands tremble by accident.",
    fix="Take a combination with Control or Alt, or let readers switch the shortcut off.",
    criteria=("2.1.4",),
    question="Can the shortcut “{keys}” be switched off or changed, or does it only work while a"
    " certain control has the focus?",
    how="With nothing focused, every letter, figure and sign is sent to the page; it has failed"
    " where something changes and the page speaks nowhere of shortcuts or how to switch them off.",
    limits="What a key does later, or without changing the document, is not seen; then scripts"
    " that compare a key with a letter are a question.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html",
    messages={
        "failed": "The single key “{keys}” does something, wherever the reader is on the page",
        "cantTell": "The single key “{keys}” seems to be a shortcut",
    },
)
CHANGE = Rule(
    id="change-of-context-on-input",
    summary="Choosing or typing something leads elsewhere at once",
    why="People who go through a list with the arrow keys are taken away at the first entry; people"
    " who do not see the page do not know where they are.",
    fix="Add a button that people press when they have chosen.",
    criteria=("3.2.2",),
    question="Are people told before they use “{name}” that it acts at once?",
    how="Fields that scripts listen to are changed; it has failed where the page is left, a form is"
    " sent, a window is opened or the focus jumps, and no text beside the field says so before.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/on-input.html",
    messages={
        "failed": "Changing “{name}” {what}",
        "cantTell": "Changing “{name}” {what}; is that said before?",
    },
)
NO_SUBMIT = Rule(
    id="form-without-button",
    summary="A form has no button to send it",
    why="People who use a keyboard or speech wait for a button and do not find out how to send the"
    " form.",
    fix="End the form with a button that says what happens.",
    criteria=("3.2.2",),
    question="How is this form sent, and does nothing happen before the reader wants it to?",
    how="Forms with fields and without any button.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H32",
    messages={"cantTell": "This form has fields and no button"},
)
MOTION = Rule(
    id="motion-operated",
    summary="The page reacts to the device being moved",
    why="People with a tremor, or with the device fixed to a wheelchair, trigger it by accident or"
    " not at all.",
    fix="Offer a control that does the same, and a way to switch the reaction to movement off.",
    criteria=("2.5.4",),
    question="Can all that moving the device does be done with a control as well, and can the"
    " reaction to movement be switched off?",
    how="Scripts that listen for the device's movement or tilt. It has failed where a movement"
    " changes the page and there is no control on it at all.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/motion-actuation.html",
    messages={
        "failed": "Moving the device changes the page, and there is no control that does the same",
        "cantTell": "A script listens for movements of the device",
    },
)
DOWN = Rule(
    id="pointer-down-acts",
    summary="Something happens before the finger or mouse button is lifted",
    why="People who touch the wrong thing cannot slide off it to take it back.",
    fix="React to “click” rather than to the button or finger going down.",
    criteria=("2.5.2",),
    question="Can what happens when the pointer goes down on “{name}” be stopped or undone?",
    how="Elements whose scripts listen for the pointer going down are pressed, without lifting;"
    " asked where the page changes.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/pointer-cancellation.html",
    messages={"cantTell": "“{name}” acts as soon as it is pressed"},
)
GESTURE = Rule(
    id="gesture-needed",
    summary="Something is operated by swiping or dragging",
    why="Not everybody can move a finger along a path, or hold a button while moving.",
    fix="Offer buttons that do the same with single clicks.",
    criteria=("2.5.1", "2.5.7"),
    question="Can what swiping or dragging does here be done with single clicks or taps?",
    how="Elements that can be dragged, or whose scripts listen for a finger moving over them.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/dragging-movements.html",
    messages={
        "cantTell": "This can be dragged; can the same be done without dragging?",
        "swipe": "This reacts to a finger moving over it; can the same be done with single taps?",
    },
)

_SCRIPT = source("input_events.js")


def run(page: PageInState) -> Iterator[Problem]:
    """Try out what the page listens for."""
    heard = listen(page)
    trial = Trial(page, CHECK.rules, _SCRIPT, limit=3.0, what="fields and keys")
    trial.prepare()
    try:
        page.script("probe.events.still()")
        yield from trial.problems()
        for step, types in _STEPS:
            if heard.types & types and not trial.over:
                trial.changed |= bool(trial.ask(f"return probe.events.{step}()"))
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
