"""Custom controls: clicked, pressed and observed."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.keyboard.listeners.event_listeners import listen
from curbcut.checks.page.widgets.custom.probing import PageError, Trial
from curbcut.checks.page.widgets.dialog_rules import DIALOG_FOCUS, MARKED, TRAPPED
from curbcut.model.finding import Problem, Rule

BARE = Rule(
    id="click-without-role",
    summary="A clickable element is not marked as a control",
    why="A screen reader reads it as plain text, and voice control does not find it.",
    fix="Make it a <button>, or a link if it leads somewhere.",
    criteria=("4.1.2",),
    question="Is “{name}” a control? How do people who cannot see it find out?",
    how=(
        "Elements whose own scripts listen for clicks, and that are not controls and contain"
        " none, are clicked. It fails where the page changes or would be left. Elements with a"
        " pointer cursor that a script listens for at the root of the page are a question, and"
        " so are images beside a link or button, which may do the same."
    ),
    limits=(
        "Scripts that listen once for the whole page, where neither their text nor their"
        " framework's data shows which elements they mean."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F59",
    messages={
        "failed": "“{name}” reacts to clicks but is neither a button nor a link",
        "cantTell": "“{name}” listens for clicks but is neither a button nor a link",
    },
    examples=(
        (
            (
                '<p><span id="more" tabindex="0">Show the prices</span></p>\n'
                '<p id="prices" hidden>A chain costs £20.</p>\n'
                "<script>\n"
                '  const show = () => { document.getElementById("prices").hidden = false; };\n'
                '  document.getElementById("more").onclick = show;\n'
                '  document.getElementById("more").onkeydown = (event) => { if (event.key '
                '=== "Enter") show(); };\n'
                "</script>"
            ),
            (
                '<p><button id="more">Show the prices</button></p>\n'
                '<p id="prices" hidden>A chain costs £20.</p>\n'
                "<script>\n"
                '  const show = () => { document.getElementById("prices").hidden = false; };\n'
                '  document.getElementById("more").onclick = show;\n'
                "</script>"
            ),
        ),
    ),
)
KEYS = Rule(
    id="role-not-operable",
    summary="A custom control reacts to the mouse but not to the keyboard",
    why="People who cannot use a mouse reach the control but cannot do anything with it.",
    fix="Use a native <button>, link or field. Or let the script listen for Enter and Space too.",
    criteria=("2.1.1",),
    how=(
        "Custom controls that can get the focus receive the keys for their role. It fails where"
        " none does anything and a click does. It is tried again with real key presses before it"
        " is reported. Tabs outside the tab order are a question where the arrow keys do"
        " nothing."
    ),
    source="https://www.w3.org/WAI/ARIA/apg/patterns/",
    question="Which keys select what the Tab key cannot reach here?",
    messages={
        "failed": "The {role} “{name}” reacts to a click but to none of its keys",
        "arrows": "The Tab key skips the tab “{name}”, and no arrow key reaches it from “{other}”",
    },
    examples=(
        (
            (
                '<p><span id="more" role="button" tabindex="0">Show the prices</span></p>\n'
                '<p id="prices" hidden>A chain costs £20.</p>\n'
                "<script>\n"
                '  const show = () => { document.getElementById("prices").hidden = false; };\n'
                '  document.getElementById("more").onclick = show;\n'
                "</script>"
            ),
            (
                '<p><button id="more">Show the prices</button></p>\n'
                '<p id="prices" hidden>A chain costs £20.</p>\n'
                "<script>\n"
                '  const show = () => { document.getElementById("prices").hidden = false; };\n'
                '  document.getElementById("more").onclick = show;\n'
                "</script>"
            ),
        ),
    ),
)
STATE = Rule(
    id="state-not-said",
    summary="A control's state changes only visually",
    why=(
        "A screen reader does not say whether something is open, switched on or selected, or"
        " says the opposite."
    ),
    fix=(
        "Let the script set aria-expanded, aria-pressed, aria-selected or aria-checked together"
        " with the style."
    ),
    criteria=("4.1.2",),
    question="How do people who cannot see the page learn the state of “{name}”?",
    how=(
        "Buttons and similar controls are pressed. What appears and disappears, and how the"
        " button changes, is compared with the state and name that it reports. It fails where"
        " the reported state stays the same."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F79",
    messages={
        "stale": "“{name}” still reports “{state}” after it was pressed",
        "expanded": "“{name}” opens and closes something but does not report whether it is open",
        "pressed": "“{name}” looks different after it is pressed but does not report its state",
        "selected": "“{name}” shows another part of the page but does not report that it"
        " is selected",
    },
    examples=(
        (
            (
                '<p><button id="more" aria-expanded="false">Prices</button></p>\n'
                '<p id="prices" hidden>A chain costs £20.</p>\n'
                "<script>\n"
                '  const more = document.getElementById("more");\n'
                '  const prices = document.getElementById("prices");\n'
                "  more.onclick = () => { prices.hidden = !prices.hidden; };\n"
                "</script>"
            ),
            (
                '<p><button id="more" aria-expanded="false">Prices</button></p>\n'
                '<p id="prices" hidden>A chain costs £20.</p>\n'
                "<script>\n"
                '  const more = document.getElementById("more");\n'
                '  const prices = document.getElementById("prices");\n'
                "  more.onclick = () => {\n"
                "    prices.hidden = !prices.hidden;\n"
                '    more.setAttribute("aria-expanded", String(!prices.hidden));\n'
                "  };\n"
                "</script>"
            ),
        ),
    ),
)
STATUS = Rule(
    id="status-not-said",
    summary="A status message is not announced",
    why=(
        "People who cannot see it do not learn that their click did something, or what went wrong."
    ),
    fix=(
        "Put the message into an element with role=status (role=alert for errors) that exists"
        " from the start."
    ),
    criteria=("4.1.3",),
    question="Is “{text}” a message that people need, and does a screen reader announce it?",
    how=(
        "After a button is pressed, short texts that appear or change outside live regions,"
        " without the focus moving there."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/status-messages.html",
    messages={"cantTell": "After “{name}” is pressed, “{text}” appears, but nothing announces it"},
    examples=(
        (
            (
                '<p><button id="send">Send</button></p>\n'
                '<p id="message"></p>\n'
                "<script>\n"
                '  document.getElementById("send").onclick = () => {\n'
                '    document.getElementById("message").textContent = "Your question is '
                'sent.";\n'
                "  };\n"
                "</script>"
            ),
            (
                '<p><button id="send">Send</button></p>\n'
                '<p id="message" role="status"></p>\n'
                "<script>\n"
                '  document.getElementById("send").onclick = () => {\n'
                '    document.getElementById("message").textContent = "Your question is '
                'sent.";\n'
                "  };\n"
                "</script>"
            ),
        ),
    ),
)
FOCUS_GONE = Rule(
    id="focus-lost-after-press",
    summary="A button disappears when pressed, and the focus is lost",
    why=(
        "People who use a keyboard or screen reader end up nowhere, or back at the start of the"
        " page, and have to find their way back."
    ),
    fix=(
        "Let the script move the focus to what comes next: the next item, the heading of the"
        " list, or the button that replaces it."
    ),
    criteria=("2.4.3",),
    question="Where do the keyboard and a screen reader continue after “{name}” is pressed?",
    how=(
        "Buttons and similar controls are pressed. It is a question where the button is then"
        " gone or hidden and nothing else has the focus."
    ),
    limits=(
        "Buttons in boxes over the page or in cookie banners, and buttons that show another page."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-order.html",
    messages={"cantTell": "“{name}” disappears when pressed, and nothing has the focus"},
    examples=(
        (
            (
                '<ul><li>Chain <button id="remove">Remove the chain</button></li></ul>\n'
                '<h2 id="next" tabindex="-1">Delivery</h2>\n'
                "<p>We deliver within three days.</p>\n"
                "<script>\n"
                '  document.getElementById("remove").onclick = (event) => {\n'
                '    event.target.closest("ul").remove();\n'
                "  };\n"
                "</script>"
            ),
            (
                '<ul><li>Chain <button id="remove">Remove the chain</button></li></ul>\n'
                '<h2 id="next" tabindex="-1">Delivery</h2>\n'
                "<p>We deliver within three days.</p>\n"
                "<script>\n"
                '  document.getElementById("remove").onclick = (event) => {\n'
                '    event.target.closest("ul").remove();\n'
                '    document.getElementById("next").focus();\n'
                "  };\n"
                "</script>"
            ),
        ),
    ),
)
COLOUR_ONLY = Rule(
    id="error-after-sending-without-words",
    summary="After a form is sent, a field turns red without an error message",
    why=(
        "People who cannot see the red, or do not know what it means, think that the form was"
        " sent, or cannot correct anything."
    ),
    fix='Write beside the field what is wrong and how to fix it, and set aria-invalid="true".',
    criteria=("3.3.1", "1.4.1"),
    question="Which words say what is wrong with “{name}” after “{button}” is pressed?",
    how=(
        "Forms whose scripts listen for sending are sent as they are. It is a question where the"
        " border, outline or background of a field turns red, no text appears with it, and the"
        " markup does not say that the field is invalid."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/error-identification.html",
    messages={"cantTell": "“{name}” turns red when “{button}” is pressed, but no text says why"},
    examples=(
        (
            (
                '<form id="order" novalidate>\n'
                '  <p><label>Frame number <input id="frame" style="border: 2px solid '
                '#333"></label>\n'
                '  <span id="error" role="alert"></span></p>\n'
                "  <button>Send</button>\n"
                "</form>\n"
                "<script>\n"
                '  document.getElementById("order").onsubmit = (event) => {\n'
                "    event.preventDefault();\n"
                '    document.getElementById("frame").style.borderColor = "#c00";\n'
                "  };\n"
                "</script>"
            ),
            (
                '<form id="order" novalidate>\n'
                '  <p><label>Frame number <input id="frame" style="border: 2px solid '
                '#333"></label>\n'
                '  <span id="error" role="alert"></span></p>\n'
                "  <button>Send</button>\n"
                "</form>\n"
                "<script>\n"
                '  document.getElementById("order").onsubmit = (event) => {\n'
                "    event.preventDefault();\n"
                '    document.getElementById("frame").style.borderColor = "#c00";\n'
                '    document.getElementById("error").textContent = "Enter the frame number, '
                'such as MP12345";\n'
                "  };\n"
                "</script>"
            ),
        ),
    ),
)

_TYPES = frozenset(
    {
        *("click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup"),
        *("touchstart", "touchend", "submit", "keydown"),
    }
)
# A page is opened anew at most so many times.
_RELOADS = 8


def run(page: PageInState) -> Iterator[Problem]:
    """Press everything that has listeners, one after the other."""
    if not listen(page).types & _TYPES:
        return
    trial = Trial(page, CHECK.rules, limit=8.0, what="controls")
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
        found = trial.ask("return checks.controls.one(arguments[0])", index)
        trial.changed |= bool(found.get("effect"))
        if found.get("dialog"):
            _dialog(trial)
        yield from trial.problems()
        if found.get("suspect"):
            trial.restore()
            reloads += 1
            if index < _candidates(trial) and not _works(trial, index):
                trial.ask("checks.controls.blame()")
                yield from trial.problems()
            trial.changed = True
        if found.get("lost"):
            # What is gone can only be pointed at on the page as it was.
            trial.restore()
            reloads += 1
            count = _candidates(trial)
            if index < count:
                trial.ask("checks.controls.lost(arguments[0], arguments[1])", index, found["lost"])
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
    count: int = trial.ask("return checks.controls.candidates()")
    return count


def _dialog(trial: Trial) -> None:
    """Try the dialog that is open, with real keys."""
    about = trial.ask("return checks.controls.dialog()")
    if about["stops"] and about["modal"]:
        trial.page.session.press_tab()
        if trial.ask("return checks.controls.leftPage()"):
            # After the last tab stop of the page comes the browser, and then the first one.
            trial.page.session.press_tab()
        trial.ask("return checks.controls.afterTab()")
    trial.page.session.press("Escape")
    trial.ask("return checks.controls.afterEscape()")


def _works(trial: Trial, index: int) -> bool:
    """Whether a control reacts to real keys."""
    about = trial.ask("return checks.controls.doubt(arguments[0])", index)
    if not about["there"]:
        return True  # it does not keep the focus: another rule's business
    for key in about["keys"]:
        trial.page.session.press(key)
        if trial.ask("return checks.controls.acted()"):
            return True
    return False


# What scripts do does not depend on how the page is shown, and trying it out costs time.
CHECK = Check(
    rules=(BARE, KEYS, STATE, STATUS, MARKED, DIALOG_FOCUS, TRAPPED, FOCUS_GONE, COLOUR_ONLY),
    states=(states.LIGHT,),
    run=run,
    interactive=True,
)
