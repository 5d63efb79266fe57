"""Fields that belong together: radio buttons, checkboxes, fieldsets, groups of options."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.page.forms import labels
from curbcut.model.finding import Rule

CHOICES = Rule(
    id="choices-not-grouped",
    summary="Radio buttons or checkboxes that belong together form no named group",
    why="A screen reader says the answers, “yes” or “no”, and never the question.",
    fix="Put them into a <fieldset> whose <legend> is the question, or into an element with"
    " role=radiogroup or role=group that is named by the question.",
    criteria=("1.3.1",),
    question="Does someone who hears “{name}” and nothing around it know what is asked?",
    how="Two or more radio buttons of one name, or checkboxes of one name or in one list, outside"
    " of a group with a name. It has failed where the answers say nothing without the question:"
    " yes, no, and figures.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H71",
    messages={
        "failed": "The choices {names} mean nothing without their question, and they are in no"
        " group that is named by it",
        "cantTell": "The choices {names} are in no group with a name",
    },
)
UNNAMED = Rule(
    id="fieldset-without-legend",
    summary="A group of fields has no name",
    why="A screen reader announces that a group begins, and not what it is about.",
    fix="Begin the <fieldset> with a <legend> that says what its fields are for, or turn it"
    " into a plain box.",
    criteria=("1.3.1",),
    question="What are the fields in this group for, and is that said?",
    how="Fieldsets and elements with role=group or radiogroup that hold several fields and have no"
    " name. It has failed for a legend without words, and for radio buttons.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H71",
    messages={
        "failed": "This group of choices has no name",
        "empty": "The legend of this group is empty",
        "misplaced": "The legend “{legend}” is not the first thing in its group, so the browser"
        " does not take it for the group's name",
        "cantTell": "This group of fields has no name",
    },
)
OPTIONS = Rule(
    id="option-group-without-label",
    summary="A group of options in a list has no name",
    why="People hear that a new group of options begins and cannot tell which.",
    fix="Give each <optgroup> a label.",
    criteria=("1.3.1",),
    how="Option groups without a label, or with an empty one.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H85",
    messages={"failed": "A group of options, {options}, has no name"},
)
# What belongs together is the same in every state.
CHECK = Check(
    rules=(CHOICES, UNNAMED, OPTIONS),
    states=(states.LIGHT,),
    needs=(labels.CHECK,),
    script="page/forms/groups.js",
)
