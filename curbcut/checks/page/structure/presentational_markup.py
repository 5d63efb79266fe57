"""Markup and spaces that are only presentational."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.source.symbols import SPACED
from curbcut.model.finding import Rule, Severity

MARKUP = Rule(
    id="presentational-markup",
    summary="An obsolete element sets only the look of text",
    why=(
        "What the look is meant to say (a heading, emphasis, a section) is lost on screen reader"
        " users, and readers cannot replace it with their own colours and sizes."
    ),
    fix=(
        "In the template, use the element that says what the text is, and style it in the style"
        " sheet."
    ),
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    how="Elements that the HTML Standard lists as obsolete and that are purely presentational.",
    source="HTML Standard, 16.2 (non-conforming features); WCAG 2.2 technique G140",
    messages={"failed": "<{tag}> is used {count} times"},
    examples=(
        (
            '<p><font color="#a00000">Closed on Sundays</font></p>',
            "<p><strong>Closed on Sundays</strong></p>",
        ),
    ),
)
BREAKS = Rule(
    id="paragraphs-by-line-breaks",
    summary="Paragraphs are made with line breaks",
    why=(
        "Screen readers let people move from paragraph to paragraph. Here they hear one long block."
    ),
    fix="Leave an empty line between paragraphs in Markdown. In a template, put each into a <p>.",
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    question="Are these paragraphs? If so, mark them up as such.",
    how="Two or more line breaks in a row with forty or more characters before and after them.",
    source="WCAG 2.2, 1.3.1; technique G115",
    messages={"cantTell": "{count} paragraphs are separated only by line breaks (“{text}”)"},
    examples=(
        (
            (
                "<p>We clean every bicycle before we give it back to you.<br><br>\n"
                "You can collect it on any day from nine to five.</p>"
            ),
            (
                "<p>We clean every bicycle before we give it back to you.</p>\n"
                "<p>You can collect it on any day from nine to five.</p>"
            ),
        ),
    ),
)
# What is written is the same in every state.
CHECK = Check(
    rules=(MARKUP, BREAKS, SPACED),
    states=(states.LIGHT,),
    script="page/structure/presentational_markup.js",
)
