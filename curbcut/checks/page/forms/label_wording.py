"""Labels and error messages that are too vague."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.page.forms import labels
from curbcut.model.finding import Rule

LABEL = Rule(
    id="field-label-vague",
    summary="The label of a field does not say what to enter",
    why="Screen reader users hear only the label, and do not know what to enter.",
    fix="Write in the label what to enter: “Your first name”, not “Field”.",
    criteria=("2.4.6",),
    question="Does the label “{text}” say what to enter or choose?",
    how=(
        "Fields whose whole label is a word such as “field”, “text”, “value” or “menu”, or"
        " contains no word at all."
    ),
    limits="Labels in languages other than English, Spanish and German; labels that are incorrect.",
    source="WCAG 2.2, 2.4.6; technique G131. The list of words is ours.",
    messages={"cantTell": "The label “{text}” could belong to any field"},
    examples=(
        (
            "<label>Field <input></label>",
            "<label>Frame number <input></label>",
        ),
    ),
)
ERROR = Rule(
    id="error-message-vague",
    summary="An error message does not say what is wrong",
    why="People learn that something is wrong, but not where or how to fix it.",
    fix="Name the field and say what it needs: “Enter your age in years, such as 31”.",
    criteria=("3.3.1", "3.3.3"),
    question="Does “{text}” say which field it is about and what is wrong with it?",
    how="Visible text beside fields that says no more than “error”, “invalid value” or the like.",
    limits=(
        "Messages that appear only when a form is sent; languages other than English, Spanish"
        " and German."
    ),
    source="WCAG 2.2, 3.3.1 and 3.3.3; techniques G83 and G85. The list of words is ours.",
    messages={"cantTell": "“{text}” says that something is wrong, but not what"},
    examples=(
        (
            (
                "<div>\n"
                '  <label for="age">Age of the bicycle</label>\n'
                '  <p class="error" id="age-error">Invalid value</p>\n'
                '  <input id="age" aria-describedby="age-error" aria-invalid="true">\n'
                "</div>"
            ),
            (
                "<div>\n"
                '  <label for="age">Age of the bicycle</label>\n'
                '  <p class="error" id="age-error">Enter the age in years, such as 3</p>\n'
                '  <input id="age" aria-describedby="age-error" aria-invalid="true">\n'
                "</div>"
            ),
        ),
    ),
)
# Words are the same in every state.
CHECK = Check(
    rules=(LABEL, ERROR),
    states=(states.LIGHT,),
    needs=(labels.CHECK,),
    script="page/forms/label_wording.js",
)
