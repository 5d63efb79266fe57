"""Duplicate ids."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

DUPLICATE = Rule(
    id="id-duplicate",
    summary="Two elements have the same id",
    why=(
        "Labels, descriptions, table headers and links to a place on the page use the id. If it"
        " is not unique, people are taken to the wrong place or hear the wrong label."
    ),
    fix="Give each element a unique id. In Markdown, change one of the {#anchors}.",
    criteria=("1.3.1", "4.1.2"),
    severity=Severity.WARNING,
    how=(
        "All ids of a document, and of each shadow tree separately, are compared. Ids that only"
        " SVG drawings use for their own parts are skipped."
    ),
    source="HTML Standard, 3.2.6 (the id attribute); WCAG 2.2 failures F17 and F77",
    messages={
        "failed": "The id “{id}” is used {count} times",
        "referenced": "The id “{id}” is used {count} times, and {by} refers to it",
    },
    examples=(
        (
            (
                '<h2 id="prices">Prices</h2><p>A chain costs £20.</p>\n'
                '<h2 id="prices">Repairs</h2><p>We repair your bicycle.</p>'
            ),
            (
                '<h2 id="prices">Prices</h2><p>A chain costs £20.</p>\n'
                '<h2 id="repairs">Repairs</h2><p>We repair your bicycle.</p>'
            ),
        ),
    ),
)
# Ids are the same in every state.
CHECK = Check(
    rules=(DUPLICATE,),
    states=(states.LIGHT,),
    script="page/structure/duplicate_ids.js",
)
