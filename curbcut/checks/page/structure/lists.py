"""Lists whose markup does not match their content."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

BROKEN_UP = Rule(
    id="list-broken-up",
    summary="Each item of a list is in a separate list",
    why=(
        "Screen reader users hear “list, one item” over and over, instead of how many items"
        " there are."
    ),
    fix=(
        "Remove any empty line or text between the items that splits the list. In a template,"
        " put all <li> into one <ul> or <ol>."
    ),
    criteria=("1.3.1",),
    question="Do these items belong to one list?",
    how="Two or more consecutive lists of one item each.",
    source="WCAG 2.2, 1.3.1; technique H48",
    messages={"cantTell": "{count} consecutive lists have one item each (“{text}”)"},
    examples=(
        (
            ("<ul><li>Chains</li></ul>\n<ul><li>Bells</li></ul>\n<ul><li>Lamps</li></ul>"),
            "<ul><li>Chains</li><li>Bells</li><li>Lamps</li></ul>",
        ),
    ),
)
EMPTY_ITEM = Rule(
    id="list-item-empty",
    summary="A list item is empty",
    why="Screen reader users hear an item announced, and then nothing.",
    fix="Remove the empty item. Add space between items in the style sheet.",
    criteria=("1.3.1",),
    question="Is this item filled later, or is it only there to add space?",
    how="List items that take up space and contain no text, image or control.",
    source="WCAG 2.2, 1.3.1; technique H48",
    messages={"cantTell": "Item {number} of {count} is empty"},
    examples=(
        (
            "<ul><li>Chains</li><li></li><li>Bells</li></ul>",
            "<ul><li>Chains</li><li>Bells</li></ul>",
        ),
    ),
)
INCOMPLETE = Rule(
    id="description-list-incomplete",
    summary="A description list lacks terms or descriptions",
    why="Screen readers announce terms and descriptions as pairs; here one half is missing.",
    fix="Use a description list only for pairs. To indent text, use CSS.",
    criteria=("1.3.1",),
    question="What is described here? If nothing is, use paragraphs or an ordinary list.",
    how="Description lists without a term, without a description, or that begin with a"
    " description.",
    source="WCAG 2.2, 1.3.1; technique H40",
    messages={
        "cantTell": "The descriptions (“{text}”) have no term before them",
        "terms": "The terms (“{text}”) have no descriptions",
    },
    examples=(
        (
            "<dl><dd>The part that drives the rear wheel.</dd></dl>",
            "<dl><dt>Chain</dt><dd>The part that drives the rear wheel.</dd></dl>",
        ),
    ),
)
ROLE = Rule(
    id="list-role-removed",
    summary="A list is not announced as a list",
    why="Screen reader users hear the items one after the other, but not how many there are.",
    fix=(
        'Remove role="presentation" or role="none" from the list in the template, if it is a list.'
    ),
    criteria=("1.3.1",),
    question="Is this a list? If so, remove its role.",
    how="Visible lists of three or more items with words, whose role removes the list meaning.",
    source="WCAG 2.2, 1.3.1; technique H48, failure F92",
    messages={"cantTell": "A list of {count} items has the role “{role}” (“{text}”)"},
    examples=(
        (
            '<ul role="none"><li>Chains</li><li>Bells</li><li>Lamps</li></ul>',
            "<ul><li>Chains</li><li>Bells</li><li>Lamps</li></ul>",
        ),
    ),
)
# What the markup says does not depend on how the page is met.
CHECK = Check(
    rules=(BROKEN_UP, EMPTY_ITEM, INCOMPLETE, ROLE),
    states=(states.LIGHT,),
    script="page/structure/lists.js",
)
