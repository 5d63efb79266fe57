"""Text that is set in a way that makes it hard to read."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

HARD = Rule(
    id="text-hard-to-read",
    summary="Text is set in a way that makes it hard to read",
    why="People with dyslexia or low vision lose the line where gaps are uneven, lines are tight,"
    " letters lean or are tiny, or where they take underlined words for links.",
    fix="In the style sheet, align text to one side, leave 1.5 lines of room, use upright type"
    " of 1rem, and underline links only.",
    criteria=("1.4.8",),
    severity=Severity.SUGGESTION,
    question="Can this text be read with ease by people with dyslexia or low vision?",
    how="Computed styles of text: justified, with lines closer than 1.2 times the type size,"
    " smaller than 9 pixels, all in italics or capitals for long stretches, or underlined and no"
    " link. Each is told once a page.",
    source="WCAG 2.2, 1.4.8 (level AAA); failure F88. The size and the length are ours.",
    messages={
        "justified": "{count} blocks of text are justified, which leaves uneven gaps between words",
        "tight": "{count} blocks of text have lines closer than 1.2 times the type size",
        "small": "{count} pieces of text are smaller than 9 pixels (“{text}”)",
        "italics": "{count} long texts are all in italics (“{text}”)",
        "capitals": "{count} long texts are turned into capitals (“{text}”)",
        "underlined": "{count} pieces of text are underlined and are no links (“{text}”)",
    },
)
# Type is set the same way in the other states, or made larger.
CHECK = Check(
    rules=(HARD,),
    states=(states.LIGHT,),
    script="page/text/typography.js",
)
