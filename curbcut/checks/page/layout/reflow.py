"""Text and controls that are lost, or scrolled to sideways, where a page has less room."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

_LOST = {
    "cut": "“{text}” is cut off, and nothing brings the rest of it back",
    "perhapsCut": "“{text}” is cut off; it is seen whole in a wide window",
    "covered": "“{text}” and “{other}” are written on top of one another",
    "perhapsCovered": "“{text}” and “{other}” overlap; they do not in a wide window",
}
_LOST_HOW = (
    "Every text that is seen whole in a wide window is measured again: how much of it does a box"
    " that hides what overflows cut off, and which other text lies on top of it?"
)
_LOST_LIMITS = (
    "Text that is shortened on purpose (an ellipsis, a limit of lines), carousels, and boxes with"
    " a button that shows the rest are left alone. Text in pictures and frames is not seen;"
    " of a page with more than 20,000 elements the first ones are."
)

SIDEWAYS = Rule(
    id="page-scrolls-sideways",
    summary="The page has to be scrolled sideways in a narrow window",
    why="People who enlarge the page to four times its size have to push it left and right for"
    " every line they read.",
    fix="In the style sheet, replace the fixed width by max-width: 100%, let columns wrap, and"
    " give long words overflow-wrap: anywhere.",
    criteria=("1.4.10",),
    question="Can everything but maps, diagrams, tables of data and code be read and used in a"
    " window 320 pixels wide by scrolling in one direction only?",
    how="The page is laid out 320 CSS pixels wide. If it can be scrolled sideways, what sticks out"
    " furthest is named. Text and controls fail; a picture or an empty box is asked about. Tables"
    " of data, code, diagrams and toolbars may need both directions. Boxes within the page that"
    " scroll sideways are looked at for running text.",
    limits="A page that is lower than the screen is asked about: it needs no second direction.",
    source="WCAG 2.2, 1.4.10 Reflow: 320 CSS pixels for content that scrolls vertically.",
    messages={
        "failed": "In a window 320 pixels wide the page is {width} pixels wide: “{text}” has to be"
        " scrolled to sideways",
        "cantTell": "In a window 320 pixels wide the page is {width} pixels wide: “{text}” sticks"
        " out",
        "control": "In a window 320 pixels wide this control sticks out; the page is {width} pixels"
        " wide",
        "picture": "In a window 320 pixels wide this picture or frame makes the page {width} pixels"
        " wide; only a map or a diagram may",
        "box": "In a window 320 pixels wide this makes the page {width} pixels wide",
        "inner": "In a window 320 pixels wide the lines of “{text}” are longer than their box,"
        " which scrolls sideways",
    },
)
NARROW = Rule(
    id="text-lost-narrow",
    summary="Text is cut off or covered in a narrow window",
    why="People who enlarge the page, or read it on a small phone, never see that text.",
    fix="In the style sheet, let the box grow: min-height for height, no fixed widths, and no"
    " overflow: hidden around text.",
    criteria=("1.4.10",),
    question="In a window 320 pixels wide, can all of this text still be read, here or elsewhere?",
    how=_LOST_HOW + " Here in a window 320 CSS pixels wide.",
    limits=_LOST_LIMITS,
    source="WCAG 2.2, 1.4.10 Reflow: no loss of information at 320 CSS pixels.",
    messages=_LOST,
)
ZOOMED = Rule(
    id="text-lost-zoomed",
    summary="Text is cut off or covered when it is enlarged",
    why="People who double the size of text lose the part that does not fit.",
    fix="In the style sheet, let the box grow with its text: min-height in rem for height in"
    " pixels or vh, and no overflow: hidden around text.",
    criteria=("1.4.4",),
    question="With text at twice its size, by zoom or by the browser's font size, can all of this"
    " text still be read?",
    how=_LOST_HOW + " Here at 200 % zoom (failed), and with the browser's font size at 200 %"
    " (asked, because zoom may still do).",
    limits=_LOST_LIMITS,
    source="WCAG 2.2, 1.4.4 Resize Text: up to 200 percent without loss of content.",
    messages=_LOST,
)
GROWS = Rule(
    id="text-does-not-grow",
    summary="Text hardly gets larger when the page is enlarged",
    why="People who zoom in to read get the same small text in a larger page.",
    fix="In the style sheet, set the size of text in rem or em. Where it should follow the width"
    " of the window, add a part that does not: calc(1rem + 0.5vw) rather than 1.5vw.",
    criteria=("1.4.4",),
    question="Can “{text}” be made twice as large by zooming in?",
    how="The size of each text at 200 % zoom is compared with its size without. Text that is less"
    " than 1.2 times as large on the screen is asked about, from 40 letters on a page. Told once a"
    " page.",
    limits="Text of 24 pixels and more, as headings have it, is left out.",
    source="WCAG 2.2, 1.4.4 Resize Text; failure F94.",
    messages={
        "cantTell": "At 200 % zoom the text “{text}” is {now:g} pixels high on the screen, and"
        " {was:g} without zoom",
    },
)
SPACING = Rule(
    id="text-lost-spacing",
    summary="Text is cut off or covered when it is spread out",
    why="People with dyslexia or low vision spread text out to read it, and lose what then does not"
    " fit.",
    fix="In the style sheet, let the box grow with its text: min-height for height, padding for"
    " fixed sizes, and no overflow: hidden around text.",
    criteria=("1.4.12",),
    question="With the wider spacing, can all of this text still be read?",
    how=_LOST_HOW + " Here with lines 1.5 times the font size apart, letters 0.12, words 0.16 and"
    " paragraphs twice.",
    limits=_LOST_LIMITS,
    source="WCAG 2.2, 1.4.12 Text Spacing, which has these four figures.",
    messages=_LOST,
)
MISSING = Rule(
    id="content-missing-narrow",
    summary="Content is gone in a narrow window",
    why="People who enlarge the page, or read it on a small phone, do not get that content at all.",
    fix="Let the narrow layout stack content or fold it away behind a button, and hide none.",
    criteria=("1.4.10",),
    question="Is there another way to “{text}” in a window 320 pixels wide, or is it of no use"
    " there?",
    how="Text that is seen in a wide window and is laid out nowhere at 320 CSS pixels, where no"
    " button has come that would show it and nothing else says the same.",
    limits="Content that a script takes away altogether.",
    source="WCAG 2.2, 1.4.10 Reflow: no loss of information or functionality.",
    messages={"cantTell": "“{text}” is not there in a narrow window, and no button brings it"},
)
COVERED = Rule(
    id="content-covered-narrow",
    summary="Bars that stay in place take most of a small screen",
    why="People who enlarge the page see little or nothing between the bars that stay in place.",
    fix="In the style sheet, let the bars scroll with the page where the window is low: put"
    " position: sticky or fixed into a min-height media query.",
    criteria=("1.4.10",),
    question="At 400 % zoom, is there enough room left between the bars to read the page?",
    how="The heights of everything fixed or sticky across the page are added up at 320 CSS pixels"
    " and compared with three quarters of the 256 that a window 1024 pixels high has left.",
    limits="Dialogs and notices with a button to be rid of them are left alone.",
    source="WCAG 2.2, 1.4.10 Reflow; 1280 by 1024 at 400 % is 320 by 256 CSS pixels.",
    messages={"cantTell": "Bars that stay in place take {height} of about 256 pixels"},
)
ORIENTATION = Rule(
    id="orientation-locked",
    summary="The page can be used in one orientation of the device only",
    why="People whose phone or tablet is fixed to a wheelchair cannot turn it.",
    fix="Lay the page out for both orientations; do not hide or turn its content in one.",
    criteria=("1.3.4",),
    question="Is everything that the page offers in one orientation there in the other as well?",
    how="The page is laid out as on a phone, upright and on its side. Content that is turned by a"
    " quarter, hidden, or covered by a request to turn the device in one of the two is told of.",
    limits="Locks that are set by a script for full-screen views. A piano, a cheque or a slide may"
    " need one orientation.",
    source="WCAG 2.2, 1.3.4 Orientation.",
    messages={
        "turned": "Content is turned by a quarter in one orientation of the device",
        "request": "The page asks to turn the device: “{text}”",
        "hidden": "Most of the content is not there in {which} orientation",
    },
)
PRINT = Rule(
    id="print-lacks-content",
    summary="The content of the page is not printed",
    why="Some people print a page to read it, to take it along or to have somebody help them.",
    fix="In the print style sheet, hide menus and bars only.",
    severity=Severity.SUGGESTION,
    question="Does a print of the page have everything that a reader would want on paper?",
    how="The text of the page is compared with that in print.",
    messages={
        "main": "The main content of the page is not printed",
        "cantTell": "Most of the text of the page is not printed",
    },
)
PINCH = Rule(
    id="pinch-zoom-blocked",
    summary="The page cannot be enlarged with two fingers",
    why="People with low vision cannot enlarge the page on their phone.",
    fix="In the style sheet, take touch-action away from the page as a whole, or set it to"
    " manipulation.",
    criteria=("1.4.4",),
    question="On a phone, can the page be enlarged to twice its size, by fingers or otherwise?",
    how="The touch-action that the style sheets set on the page as a whole is read.",
    limits="Scripts that keep two fingers from enlarging the page.",
    source="Pointer Events 3, touch-action; WCAG 2.2, 1.4.4 Resize Text.",
    messages={"cantTell": "touch-action: {action} keeps two fingers from enlarging the page"},
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
