"""Typography that makes text hard to read."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

HARD = Rule(
    id="text-hard-to-read",
    summary="The styling makes text hard to read",
    why=(
        "People with dyslexia or low vision lose the line where spacing is uneven, lines are"
        " tight, or letters slant or are tiny. They take underlined words for links."
    ),
    fix=(
        "In the style sheet, align text to one side, use a line height of 1.5, upright type of"
        " 1rem, and underline only links."
    ),
    criteria=("1.4.8",),
    severity=Severity.SUGGESTION,
    question="Can people with dyslexia or low vision read this text easily?",
    how=(
        "Computed styles of text: justified, a line height below 1.2, smaller than 9 pixels,"
        " long passages in italics or capitals, or underlined without being a link. Each is"
        " reported once per page."
    ),
    source="WCAG 2.2, 1.4.8 (level AAA); failure F88. The size and the length are ours.",
    messages={
        "justified": "{count} blocks of text are justified, which leaves uneven gaps between words",
        "tight": "{count} blocks of text have a line height below 1.2",
        "small": "{count} pieces of text are smaller than 9 pixels (“{text}”)",
        "italics": "{count} long texts are all in italics (“{text}”)",
        "capitals": "{count} long texts are styled as capitals (“{text}”)",
        "underlined": "{count} pieces of text are underlined but are not links (“{text}”)",
    },
    examples=(
        (
            (
                '<p style="line-height: 1; width: 20rem">We clean every bicycle before we '
                "give it back to\n"
                "you, and we oil its chain. You can collect it on any day from nine to five. "
                "Bring the\n"
                "receipt and both keys with you.</p>"
            ),
            (
                '<p style="line-height: 1.5; width: 20rem">We clean every bicycle before we '
                "give it back\n"
                "to you, and we oil its chain. You can collect it on any day from nine to "
                "five. Bring the\n"
                "receipt and both keys with you.</p>"
            ),
        ),
    ),
)
# Type is set the same way in the other states, or made larger.
CHECK = Check(
    rules=(HARD,),
    states=(states.LIGHT,),
    script="page/text/typography.js",
)
