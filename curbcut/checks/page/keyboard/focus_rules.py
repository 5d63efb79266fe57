"""What the keyboard checks look for while the focus goes through a page; see keyboard.py."""

from __future__ import annotations

from curbcut.model.finding import Rule, Severity

_RING = "Give it an outline of two pixels or more in the style sheet (:focus-visible), and never"
_RING += " take the browser's own ring away without one."

NOT_VISIBLE = Rule(
    id="focus-not-visible",
    summary="Nothing shows that a control has the keyboard's focus",
    why="People who use a keyboard cannot see where they are, and press Enter on the wrong thing.",
    fix=_RING,
    criteria=("2.4.7",),
    question="When the Tab key reaches “{name}”, can you see that it has?",
    how="Every control is reached with the Tab key. Where no ring is drawn, the style of the"
    " control and of what is around it is compared with and without focus, and where that makes no"
    " difference, two pictures of the window are: if they are the same, nothing shows. In light"
    " and in dark colours.",
    limits="Indicators inside of frames. Of controls that are styled alike one is measured.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible",
    messages={
        "failed": "When the Tab key reaches “{name}”, nothing on the screen changes",
        "cantTell": "Nothing was found that shows when “{name}” has the focus",
        "more": "The same is true of {more} more controls that look like “{name}”",
    },
)
ON_INVISIBLE = Rule(
    id="focus-on-invisible",
    summary="The Tab key stops at something that cannot be seen",
    why="People who use a keyboard lose their place: they press Tab and nothing happens.",
    fix="Let it appear while it has the focus, as a skip link does, or take it out of the tab"
    " order until it is shown (the hidden attribute, display: none or inert).",
    criteria=("2.4.7", "2.4.3"),
    question="When the Tab key reaches “{name}”, is there anything to be seen of it?",
    how="Every control is reached with the Tab key; one that is transparent, clipped away or off"
    " the page even then, while two pictures of the window with and without its focus are the"
    " same, cannot be seen.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible",
    messages={
        "cantTell": "The Tab key stops at “{name}”, of which nothing can be seen",
        "more": "The same is true of {more} more controls that look like “{name}”",
    },
)
FAINT = Rule(
    id="focus-indicator-faint",
    summary="What shows the keyboard's focus hardly stands out",
    why="People with low vision do not see the faint line that says where they are.",
    fix="Draw the focus ring in a colour with a contrast of 3:1 or more to what is behind it.",
    criteria=("1.4.11", "2.4.7"),
    question="Is it plain to see, from a little way off, when “{name}” has the focus?",
    how="The colours of the ring, or those with and without focus, are compared; under 3:1 we ask.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/non-text-contrast",
    messages={
        "cantTell": "The focus of “{name}” shows with a contrast of {contrast}:1; 3:1 is needed"
    },
)
FORCED = Rule(
    id="focus-lost-in-forced-colors",
    summary="In forced colours nothing shows the keyboard's focus",
    why="Shadows and background colours are taken away in forced colours; for readers who need"
    " these, the focus disappears with them.",
    fix="Add an outline to the style of :focus-visible; it may be transparent, because forced"
    " colours make it visible: outline: 2px solid transparent.",
    criteria=("2.4.7",),
    severity=Severity.WARNING,
    question="In forced colours (a Windows contrast theme), can you see when “{name}” has the"
    " focus?",
    how="One control of each kind is focused in emulated forced colours; its style and that of what"
    " is around it, and then two pictures of the window, are compared.",
    messages={"cantTell": "In forced colours nothing shows that “{name}” has the focus"},
)
OBSCURED = Rule(
    id="focus-obscured",
    summary="Something covers the control that has the keyboard's focus",
    why="People who use a keyboard cannot see where they are: it is under a bar or a banner.",
    fix="Give the page a scroll-padding as high as the bar that sticks, or let the bar scroll"
    " with the page, above all in narrow windows. Let a banner be closed before anything else.",
    criteria=("2.4.11",),
    question="Is any part of “{name}” to be seen when it has the focus?",
    how="Forwards with the Tab key and backwards, on a wide and a narrow window: nine points of the"
    " focused control are looked at, and what lies over it there is opaque and stays put.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-not-obscured-minimum",
    messages={"failed": "“{name}” is hidden under “{by}” when it has the focus"},
)
PARTLY = Rule(
    id="focus-partly-obscured",
    summary="Something covers a part of the control that has the keyboard's focus",
    why="People who enlarge the screen see a piece of what they are about to press.",
    fix="Give the page a scroll-padding as high as the bar that sticks.",
    criteria=("2.4.12",),
    severity=Severity.SUGGESTION,
    question="Can “{name}” be recognised when it has the focus?",
    how="As for focus-obscured; asked where more than two fifths are covered.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-not-obscured-enhanced",
    messages={"cantTell": "“{name}” is mostly under “{by}” when it has the focus"},
)
TRAP = Rule(
    id="keyboard-trap",
    summary="The keyboard's focus cannot get out",
    why="People who use a keyboard are stuck: the rest of the page, and even the browser's own"
    " controls, are out of reach.",
    fix="Let Tab and Shift with Tab go on. Remove the script that brings the focus back; if a"
    " part of the page must keep it, let Escape or a button end that, and say so.",
    criteria=("2.1.2",),
    question="Can you get out of “{name}” with the keyboard, in a way that the page tells you?",
    how="A walk with the Tab key that goes round in a part of the page without coming to its end is"
    " tried again slowly, backwards, with Escape, with the arrow keys and by pressing the buttons"
    " in there. A dialog, or a page that speaks of keys to press, is asked about.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/no-keyboard-trap",
    messages={
        "failed": "The focus cannot leave “{name}” by Tab, Shift and Tab, or Escape",
        "cantTell": "The focus cannot leave “{name}” by Tab, Shift and Tab, or Escape alone",
    },
)
REMOVED = Rule(
    id="focus-removed",
    summary="A script takes the focus away as soon as a control gets it",
    why="People who use a keyboard can neither see nor use the control.",
    fix="Remove the call of blur() from the control's focus event.",
    criteria=("2.1.1", "2.4.7", "3.2.1"),
    question="Can “{name}” be used with the keyboard?",
    how="A control gets the focus by the Tab key, and directly afterwards nothing has it.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F55",
    messages={
        "failed": "“{name}” loses the focus as soon as the Tab key reaches it",
        "vanishes": "“{name}” vanishes when the Tab key reaches it",
    },
)
CONTEXT = Rule(
    id="focus-changes-context",
    summary="Reaching a control with the keyboard sets something off",
    why="People who only pass by with the Tab key find themselves somewhere else. Those who listen"
    " do not even learn why.",
    fix="Do nothing in the focus event; wait until the control is pressed.",
    criteria=("3.2.1",),
    question="Does anything happen that no reader asked for when the Tab key reaches “{name}”?",
    how="While the Tab key walks through the page, we look for pages that want to load, windows,"
    " message boxes and focus that jumps on.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/on-focus",
    messages={
        "failed": "When the Tab key reaches “{name}”, the page goes to {url}",
        "cantTell": "While the Tab key was at “{name}”, the page wanted to go to {url}",
        "submits": "When the Tab key reaches “{name}”, a form is sent",
        "window": "When the Tab key goes through the page, a new window opens",
        "dialog": "When the Tab key goes through the page, a message box opens",
        "jumps": "When the Tab key reaches “{name}”, the focus jumps on to “{to}”",
        "mayJump": "When the Tab key reaches “{name}”, the focus goes on to “{to}”",
    },
)
ON_LOAD = Rule(
    id="focus-set-on-load",
    summary="The page puts the focus somewhere else than at its start",
    why="People who listen start in the middle of the page and never learn what stands before it.",
    fix="Remove autofocus, or the script that sets the focus when the page has loaded.",
    criteria=("2.4.3",),
    severity=Severity.WARNING,
    question="Is “{name}” all that people come to this page for, and does its label tell enough?",
    how="The first element that gets the focus while the page loads, if there is text before it.",
    messages={"cantTell": "When the page has loaded, the focus is at “{name}”, not at the start"},
)
ORDER = Rule(
    id="focus-order",
    summary="The Tab key goes through the page in a strange order",
    why="People who use a keyboard are thrown back and forth; people who enlarge the screen lose"
    " sight of where they are.",
    fix="Put the elements into the order in which they are read, and take away any tabindex"
    " above 0. In the style sheet, do not turn rows round (order, row-reverse, float).",
    criteria=("2.4.3",),
    question="Does the Tab key reach “{name}” when one expects it, for the page to make sense?",
    how="The places of the stops of the Tab key are compared: elements with a tabindex above 0 that"
    " jump the queue, jumps up within a column of 200 pixels and more, rows and columns of three"
    " or more that are gone through from their end, neighbours in a flex or grid box that the style"
    " sheet puts the other way round (order, a reverse direction, a place in the grid).",
    limits="Columns of the page that stand beside one another may come in any order; so may two"
    " links to the same place.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-order",
    messages={
        "tabindex": "“{name}” is reached before “{other}”, which comes first on the page",
        "up": "After “{other}”, the Tab key jumps far up to “{name}”",
        "placed": "After “{other}”, the Tab key goes to “{name}”, which stands before it on screen",
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
