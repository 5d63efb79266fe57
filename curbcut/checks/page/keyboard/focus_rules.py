"""What the keyboard checks look for while the focus goes through a page; see keyboard.py."""

from __future__ import annotations

from curbcut.model.finding import Rule, Severity

_RING = (
    "In the style sheet, give :focus-visible an outline of two pixels or more, and never remove the"
    " browser's own focus ring without a replacement."
)

NOT_VISIBLE = Rule(
    id="focus-not-visible",
    summary="Keyboard focus is not visible",
    why="People who use a keyboard cannot see where they are, and press Enter on the wrong thing.",
    fix=_RING,
    criteria=("2.4.7",),
    question="When the Tab key reaches “{name}”, can you see that it has the focus?",
    how=(
        "Every control is reached with the Tab key, in light and in dark colours. If no ring is"
        " drawn, the style of the control and of what is around it is compared with and without"
        " focus. If that makes no difference, two screenshots of the window are compared; if"
        " they are the same, nothing shows the focus."
    ),
    limits="Focus indicators inside frames. Of controls that are styled alike, one is measured.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible",
    messages={
        "failed": "When the Tab key reaches “{name}”, nothing on the screen changes",
        "cantTell": "Nothing seems to show when “{name}” has the focus",
        "more": "The same is true of {more} more controls that look like “{name}”",
    },
    examples=(
        (
            ('<style>:focus { outline: none }</style>\n<a href="/hours">Opening hours</a>'),
            (
                "<style>:focus-visible { outline: 2px solid #0b5c4a }</style>\n"
                '<a href="/hours">Opening hours</a>'
            ),
        ),
    ),
)
ON_INVISIBLE = Rule(
    id="focus-on-invisible",
    summary="The Tab key stops at something invisible",
    why="People who use a keyboard lose their place: they press Tab and nothing seems to happen.",
    fix=(
        "Make it visible while it has the focus, as a skip link does. Or remove it from the tab"
        " order until it is shown (the hidden attribute, display: none or inert)."
    ),
    criteria=("2.4.7", "2.4.3"),
    question="When the Tab key reaches “{name}”, can you see any of it?",
    how=(
        "Every control is reached with the Tab key. It is reported if it is transparent, clipped"
        " or off the page even then, and screenshots with and without its focus are the same."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible",
    messages={
        "cantTell": "The Tab key stops at “{name}”, which is invisible",
        "more": "The same is true of {more} more controls that look like “{name}”",
    },
)
FAINT = Rule(
    id="focus-indicator-faint",
    summary="The focus indicator is too faint",
    why="People with low vision cannot see the faint line that shows where they are.",
    fix="Give the focus ring a colour with a contrast of 3:1 or more to the background.",
    criteria=("1.4.11", "2.4.7"),
    question="From a normal distance, is it easy to see when “{name}” has the focus?",
    how=(
        "The colours of the ring, or the colours with and without focus, are compared. Less than"
        " 3:1 is a question."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/non-text-contrast",
    messages={
        "cantTell": "The focus indicator of “{name}” has a contrast of {contrast}:1; it needs 3:1"
    },
)
FORCED = Rule(
    id="focus-lost-in-forced-colors",
    summary="Keyboard focus is not visible in forced colours",
    why=(
        "Forced colours remove shadows and background colours. For people who need them, the"
        " focus indicator disappears too."
    ),
    fix=(
        "Add “outline: 2px solid transparent” to the :focus-visible style. Forced colours make"
        " the transparent outline visible."
    ),
    criteria=("2.4.7",),
    severity=Severity.WARNING,
    question="In forced colours (a Windows contrast theme), can you see when “{name}” has the"
    " focus?",
    how=(
        "One control of each kind gets the focus in emulated forced colours. Its style and that"
        " of what is around it are compared with and without focus, then two screenshots of the"
        " window."
    ),
    messages={"cantTell": "In forced colours, nothing shows that “{name}” has the focus"},
)
OBSCURED = Rule(
    id="focus-obscured",
    summary="Something covers the control that has the focus",
    why="People who use a keyboard cannot see where they are, because a bar or banner is on top.",
    fix=(
        "Set scroll-padding on the page to the height of the sticky bar, or let the bar scroll"
        " with the page, especially in narrow windows. Make banners the first thing that can be"
        " closed."
    ),
    criteria=("2.4.11",),
    question="Can you see any part of “{name}” when it has the focus?",
    how=(
        "The Tab key is used forwards and backwards, in a wide and a narrow window. Nine points"
        " of the focused control are tested for whatever covers them, if that is opaque and"
        " stays in place."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-not-obscured-minimum",
    messages={"failed": "“{name}” is hidden under “{by}” when it has the focus"},
)
PARTLY = Rule(
    id="focus-partly-obscured",
    summary="Something covers part of the control that has the focus",
    why="People who enlarge the screen see only a piece of what they are about to press.",
    fix="Set scroll-padding on the page to the height of the sticky bar.",
    criteria=("2.4.12",),
    severity=Severity.SUGGESTION,
    question="Can “{name}” be recognised when it has the focus?",
    how="As for focus-obscured; it is a question where more than two fifths are covered.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-not-obscured-enhanced",
    messages={"cantTell": "“{name}” is mostly under “{by}” when it has the focus"},
)
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
)
RULES = (
    NOT_VISIBLE,
    ON_INVISIBLE,
    FAINT,
    FORCED,
    OBSCURED,
    PARTLY,
    TRAP,
    REMOVED,
    CONTEXT,
    ON_LOAD,
    ORDER,
)
