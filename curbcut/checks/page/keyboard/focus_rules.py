"""Rules about how the focus is shown; keyboard.py checks them."""

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
    examples=(
        (
            (
                "<style>.away { position: absolute; left: -9999px }</style>\n"
                '<p><a class="away" href="/prices">Prices</a></p>\n'
                '<p><a href="/hours">Opening hours</a></p>'
            ),
            (
                "<style>.away:not(:focus) { position: absolute; left: -9999px }</style>\n"
                '<p><a class="away" href="/prices">Prices</a></p>\n'
                '<p><a href="/hours">Opening hours</a></p>'
            ),
        ),
    ),
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
    examples=(
        (
            (
                "<style>a:focus { outline: 2px solid #e4e4e4 }</style>\n"
                '<p><a href="/prices">Prices</a></p>'
            ),
            (
                "<style>a:focus { outline: 2px solid #767676 }</style>\n"
                '<p><a href="/prices">Prices</a></p>'
            ),
        ),
    ),
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
    examples=(
        (
            (
                "<style>\n"
                "  button:focus { outline: none; box-shadow: 0 0 0 3px #005ea5 }\n"
                "</style>\n"
                "<button>Send the form</button>"
            ),
            (
                "<style>\n"
                "  button:focus { outline: 2px solid transparent; box-shadow: 0 0 0 3px "
                "#005ea5 }\n"
                "</style>\n"
                "<button>Send the form</button>"
            ),
        ),
    ),
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
    examples=(
        (
            (
                "<style>\n"
                "  .bar { position: fixed; inset: auto 0 0; height: 8rem; background: #013; "
                "color: #fff }\n"
                "  .prices { margin: 40rem 0 20rem }\n"
                "</style>\n"
                "<p>All prices include repairs.</p>\n"
                '<p class="prices"><a href="/prices">Prices</a></p>\n'
                '<div class="bar">We close at noon today.</div>'
            ),
            (
                "<style>\n"
                "  html { scroll-padding-bottom: 9rem }\n"
                "  .bar { position: fixed; inset: auto 0 0; height: 8rem; background: #013; "
                "color: #fff }\n"
                "  .prices { margin: 40rem 0 20rem }\n"
                "</style>\n"
                "<p>All prices include repairs.</p>\n"
                '<p class="prices"><a href="/prices">Prices</a></p>\n'
                '<div class="bar">We close at noon today.</div>'
            ),
        ),
    ),
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
    examples=(
        (
            (
                "<style>\n"
                "  .bar { position: fixed; inset: auto 0 0; height: 2rem; background: #013; "
                "color: #fff }\n"
                "  .prices { margin: 40rem 0 20rem }\n"
                "  .prices a { display: inline-block; height: 3rem }\n"
                "</style>\n"
                "<p>All prices include repairs.</p>\n"
                '<p class="prices"><a href="/prices">Prices</a></p>\n'
                '<div class="bar">We close at noon today.</div>'
            ),
            (
                "<style>\n"
                "  html { scroll-padding-bottom: 3rem }\n"
                "  .bar { position: fixed; inset: auto 0 0; height: 2rem; background: #013; "
                "color: #fff }\n"
                "  .prices { margin: 40rem 0 20rem }\n"
                "  .prices a { display: inline-block; height: 3rem }\n"
                "</style>\n"
                "<p>All prices include repairs.</p>\n"
                '<p class="prices"><a href="/prices">Prices</a></p>\n'
                '<div class="bar">We close at noon today.</div>'
            ),
        ),
    ),
)
RULES = (
    NOT_VISIBLE,
    ON_INVISIBLE,
    FAINT,
    FORCED,
    OBSCURED,
    PARTLY,
)
