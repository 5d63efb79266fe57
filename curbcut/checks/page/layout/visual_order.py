"""The order in which text is read aloud, compared with the visual order."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

ORDER = Rule(
    id="reading-order",
    summary="The visual order of text differs from its reading order",
    why=(
        "Screen readers follow the order of the source. They may read an answer before its"
        " question, or a step before the previous one."
    ),
    fix=(
        "Put the text into the template in reading order, and do not rearrange it in the style"
        " sheet (order, row-reverse, column-reverse, grid rows, positions)."
    ),
    criteria=("1.3.2",),
    question="Does the text still make sense when “{first}” is read before “{second}”?",
    how=(
        "Neighbours with fifteen or more letters each, where the later one in the source is"
        " wholly above the earlier one, or before it on the same line, and was moved by flex,"
        " grid, a position, a margin or a transform. Floats and elements fixed to the screen are"
        " skipped."
    ),
    limits="Whether the order matters; text in pictures.",
    source="WCAG 2.2, 1.3.2; technique C27, failure F1",
    messages={"cantTell": "“{second}” appears before “{first}” but is read after it"},
    examples=(
        (
            (
                "<style>.steps { display: flex; flex-direction: column-reverse }</style>\n"
                '<div class="steps"><p>First, turn the bicycle over.</p><p>Then take off'
                " the rear wheel.</p></div>"
            ),
            (
                "<style>.steps { display: flex; flex-direction: column }</style>\n"
                '<div class="steps"><p>First, turn the bicycle over.</p><p>Then take off'
                " the rear wheel.</p></div>"
            ),
        ),
    ),
)
# Where things are depends on the width alone.
CHECK = Check(
    rules=(ORDER,),
    states=(states.LIGHT, states.NARROW),
    script="page/layout/visual_order.js",
)
