"""Controls that scripts make: clicked, pressed and watched."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.keyboard.event_listeners import listen
from curbcut.checks.page.widgets.probing import PageError, Trial, source
from curbcut.model.finding import Problem, Rule

BARE = Rule(
    id="click-without-role",
    summary="Something reacts to a click and does not say that it is a control",
    why="A screen reader reads it as plain text, and speech control does not find it.",
    fix="Make it a <button>, or a link if it leads somewhere.",
    criteria=("4.1.2",),
    question="Is “{name}” a control? How does someone learn of it who does not see it?",
    how="Elements whose own scripts listen for clicks, that are no controls and hold none, are"
    " clicked; it has failed where the page changes or would be left. Elements with a pointing hand"
    " that a script listens for at the root of the page are asked about, and pictures beside a link"
    " or button, which may do the same.",
    limits="Scripts that listen once for the whole page, where neither their text nor what their"
    " framework left tells which elements they mean.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F59",
    messages={
        "failed": "“{name}” reacts to clicks and is neither a button nor a link",
        "cantTell": "“{name}” listens for clicks and is neither a button nor a link",
    },
)
KEYS = Rule(
    id="role-not-operable",
    summary="A control reacts to the mouse and not to the keyboard",
    why="Who cannot use a mouse reaches the control and can do nothing with it.",
    fix="Use a <button>, link or field, which know the keys; or let the script listen for Enter"
    " and the space bar as well.",
    criteria=("2.1.1",),
    how="Controls made of other elements that can be focused get the keys that their kind is"
    " operated with; it has failed where none does anything and a click does. Tried again with real"
    " keys before it is said. Tabs that the Tab key passes over are asked about where the arrow"
    " keys do nothing.",
    source="https://www.w3.org/WAI/ARIA/apg/patterns/",
    question="Which keys choose what cannot be reached with the Tab key here?",
    messages={
        "failed": "The {role} “{name}” reacts to a click and to none of its keys",
        "arrows": "The Tab key passes over the tab “{name}”, and no arrow key leads to it from"
        " “{other}”",
    },
)
STATE = Rule(
    id="state-not-said",
    summary="A control changes its state for the eye only",
    why="A screen reader does not say whether something is open, switched on or chosen, or says the"
    " opposite.",
    fix="Let the script set “aria-expanded”, “aria-pressed”, “aria-selected” or “aria-checked”"
    " along with the looks.",
    criteria=("4.1.2",),
    question="How does someone learn who does not see the page what state “{name}” is in?",
    how="Buttons and the like are pressed; what appears and goes, and how the button changes,"
    " is compared with the states and the name that it tells of. It has failed where the state it"
    " tells of stays as it was.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F79",
    messages={
        "stale": "“{name}” still says “{state}” after it was pressed",
        "expanded": "“{name}” opens and closes something and does not say whether it is open",
        "pressed": "“{name}” looks different once it was pressed and does not say what that means",
        "selected": "“{name}” shows another part of the page and does not say that it is chosen",
    },
)
STATUS = Rule(
    id="status-not-said",
    summary="A message appears that a screen reader does not say",
    why="People who do not see it do not learn that their click did something, or what went wrong.",
    fix="Put the message into an element with role=status (or role=alert for errors) that is"
    " there from the beginning.",
    criteria=("4.1.3",),
    question="Is “{text}” a message that people need, and does a screen reader say it?",
    how="After a button was pressed: short texts that appear or change, outside of live regions,"
    " and without the focus going there.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/status-messages.html",
    messages={"cantTell": "After pressing “{name}”, “{text}” appears, and nothing announces it"},
)
MARKED = Rule(
    id="dialog-unmarked",
    summary="A dialog does not say that it is one, or what it is about",
    why="A screen reader does not announce that something lies over the page, or what.",
    fix="Use <dialog> and showModal(), or role=dialog with aria-modal, and name it by its heading.",
    criteria=("4.1.2",),
    question="What does a screen reader say when “{name}” was pressed?",
    how="What opens over the page when a button is pressed.",
    source="https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/",
    messages={
        "cantTell": "“{name}” opens something over the page that is not marked as a dialog",
        "nameless": "“{name}” opens a dialog without a name",
    },
)
DIALOG_FOCUS = Rule(
    id="dialog-focus",
    summary="The keyboard does not follow a dialog",
    why="People who use a keyboard or screen reader stay behind the dialog, or are lost when it"
    " closes.",
    fix="Move the focus into the dialog when it opens, keep it there, and give it back to the"
    " button when it closes; <dialog> with showModal() does all that.",
    criteria=("2.4.3",),
    question="Where is the focus when the dialog of “{name}” opens, while it is open, and after?",
    how="After a dialog opened, where the focus is; whether Tab leaves it; and where the focus is"
    " when Escape or its button has closed it. It has failed where a modal dialog opens and the"
    " focus stays outside.",
    source="https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/",
    messages={
        "in": "“{name}” opens a dialog, and the focus stays outside of it",
        "leaves": "The Tab key leaves the dialog of “{name}” while it lies over the page",
        "back": "When the dialog of “{name}” closes, the focus is nowhere",
    },
)
TRAPPED = Rule(
    id="dialog-no-way-out",
    summary="A dialog cannot be closed with the keyboard",
    why="People who do not use a mouse are stuck.",
    fix="Let Escape close the dialog, and put a button into it that closes it.",
    criteria=("2.1.2",),
    question="How is the dialog of “{name}” closed with the keyboard?",
    how="Escape is pressed in the dialog; asked where it stays open and holds no button.",
    messages={"cantTell": "Escape does not close the dialog of “{name}”, and it holds no button"},
)
FOCUS_GONE = Rule(
    id="focus-lost-after-press",
    summary="A button takes itself away and the focus with it",
    why="People who use a keyboard or screen reader are nowhere, or at the beginning of the page"
    " again, and have to find the way back.",
    fix="Let the script move the focus to what comes next: the next entry, the heading of the"
    " list, the button that now stands there.",
    criteria=("2.4.3",),
    question="Where do the keyboard and a screen reader go on when “{name}” was pressed?",
    how="Buttons and the like are pressed; asked where the button is gone or hidden after it and"
    " nothing else has got the focus.",
    limits="Buttons in boxes that lie over the page or ask about cookies, and what shows another"
    " page.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-order.html",
    messages={"cantTell": "“{name}” is gone once it was pressed, and the focus is nowhere"},
)
COLOUR_ONLY = Rule(
    id="error-after-sending-without-words",
    summary="When a form is sent, a field turns red and no words say why",
    why="People who do not see the red, or do not know what it means, believe that the form was"
    " sent, or cannot correct anything.",
    fix="Say in words beside the field what is wrong and how to put it right, and set"
    " “aria-invalid”.",
    criteria=("3.3.1", "1.4.1"),
    question="Which words say what is wrong with “{name}” once “{button}” was pressed?",
    how="Forms whose scripts are told when they are sent are sent as they stand; asked where the"
    " border, outline or background of a field turns red, no words come with it, and the markup"
    " does not say that the field is wrong.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/error-identification.html",
    messages={"cantTell": "“{name}” turns red when “{button}” is pressed, and no words say why"},
)

_SCRIPT = source("custom_controls.js")
_TYPES = frozenset(
    {
        *("click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup"),
        *("touchstart", "touchend", "submit", "keydown"),
    }
)
# A page is opened anew at most so many times.
_RELOADS = 8


def run(page: PageInState) -> Iterator[Problem]:
    """Press everything that scripts listen to, one after the other."""
    if not listen(page).types & _TYPES:
        return
    trial = Trial(page, CHECK.rules, _SCRIPT, limit=8.0, what="controls")
    try:
        yield from _press_all(trial)
    except PageError as error:
        if error.kind != "moved":
            raise
        trial.changed = True
    trial.restore()


def _press_all(trial: Trial) -> Iterator[Problem]:
    index, reloads = 0, 0
    count = _candidates(trial)
    while index < count and reloads <= _RELOADS and not trial.over:
        found = trial.ask("return probe.components.one(arguments[0])", index)
        trial.changed |= bool(found.get("effect"))
        if found.get("dialog"):
            _dialog(trial)
        yield from trial.problems()
        if found.get("suspect"):
            trial.restore()
            reloads += 1
            if index < _candidates(trial) and not _works(trial, index):
                trial.ask("probe.components.blame()")
                yield from trial.problems()
            trial.changed = True
        if found.get("lost"):
            # What is gone can only be pointed at on the page as it was.
            trial.restore()
            reloads += 1
            count = _candidates(trial)
            if index < count:
                trial.ask("probe.components.lost(arguments[0], arguments[1])", index, found["lost"])
                yield from trial.problems()
            found["dirty"] = False
        index += 1
        if found.get("dirty") and index < count:
            trial.restore()
            reloads += 1
            count = _candidates(trial)
    if index < count:
        trial.page.in_part.add("controls")


def _candidates(trial: Trial) -> int:
    """How many there are on the page as it is open now."""
    listen(trial.page)
    count: int = trial.ask("return probe.components.candidates()")
    return count


def _dialog(trial: Trial) -> None:
    """Try the dialog that is open, with real keys."""
    about = trial.ask("return probe.components.dialog()")
    if about["stops"] and about["modal"]:
        trial.page.session.press_tab()
        trial.ask("probe.components.afterTab()")
    trial.page.session.press("Escape")
    trial.ask("return probe.components.afterEscape()")


def _works(trial: Trial, index: int) -> bool:
    """Whether a control reacts to real keys."""
    about = trial.ask("return probe.components.doubt(arguments[0])", index)
    if not about["there"]:
        return True  # it does not keep the focus: another rule's business
    for key in about["keys"]:
        trial.page.session.press(key)
        if trial.ask("return probe.components.acted()"):
            return True
    return False


# What scripts do does not depend on how the page is shown, and trying it out costs time.
CHECK = Check(
    rules=(BARE, KEYS, STATE, STATUS, MARKED, DIALOG_FOCUS, TRAPPED, FOCUS_GONE, COLOUR_ONLY),
    states=(states.LIGHT,),
    run=run,
    interactive=True,
)
