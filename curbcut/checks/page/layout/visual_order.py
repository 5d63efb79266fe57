"""The order in which text is read aloud, against the order in which it is seen."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

ORDER = Rule(
    id="reading-order",
    summary="Text is seen in another order than it is read aloud",
    why="Screen readers go by the order of the source. An answer may be read before its question,"
    " or a step before the one that leads to it.",
    fix="Put the text into the template in the order in which it is to be read, and do not"
    " rearrange it in the style sheet (order, row-reverse, column-reverse, grid rows, positions).",
    criteria=("1.3.2",),
    question="Does the text still make sense when “{first}” is read before “{second}”?",
    how="Neighbours with fifteen or more letters each, of which the later one in the source stands"
    " wholly above the earlier one, or in the same line before it, moved by flex, grid, a position,"
    " a margin or a transformation. Floats and what is fixed to the screen are left out.",
    limits="Whether the order matters; text in pictures.",
    source="WCAG 2.2, 1.3.2; technique C27, failure F1",
    messages={"cantTell": "“{second}” is seen before “{first}” and read after it"},
)
# Where things stand depends on the width alone.
CHECK = Check(
    rules=(ORDER,),
    states=(states.LIGHT, states.NARROW),
    script="page/layout/visual_order.js",
)
