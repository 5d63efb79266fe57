"""Text and controls that are lost, or need sideways scrolling, where a page has less space."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.page.layout.lost_text import GROWS, NARROW, SPACING, ZOOMED
from curbcut.model.finding import Rule, Severity

SIDEWAYS = Rule(
    id="page-scrolls-sideways",
    summary="The page scrolls sideways in a narrow window",
    why="People who zoom to 400 % must scroll left and right for every line they read.",
    fix="In the style sheet, replace the fixed width by max-width: 100%, let columns wrap, and"
    " give long words overflow-wrap: anywhere.",
    criteria=("1.4.10",),
    question=(
        "In a window 320 pixels wide, can everything except maps, diagrams, data tables and code"
        " be read and used by scrolling in one direction only?"
    ),
    how=(
        "The page is laid out 320 CSS pixels wide. If it scrolls sideways, the element that"
        " sticks out furthest is reported. Text and controls fail; an image or an empty box is a"
        " question. Data tables, code, diagrams and toolbars may need both directions. Boxes"
        " within the page that scroll sideways are searched for running text."
    ),
    limits="A page shorter than the screen is a question: it scrolls in one direction only.",
    source="WCAG 2.2, 1.4.10 Reflow: 320 CSS pixels for content that scrolls vertically.",
    messages={
        "failed": "At 320 pixels “{text}” needs sideways scrolling; the page is {width}"
        " pixels wide",
        "cantTell": "At 320 pixels “{text}” sticks out; the page is {width} pixels wide",
        "control": "At 320 pixels this control sticks out; the page is {width} pixels wide",
        "picture": (
            "At 320 pixels this image or frame makes the page {width} pixels wide; is it a map"
            " or diagram?"
        ),
        "box": "At 320 pixels this element makes the page {width} pixels wide",
        "inner": "At 320 pixels the lines of “{text}” do not fit their box, which scrolls sideways",
    },
    examples=(
        (
            (
                "<style>.text { width: 960px }</style>\n"
                '<p class="text">We send your bicycle on the day after we repaired it,\n'
                "and you get a message when it leaves the shop.</p>"
            ),
            (
                "<style>.text { max-width: 960px }</style>\n"
                '<p class="text">We send your bicycle on the day after we repaired it,\n'
                "and you get a message when it leaves the shop.</p>"
            ),
        ),
    ),
)
MISSING = Rule(
    id="content-missing-narrow",
    summary="Content is missing in a narrow window",
    why="People who zoom in, or read on a small phone, do not get that content at all.",
    fix="Let the narrow layout stack content, or put it behind a button. Hide none of it.",
    criteria=("1.4.10",),
    question=(
        "In a window 320 pixels wide, is there another way to “{text}”, or is it not needed there?"
    ),
    how=(
        "Text that is visible in a wide window and laid out nowhere at 320 CSS pixels, where no"
        " new button would show it and nothing else says the same."
    ),
    limits="Content that a script removes completely.",
    source="WCAG 2.2, 1.4.10 Reflow: no loss of information or functionality.",
    messages={"cantTell": "“{text}” is missing in a narrow window, and no button shows it"},
    examples=(
        (
            (
                "<style>@media (max-width: 600px) { .note { display: none } }</style>\n"
                '<p class="note">Bring bicycles that weigh more than thirty kilograms to our '
                "shop.</p>"
            ),
            (
                '<p class="note">Bring bicycles that weigh more than thirty kilograms to our '
                "shop.</p>"
            ),
        ),
    ),
)
COVERED = Rule(
    id="content-covered-narrow",
    summary="Sticky bars take up most of a small screen",
    why="People who zoom in see little or nothing between the sticky bars.",
    fix=(
        "In the style sheet, let the bars scroll with the page in low windows: put position:"
        " sticky or fixed inside a min-height media query."
    ),
    criteria=("1.4.10",),
    question="At 400 % zoom, is there enough room between the bars to read the page?",
    how=(
        "The heights of everything fixed or sticky across the page are added up at 320 CSS"
        " pixels and compared with three quarters of the 256 pixels that a 1024-pixel-high"
        " window has left."
    ),
    limits="Dialogs and notices with a button to close them are skipped.",
    source="WCAG 2.2, 1.4.10 Reflow; 1280 by 1024 at 400 % is 320 by 256 CSS pixels.",
    messages={"cantTell": "Sticky bars take up {height} of about 256 pixels"},
    examples=(
        (
            (
                "<style>\n"
                "  .bar { position: fixed; inset: auto 0 0; height: 16rem; background: #fff "
                "}\n"
                "  .text { margin-bottom: 60rem }\n"
                "</style>\n"
                '<p class="text">A chain costs £20.</p>\n'
                '<div class="bar">Our shop is open.</div>'
            ),
            (
                "<style>\n"
                "  .bar { background: #fff }\n"
                "  .text { margin-bottom: 60rem }\n"
                "</style>\n"
                '<p class="text">A chain costs £20.</p>\n'
                '<div class="bar">Our shop is open.</div>'
            ),
        ),
    ),
)
ORIENTATION = Rule(
    id="orientation-locked",
    summary="The page works in only one orientation of the device",
    why="People whose phone or tablet is fixed to a wheelchair cannot turn it.",
    fix=(
        "Lay the page out for both orientations. Do not hide or rotate its content in one of them."
    ),
    criteria=("1.3.4",),
    question="Is everything that the page offers in one orientation also there in the other?",
    how=(
        "The page is laid out as on a phone, in portrait and landscape. It is reported if in one"
        " of them the content is rotated by a quarter turn, hidden, or covered by a request to"
        " turn the device."
    ),
    limits=(
        "Locks set by a script for full-screen views. A piano, a cheque or a slide may need one"
        " orientation."
    ),
    source="WCAG 2.2, 1.3.4 Orientation.",
    messages={
        "turned": "Content is rotated by a quarter turn in one orientation of the device",
        "request": "The page asks to turn the device: “{text}”",
        "hidden": "Most of the content is missing in {which} orientation",
    },
    examples=(
        (
            (
                "<style>@media (orientation: portrait) { main { rotate: 90deg } }</style>\n"
                "<p>We send your bicycle on the day after we repaired it, and you get a "
                "message when it\n"
                "leaves the shop.</p>"
            ),
            (
                "<p>We send your bicycle on the day after we repaired it, and you get a "
                "message when it\n"
                "leaves the shop.</p>"
            ),
        ),
    ),
)
PRINT = Rule(
    id="print-lacks-content",
    summary="The page's content is missing in print",
    why="Some people print a page to read it, to take it with them or to get help with it.",
    fix="In the print style sheet, hide only menus and bars.",
    severity=Severity.SUGGESTION,
    question="Does the printed page have everything that a reader would want on paper?",
    how="The visible text of the page is compared with its text in print.",
    messages={
        "main": "The main content of the page is not printed",
        "cantTell": "Most of the text of the page is not printed",
    },
    examples=(
        (
            (
                "<style>@media print { main { display: none } }</style>\n"
                "<p>We send your bicycle on the day after we repaired it, and you get a "
                "message when it\n"
                "leaves the shop. If it does not arrive within a week, write to us and we "
                "look for it.\n"
                "You pay when you collect it, by card or in cash, and you get a receipt. "
                "Keep it until\n"
                "you have ridden home.</p>"
            ),
            (
                "<style>@media print { nav { display: none } }</style>\n"
                "<p>We send your bicycle on the day after we repaired it, and you get a "
                "message when it\n"
                "leaves the shop. If it does not arrive within a week, write to us and we "
                "look for it.\n"
                "You pay when you collect it, by card or in cash, and you get a receipt. "
                "Keep it until\n"
                "you have ridden home.</p>"
            ),
        ),
    ),
)
PINCH = Rule(
    id="pinch-zoom-blocked",
    summary="Pinch zoom is blocked",
    why="People with low vision cannot enlarge the page on their phone.",
    fix=(
        "In the style sheet, remove touch-action from the page as a whole, or set it to"
        " manipulation."
    ),
    criteria=("1.4.4",),
    question="On a phone, can the page be enlarged to twice its size, by pinching or otherwise?",
    how="The touch-action that the style sheets set on the page as a whole is read.",
    limits="Scripts that block pinch zoom.",
    source="Pointer Events 3, touch-action; WCAG 2.2, 1.4.4 Resize Text.",
    messages={"cantTell": "touch-action: {action} blocks pinch zoom"},
    examples=(
        (
            ("<style>body { touch-action: none }</style>\n<p>We repair every bicycle.</p>"),
            ("<style>body { touch-action: manipulation }</style>\n<p>We repair every bicycle.</p>"),
        ),
    ),
)
# The light state yields nothing but is measured: what is whole there is what can be lost elsewhere.
# Colours play no part, so none of the colour states; each criterion names the state it is about.
CHECK = Check(
    rules=(
        NARROW,
        ZOOMED,
        GROWS,
        SPACING,
        SIDEWAYS,
        MISSING,
        COVERED,
        ORIENTATION,
        PRINT,
        PINCH,
    ),
    states={
        NARROW.id: (states.LIGHT, states.NARROW),
        ZOOMED.id: (states.LIGHT, states.ZOOM_200, states.TEXT_200),
        GROWS.id: (states.LIGHT, states.ZOOM_200),
        SPACING.id: (states.LIGHT, states.TEXT_SPACING),
        SIDEWAYS.id: (states.NARROW,),
        MISSING.id: (states.LIGHT, states.NARROW),
        COVERED.id: (states.NARROW,),
        ORIENTATION.id: (states.PORTRAIT, states.LANDSCAPE),
        PRINT.id: (states.LIGHT, states.PRINT),
        PINCH.id: (states.LIGHT,),
    },
    script="page/layout/reflow.js",
)
