"""Text that is cut off or covered where it has less space, or needs more."""

from __future__ import annotations

from curbcut.model.finding import Rule

_LOST = {
    "cut": "“{text}” is cut off, and nothing shows the rest of it",
    "perhapsCut": "“{text}” is cut off; it is fully visible in a wide window",
    "covered": "“{text}” and “{other}” overlap",
    "perhapsCovered": "“{text}” and “{other}” overlap; they do not in a wide window",
}
_LOST_HOW = (
    "Every text that is fully visible in a wide window is measured again: how much of it is cut"
    " off by a box that hides its overflow, and which other text covers it?"
)
_LOST_LIMITS = (
    "Text that is shortened on purpose (an ellipsis, a limit of lines), carousels, and boxes with"
    " a button that shows the rest are skipped. Text in images and frames is not measured. On a"
    " page with more than 20,000 elements, only the first ones are."
)

NARROW = Rule(
    id="text-lost-narrow",
    summary="Text is cut off or covered in a narrow window",
    why="People who zoom in, or read on a small phone, never see that text.",
    fix=(
        "In the style sheet, let the box grow: use min-height instead of height, no fixed"
        " widths, and no overflow: hidden around text."
    ),
    criteria=("1.4.10",),
    question="In a window 320 pixels wide, can all of this text still be read, here or elsewhere?",
    how=_LOST_HOW + " This rule uses a window 320 CSS pixels wide.",
    limits=_LOST_LIMITS,
    source="WCAG 2.2, 1.4.10 Reflow: no loss of information at 320 CSS pixels.",
    messages=_LOST,
    examples=(
        (
            (
                "<style>.note { height: 24px; overflow: hidden; font: 16px/24px sans-serif "
                "}</style>\n"
                '<div class="note">Bicycles go by train, spare parts by post, and everything '
                "else by boat</div>"
            ),
            (
                "<style>.note { min-height: 24px; font: 16px/24px sans-serif }</style>\n"
                '<div class="note">Bicycles go by train, spare parts by post, and everything '
                "else by boat</div>"
            ),
        ),
    ),
)
ZOOMED = Rule(
    id="text-lost-zoomed",
    summary="Text is cut off or covered when enlarged",
    why="People who double the size of text lose the part that does not fit.",
    fix=(
        "In the style sheet, let the box grow with its text: use min-height in rem instead of"
        " height in pixels or vh, and no overflow: hidden around text."
    ),
    criteria=("1.4.4",),
    question=(
        "With text at twice its size, by zoom or browser font size, can all of this text still"
        " be read?"
    ),
    how=_LOST_HOW + " This rule uses 200 % zoom, where it fails, and the browser's"
    " font size at 200 %, where it is a question, because zoom may still work.",
    limits=_LOST_LIMITS,
    source="WCAG 2.2, 1.4.4 Resize Text: up to 200 percent without loss of content.",
    messages=_LOST,
    examples=(
        (
            (
                "<style>.note { height: 8vh; overflow: hidden; font: 48px/1.3 sans-serif "
                "}</style>\n"
                '<div class="note">Repairs abroad</div>'
            ),
            (
                "<style>.note { min-height: 8vh; font: 48px/1.3 sans-serif }</style>\n"
                '<div class="note">Repairs abroad</div>'
            ),
        ),
    ),
)
GROWS = Rule(
    id="text-does-not-grow",
    summary="Text hardly grows when the page is zoomed",
    why="People who zoom in to read get the same small text in a larger page.",
    fix=(
        "In the style sheet, set font sizes in rem or em. If text should follow the width of the"
        " window, add a part that does not: calc(1rem + 0.5vw) instead of 1.5vw."
    ),
    criteria=("1.4.4",),
    question="Can “{text}” be made twice as large by zooming in?",
    how=(
        "The size of each text at 200 % zoom is compared with its size without zoom. Text that"
        " grows less than 1.2 times, with at least 40 letters on a page, is a question. Reported"
        " once per page."
    ),
    limits="Text of 24 pixels and more, such as headings, is skipped.",
    source="WCAG 2.2, 1.4.4 Resize Text; failure F94.",
    messages={
        "cantTell": "At 200 % zoom “{text}” is {now:g} pixels high on screen; without"
        " zoom it is {was:g}",
    },
    examples=(
        (
            (
                "<style>.note { font-size: 1.3vw }</style>\n"
                '<p class="note">Your bicycle leaves our shop on the next day, and arrives '
                "within a week.</p>"
            ),
            (
                "<style>.note { font-size: 1rem }</style>\n"
                '<p class="note">Your bicycle leaves our shop on the next day, and arrives '
                "within a week.</p>"
            ),
        ),
    ),
)
SPACING = Rule(
    id="text-lost-spacing",
    summary="Text is cut off or covered with wider spacing",
    why=(
        "People with dyslexia or low vision increase the spacing of text to read it, and lose"
        " what no longer fits."
    ),
    fix=(
        "In the style sheet, let the box grow with its text: use min-height instead of height,"
        " padding instead of fixed sizes, and no overflow: hidden around text."
    ),
    criteria=("1.4.12",),
    question="With the wider spacing, can all of this text still be read?",
    how=_LOST_HOW
    + " This rule uses a line height of 1.5, and spacing of 0.12 times the font size between"
    " letters, 0.16 between words and 2 after paragraphs.",
    limits=_LOST_LIMITS,
    source="WCAG 2.2, 1.4.12 Text Spacing, which has these four values.",
    messages=_LOST,
    examples=(
        (
            (
                "<style>\n"
                "  .note { height: 60px; width: 300px; overflow: hidden; font: 16px/20px "
                "sans-serif }\n"
                "</style>\n"
                '<div class="note">Your bicycle leaves our shop on the next day, and arrives '
                "within a\n"
                "week, if it does not go abroad.</div>"
            ),
            (
                "<style>\n"
                "  .note { min-height: 60px; width: 300px; font: 16px/20px sans-serif }\n"
                "</style>\n"
                '<div class="note">Your bicycle leaves our shop on the next day, and arrives '
                "within a\n"
                "week, if it does not go abroad.</div>"
            ),
        ),
    ),
)
