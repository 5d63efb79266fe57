"""What is said about a field beside its label: hints, errors, that it must be filled in."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.page.forms import labels
from curbcut.model.finding import Rule

HINT = Rule(
    id="field-hint-not-tied",
    summary="A hint beside a form field is not tied to the field",
    why="A screen reader says the label when a field is reached, and leaves the hint out: people"
    " learn of the expected format only after an error.",
    fix="Put the hint into the label, or give it an id and name that in the field's"
    " “aria-describedby”.",
    criteria=("1.3.1", "3.3.2"),
    question="Is “{text}” said when the field “{name}” is reached?",
    how="Text in the same box as one field, that is marked as a hint or reads like one (a format,"
    " an example, a limit), against the field's name and description.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA1",
    messages={"cantTell": "The hint “{text}” is not tied to the field “{name}”"},
)
ERROR = Rule(
    id="field-error-not-tied",
    summary="An error message is not tied to its form field",
    why="A screen reader does not say the message when the field is reached: people know that"
    " something is wrong, and not what or where.",
    fix="Give the message an id and name that in the field's “aria-describedby”, and set"
    " “aria-invalid” on the field.",
    criteria=("1.3.1", "3.3.1"),
    question="Is “{text}” said when the field “{name}” is reached?",
    how="Text in the same box as one field, that is marked as an error or reads like one, against"
    " the field's name, description and error message.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA21",
    messages={"cantTell": "The error message “{text}” is not tied to the field “{name}”"},
)
COLOUR = Rule(
    id="field-error-without-words",
    summary="A form field is marked as wrong and no text says what is wrong",
    why="People who do not see the red border, or do not know what it means, cannot correct"
    " anything.",
    fix="Say in words beside the field what is wrong and how to put it right.",
    criteria=("1.4.1", "3.3.1"),
    question="Which words on the page say what is wrong with “{name}”?",
    how="Fields with “aria-invalid”, with a class for errors and a red border, or with a red border"
    " that other fields of the form lack, and without any text of an error in their box or in a"
    " summary.",
    messages={
        "cantTell": "“{name}” is marked as wrong, and no words near it say what is wrong",
        "red": "“{name}” has a red border that other fields lack, and no words say what it means",
    },
)
UNMARKED = Rule(
    id="required-field-unmarked",
    summary="A field must be filled in, and nothing that can be seen says so",
    why="People who look at the page find out by an error message.",
    fix="Write “(required)” in the label; or say above the form that all fields must be filled"
    " in, and mark those that do not as “(optional)”.",
    criteria=("3.3.2",),
    question="How do readers see, before they send the form, that “{name}” must be filled in?",
    how="Fields that are required by their markup in a form with several fields, where neither the"
    " field's box nor the form speaks of required or optional fields.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90",
    messages={"cantTell": "“{name}” must be filled in, and nothing visible says so"},
)
STAR = Rule(
    id="required-star-unexplained",
    summary="A star marks required fields and nothing explains it",
    why="Not everyone knows what the star means, and a screen reader only says “star”.",
    fix="Say above the form what the star means, or write “(required)” instead of it.",
    criteria=("3.3.2",),
    question="Where does the page say what the star in “{name}” means?",
    how="Stars in the labels of fields; any text on the page with a star, or the word, beside a"
    " word for “required” explains them.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90",
    messages={"cantTell": "Nothing explains the star in “{name}”"},
)
UNSAID = Rule(
    id="required-field-unsaid",
    summary="A field is marked as required for the eye only",
    why="People who listen are not told that the field must be filled in.",
    fix="Add “required” to the field's markup, or put the mark into the label.",
    criteria=("1.3.1",),
    question="Is it said that “{name}” must be filled in when the field is reached?",
    how="A star or a word for “required” in the field's box, which is neither in its name and"
    " description nor in its markup.",
    messages={"cantTell": "“{name}” is marked as required only for those who see the mark"},
)
BY_COLOUR = Rule(
    id="required-by-colour",
    summary="Required fields or errors are told by their colour alone",
    why="People who cannot tell the colours apart, and people who listen, do not find out which"
    " fields are meant.",
    fix="Add a word to each of the fields, and speak of that word in the instruction.",
    criteria=("1.4.1", "1.3.3"),
    question="Besides the colour, what marks the fields that “{text}” speaks of?",
    how="Sentences that speak of fields, or of what is required or wrong, and of a colour or bold"
    " print.",
    limits="English only; other languages are not recognised.",
    messages={"cantTell": "“{text}” seems to ask readers to tell fields by colour"},
)
FORMAT = Rule(
    id="field-format-unsaid",
    summary="A field takes one way of writing only and does not say which",
    why="People fill it in as they are used to, are refused, and have to guess.",
    fix="Say beside the field how it is to be filled in, with an example; or let the script take"
    " other ways of writing as well.",
    criteria=("3.3.2",),
    question="How do people learn in which way “{name}” has to be written?",
    how="Text fields with a pattern and without any words about it: in the label, beside the field,"
    " in its description, its group or as its placeholder.",
    limits="Patterns that only scripts know. Fields for names, addresses of mail and the like are"
    " passed over: everybody knows how to write them.",
    source="https://www.w3.org/WAI/WCAG22/Techniques/general/G89",
    messages={"cantTell": "“{name}” has to be written in a certain way, and nothing says which"},
)
TWICE = Rule(
    id="address-asked-twice",
    summary="A form asks for two addresses that are often the same",
    why="Typing an address again is hard for people with poor memory or who type slowly.",
    fix="Put a box before the second address that says that it is the same, or fill it in.",
    criteria=("3.3.7",),
    question="Can people take the first address for the second without typing it again?",
    how="Forms that ask for an address of the bill and one of delivery, told by autocomplete, names"
    " and headings, and without words such as “same as”.",
    limits="English only. What was asked for on an earlier page is not known.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/redundant-entry.html",
    messages={"cantTell": "“{name}” asks for a second address; can the first be taken for it?"},
)
# What is tied to what is the same in every state; colours are judged in the light ones.
CHECK = Check(
    rules=(HINT, ERROR, COLOUR, UNMARKED, STAR, UNSAID, BY_COLOUR, FORMAT, TWICE),
    states=(states.LIGHT,),
    needs=(labels.CHECK,),
    script="page/forms/instructions.js",
)
