"""What must be visible besides text: fields, icons, meaning carried by colour; forced colours."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

FIELD = Rule(
    id="field-edge-contrast",
    summary="The edge of a field is hard to see",
    why="People with low vision cannot see that there is a field, or where it begins and ends.",
    fix="In the style sheet, give the field a border with a contrast of 3:1 to the page, such as"
    " #767676 on white.",
    criteria=("1.4.11",),
    question="Without its border, does anything else show where this field or checkbox is?",
    how=(
        "For each field, and each custom checkbox or radio button, the contrast of its border,"
        " fill, outline and shadow with its surroundings is measured. An empty field whose best"
        " contrast is below 3:1 fails. A field with text in it, or with no edge at all, is a"
        " question."
    ),
    limits="Fields on pictures or gradients, and fields framed by another element, are skipped.",
    source="WCAG 2.2, 1.4.11 Non-text Contrast: 3:1.",
    messages={
        "failed": "The edge of the field has a contrast of {ratio}:1; it needs 3:1",
        "cantTell": "The edge of the field has a contrast of {ratio}:1",
    },
    examples=(
        (
            (
                "<style>input { border: 1px solid #ddd; background: #fff }</style>\n"
                "<p><label>Frame number <input></label></p>"
            ),
            (
                "<style>input { border: 1px solid #767676; background: #fff }</style>\n"
                "<p><label>Frame number <input></label></p>"
            ),
        ),
    ),
)
ICON = Rule(
    id="icon-contrast",
    summary="An icon is too faint",
    why=(
        "People with low vision cannot see the icon, and it is the only thing that shows what"
        " the control does."
    ),
    fix="In the style sheet, give the icon a colour with a contrast of 3:1 to its background.",
    criteria=("1.4.11",),
    question="Is the icon “{name}” easy to see, or can the page be understood without it?",
    how=(
        "If an SVG image is the only visible content of a link or button, the colours of its"
        " shapes are compared with the background. It fails if none of them reaches 3:1. Other"
        " named SVG images are a question."
    ),
    limits="Icons in image files, and icons on pictures or gradients, are not measured.",
    source="WCAG 2.2, 1.4.11 Non-text Contrast: 3:1.",
    messages={
        "failed": "The icon “{name}” has a contrast of {ratio}:1; it needs 3:1",
        "cantTell": "No shape in the image “{name}” has a contrast above {ratio}:1",
    },
    examples=(
        (
            (
                "<style>\n"
                "  svg { width: 24px; height: 24px }\n"
                "  button { background: none; border: 0 }\n"
                "</style>\n"
                '<button aria-label="Search">\n'
                '  <svg viewBox="0 0 24 24" fill="#ccc"><circle cx="12" cy="12" '
                'r="9"/></svg>\n'
                "</button>"
            ),
            (
                "<style>\n"
                "  svg { width: 24px; height: 24px }\n"
                "  button { background: none; border: 0 }\n"
                "</style>\n"
                '<button aria-label="Search">\n'
                '  <svg viewBox="0 0 24 24" fill="#555"><circle cx="12" cy="12" '
                'r="9"/></svg>\n'
                "</button>"
            ),
        ),
    ),
)
COLOUR = Rule(
    id="told-by-colour-alone",
    summary="Colour alone may carry meaning",
    why=(
        "People who see colours differently or not at all, and screen reader users, miss the"
        " meaning."
    ),
    fix="Add a word or a symbol: “overdue”, “✓”, a label beside the dot.",
    criteria=("1.4.1",),
    question="Does the colour of “{text}” mean something that no word or symbol says?",
    how=(
        "Dots of different colours with no words for them, and list items or table columns that"
        " differ from the others only by colour."
    ),
    limits="Colours in pictures and charts are not checked.",
    source="WCAG 2.2, 1.4.1 Use of Color.",
    messages={
        "dot": "Coloured dots at “{text}” have no words that say what they mean",
        "text": "“{text}” differs from its neighbours only by colour",
    },
    examples=(
        (
            (
                "<style>.out { color: #a00 }</style>\n"
                "<ul><li>Chains</li><li "
                'class="out">Bells</li><li>Lamps</li><li>Tyres</li></ul>'
            ),
            (
                "<style>.out { color: #a00 }</style>\n"
                '<ul><li>Chains</li><li class="out">Bells (sold '
                "out)</li><li>Lamps</li><li>Tyres</li></ul>"
            ),
        ),
    ),
)
FORCED = Rule(
    id="forced-colors-lost",
    summary="Something is invisible in forced colours",
    why=(
        "People who replace all colours with a few of their own, so that they can see the page"
        " at all, cannot see it."
    ),
    fix=(
        "In the style sheet, draw icons with currentColor, give boxes a border (a transparent"
        " one is enough), and use system colours inside a forced-colors media query."
    ),
    severity=Severity.WARNING,
    question="With a Windows contrast theme switched on, can this be seen and understood?",
    how=(
        "The page is laid out with forced colours on black. Icons that are the only content of a"
        " control, text that keeps its own colours, and custom checkboxes are measured."
    ),
    limits="Icons in image files, and contrast themes with a white background, are not checked.",
    source="CSS Color Adjustment 1, forced colors; thresholds of WCAG 2.2, 1.4.3 and 1.4.11.",
    messages={
        "icon": "The icon “{name}” has a contrast of {ratio}:1 in forced colours",
        "text": "“{text}” has a contrast of {ratio}:1 in forced colours",
        "box": "The checkbox cannot be seen in forced colours",
        "shape": "“{name}” is drawn with background colours, which forced colours remove",
    },
    examples=(
        (
            (
                "<style>svg { width: 24px; height: 24px }</style>\n"
                '<a href="/search" aria-label="Search">\n'
                '  <svg viewBox="0 0 24 24"><circle cx="12" cy="12" r="9" '
                'fill="#111"/></svg>\n'
                "</a>"
            ),
            (
                "<style>svg { width: 24px; height: 24px }</style>\n"
                '<a href="/search" aria-label="Search">\n'
                '  <svg viewBox="0 0 24 24"><circle cx="12" cy="12" r="9" '
                'fill="currentColor"/></svg>\n'
                "</a>"
            ),
        ),
    ),
)
# Colours change with the scheme. What only colour marks is so in both schemes.
CHECK = Check(
    rules=(FIELD, ICON, COLOUR, FORCED),
    states={
        FIELD.id: (states.LIGHT, states.DARK),
        ICON.id: (states.LIGHT, states.DARK),
        COLOUR.id: (states.LIGHT,),
        FORCED.id: (states.FORCED_COLORS,),
    },
    script="page/colour/non_text.js",
)
