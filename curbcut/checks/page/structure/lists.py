"""Lists whose markup does not say what belongs together."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

BROKEN_UP = Rule(
    id="list-broken-up",
    summary="Each item of a list is a list of its own",
    why="People who listen hear “list, one item” over and over, instead of how many items there"
    " are.",
    fix="Leave no empty line or text between the items that breaks the list up; in a template,"
    " put all <li> into one <ul> or <ol>.",
    criteria=("1.3.1",),
    question="Are these items of one list?",
    how="Two or more lists of one item each that follow one another.",
    source="WCAG 2.2, 1.3.1; technique H48",
    messages={"cantTell": "{count} lists of one item each follow one another (“{text}”)"},
)
EMPTY_ITEM = Rule(
    id="list-item-empty",
    summary="An item of a list is empty",
    why="People who listen are told of an item and hear nothing.",
    fix="Remove the empty item. Space between items is made in the style sheet.",
    criteria=("1.3.1",),
    question="Is this item filled later, or is it there for the space that it takes?",
    how="List items that take up room and hold no text, picture or control.",
    source="WCAG 2.2, 1.3.1; technique H48",
    messages={"cantTell": "Item {number} of {count} is empty"},
)
INCOMPLETE = Rule(
    id="description-list-incomplete",
    summary="A list of terms lacks the terms or what they mean",
    why="Screen readers announce terms and descriptions as pairs; here one half is missing.",
    fix="Use a list of terms for pairs only. For text that is to be set in, use CSS.",
    criteria=("1.3.1",),
    question="What is explained here? If nothing is, use paragraphs or an ordinary list.",
    how="Description lists without a term, without a description, or that begin with a"
    " description.",
    source="WCAG 2.2, 1.3.1; technique H40",
    messages={
        "cantTell": "There are descriptions (“{text}”) and no term before them",
        "terms": "There are terms (“{text}”) and no descriptions",
    },
)
ROLE = Rule(
    id="list-role-removed",
    summary="A list is kept from being announced as one",
    why="People who listen hear the items one after the other, and not how many there are.",
    fix="Remove role=“presentation” or role=“none” from the list in the template, if it is one.",
    criteria=("1.3.1",),
    question="Is this a list? Then its role has to go.",
    how="Visible lists of three or more items with words, whose role says that they are none.",
    source="WCAG 2.2, 1.3.1; technique H48, failure F92",
    messages={"cantTell": "A list of {count} items has the role “{role}” (“{text}”)"},
)
# What the markup says does not depend on how the page is met.
CHECK = Check(
    rules=(BROKEN_UP, EMPTY_ITEM, INCOMPLETE, ROLE),
    states=(states.LIGHT,),
    script="page/structure/lists.js",
)
