"""Fields that belong together: radio buttons, checkboxes, fieldsets, groups of options."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.page.forms import labels
from curbcut.model.finding import Rule

CHOICES = Rule(
    id="choices-not-grouped",
    summary="Related radio buttons or checkboxes are not in a named group",
    why="A screen reader reads the answers, “yes” or “no”, and never the question.",
    fix=(
        "Put them into a <fieldset> with the question as its <legend>, or into an element with"
        " role=radiogroup or role=group that is labelled by the question."
    ),
    criteria=("1.3.1",),
    question="Would someone who hears only “{name}” know what is being asked?",
    how=(
        "Two or more radio buttons with the same name, or checkboxes with the same name or in"
        " one list, outside a group with a name. It fails where the answers mean nothing without"
        " the question: yes, no, and numbers."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H71",
    messages={
        "failed": "The choices {names} mean nothing without their question, and are in"
        " no named group",
        "cantTell": "The choices {names} are not in a named group",
    },
    examples=(
        (
            (
                "<p>Do you have a helmet?</p>\n"
                '<label><input type="radio" name="helmet"> Yes</label>\n'
                '<label><input type="radio" name="helmet"> No</label>'
            ),
            (
                "<fieldset>\n"
                "  <legend>Do you have a helmet?</legend>\n"
                '  <label><input type="radio" name="helmet"> Yes</label>\n'
                '  <label><input type="radio" name="helmet"> No</label>\n'
                "</fieldset>"
            ),
        ),
    ),
)
UNNAMED = Rule(
    id="fieldset-without-legend",
    summary="A group of fields has no name",
    why="A screen reader announces that a group begins, but not what it is about.",
    fix=(
        "Start the <fieldset> with a <legend> that says what its fields are for, or replace it"
        " with a <div>."
    ),
    criteria=("1.3.1",),
    question="What are the fields in this group for, and does the page say so?",
    how=(
        "Fieldsets and elements with role=group or radiogroup that hold several fields and have"
        " no name. It fails for a legend without words, and for radio buttons."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H71",
    messages={
        "failed": "This group of choices has no name",
        "empty": "The legend of this group is empty",
        "misplaced": "The legend “{legend}” is not first in its group, so browsers ignore it",
        "cantTell": "This group of fields has no name",
    },
    examples=(
        (
            (
                "<fieldset>\n"
                "  <p>Kind of bicycle</p>\n"
                '  <label><input type="radio" name="kind"> For adults</label>\n'
                '  <label><input type="radio" name="kind"> For children</label>\n'
                "</fieldset>"
            ),
            (
                "<fieldset>\n"
                "  <legend>Kind of bicycle</legend>\n"
                '  <label><input type="radio" name="kind"> For adults</label>\n'
                '  <label><input type="radio" name="kind"> For children</label>\n'
                "</fieldset>"
            ),
        ),
    ),
)
OPTIONS = Rule(
    id="option-group-without-label",
    summary="An option group in a select list has no name",
    why="Screen reader users hear that a new group of options begins, but not which one.",
    fix='Give each <optgroup> a label, such as label="Europe".',
    criteria=("1.3.1",),
    how="Option groups without a label, or with an empty one.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H85",
    messages={"failed": "The option group {options} has no name"},
    examples=(
        (
            ("<label>Colour <select><optgroup><option>Red</option></optgroup></select></label>"),
            (
                "<label>Colour <select><optgroup"
                ' label="Bright"><option>Red</option></optgroup></select></label>'
            ),
        ),
    ),
)
# What belongs together is the same in every state.
CHECK = Check(
    rules=(CHOICES, UNNAMED, OPTIONS),
    states=(states.LIGHT,),
    needs=(labels.CHECK,),
    script="page/forms/groups.js",
)
