"""What looks like a heading, a list or a table and is marked up as none."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

HEADING = Rule(
    id="heading-fake",
    summary="A line looks like a heading and is not marked up as one",
    why="People who listen jump from heading to heading; a line in bold or large type is passed"
    " over, and so is the part that it heads.",
    fix="Write the line as a heading, with ## or ### in front, instead of in bold, in capitals"
    " or in large type; in a template, use <h2> to <h6>.",
    criteria=("1.3.1",),
    question="Does “{text}” head the text below it? Then it has to be a heading.",
    how="A short line of its own, all of it in bold, larger, underlined or in capitals, with plain"
    " text below it. Labels, links, captions, list items, header cells, and what names a group or"
    " a dialog are left out.",
    limits="A heading told by its colour or its place alone.",
    source="WCAG 2.2, 1.3.1; techniques H42 and G141, failure F2",
    messages={"cantTell": "“{text}” looks like a heading and is not marked up as one"},
)
LIST = Rule(
    id="list-fake",
    summary="Lines look like a list and are not marked up as one",
    why="Screen readers say how many items a list has and let people skip it; here they read loose"
    " lines, bullets and all.",
    fix="Begin each line with “- ” or “1. ” in Markdown, with an empty line before the first; in"
    " a template, use <ul> or <ol> with <li>.",
    criteria=("1.3.1",),
    question="Do these lines make up a list? Then they have to be marked up as one.",
    how="Lines or blocks that follow one another and begin with bullets, dashes or rising numbers"
    " or letters, typed, drawn as a picture or by the style sheet; lines of one link each; lines"
    " that each explain a word in bold.",
    limits="Lists whose items are told apart by their place alone.",
    source="WCAG 2.2, 1.3.1; techniques H48 and H40, failure F2",
    messages={
        "failed": "{count} lines begin with “{marker}” and are not marked up as a list",
        "cantTell": "{count} lines that begin with “{marker}” are not marked up as a list",
        "links": "{count} links, one in each line, are not marked up as a list",
        "terms": "{count} lines explain a word in bold and are not marked up as a list of terms",
        "images": "{count} lines begin with the same small picture and are not marked up as a list",
    },
)
TABLE = Rule(
    id="table-fake",
    summary="Text is laid out in rows and columns and is not marked up as a table",
    why="People who listen hear one line after the other, and cannot tell what column a figure"
    " stands in.",
    fix="Write a table, in Markdown with | between the columns; in a template, use <table> with"
    " <th> for the headings.",
    criteria=("1.3.1", "1.3.2"),
    question="Are these rows and columns of a table, or columns of text made with blanks?",
    how="Lines whose words are lined up with blanks or tabs, and boxes without a role in rows of"
    " three or more short cells, the first row in bold or the others with figures.",
    limits="Program code and what machines print, where it is marked up as code, is left out.",
    source="WCAG 2.2, 1.3.1 and 1.3.2; failures F33 and F34",
    messages={
        "failed": "{count} lines are set in columns by blanks (“{text}”)",
        "cantTell": "{count} lines are lined up with blanks as if they were columns (“{text}”)",
        "boxes": "{count} rows of boxes look like a table (“{text}”) and are not marked up as one",
    },
)
# What the markup says does not depend on how the page is met.
CHECK = Check(
    rules=(HEADING, LIST, TABLE),
    states=(states.LIGHT,),
    script="page/structure/unsemantic_markup.js",
)
