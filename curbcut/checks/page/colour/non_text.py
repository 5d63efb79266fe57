"""What has to be seen besides text: fields, icons, meanings carried by colour; forced colours."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

FIELD = Rule(
    id="field-edge-contrast",
    summary="The edge of a field hardly differs from what is around it",
    why="People with low vision do not see that there is a field, or where it begins and ends.",
    fix="In the style sheet, give the field a border with a contrast of 3:1 to the page, such as"
    " #767676 on white.",
    criteria=("1.4.11",),
    question="Without its border, does anything else show where this field or box is?",
    how="For each field, and each box or button to tick that the page draws itself, the contrasts"
    " of border, filling, outline and shadow with what is around are worked out. An empty one whose"
    " best is below 3:1 fails. One with text in it, or with no edge at all, is asked about.",
    limits="Fields on pictures or gradients, and those framed by something else, are left alone.",
    source="WCAG 2.2, 1.4.11 Non-text Contrast: 3:1.",
    messages={
        "failed": "The edge of the field has a contrast of {ratio}:1; 3:1 is needed",
        "cantTell": "The edge of the field has a contrast of {ratio}:1",
    },
)
ICON = Rule(
    id="icon-contrast",
    summary="An icon is too faint",
    why="People with low vision do not see the icon, which is all that there is to press.",
    fix="In the style sheet, give the icon a colour with a contrast of 3:1 to its background.",
    criteria=("1.4.11",),
    question="Can the icon “{name}” be made out, or is it not needed to understand the page?",
    how="The colours of the shapes of an SVG picture that is the only thing to see in a link or"
    " button are compared with what is behind it; if none of them reaches 3:1 it fails. Other named"
    " SVG pictures are asked about.",
    limits="Icons in picture files and on pictures or gradients.",
    source="WCAG 2.2, 1.4.11 Non-text Contrast: 3:1.",
    messages={
        "failed": "The icon “{name}” has a contrast of {ratio}:1; 3:1 is needed",
        "cantTell": "The picture “{name}” has no shape with a contrast of more than {ratio}:1",
    },
)
COLOUR = Rule(
    id="told-by-colour-alone",
    summary="Something may be told by colour alone",
    why="People who see colours differently, or none, and people who listen, do not get it.",
    fix="Say it in a word or by a sign as well: “overdue”, “✓”, a label beside the dot.",
    criteria=("1.4.1",),
    question="Does the colour of “{text}” tell something that no word or sign says?",
    how="Dots of different colours without a word for them, and entries of a list or a column of a"
    " table that differ from the others by nothing but their colour.",
    limits="Colours in pictures and charts.",
    source="WCAG 2.2, 1.4.1 Use of Color.",
    messages={
        "dot": "Dots of different colours, at “{text}”, have no words for what they say",
        "text": "“{text}” differs from its neighbours by its colour only",
    },
)
FORCED = Rule(
    id="forced-colors-lost",
    summary="Something cannot be seen in forced colours",
    why="People who replace all colours by a few of their own, to be able to see at all, do not see"
    " it.",
    fix="In the style sheet, draw icons with currentColor, give boxes a border (a transparent"
    " one will do), and use system colours inside a forced-colors media query.",
    severity=Severity.WARNING,
    question="With a contrast theme of Windows switched on, can this be seen and understood?",
    how="The page is laid out with forced colours on a black ground: icons that are all there is of"
    " a control, text that keeps its own colours, boxes to tick that the page draws itself.",
    limits="Icons in picture files; contrast themes with a white ground.",
    source="CSS Color Adjustment 1, forced colors; thresholds of WCAG 2.2, 1.4.3 and 1.4.11.",
    messages={
        "icon": "The icon “{name}” has a contrast of {ratio}:1 in forced colours",
        "text": "“{text}” has a contrast of {ratio}:1 in forced colours",
        "box": "The box to tick cannot be seen in forced colours",
        "shape": "“{name}” is drawn by background colours, which forced colours take away",
    },
)
# Colours change with the scheme. What is told by colour alone is so in one scheme as in the other.
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
