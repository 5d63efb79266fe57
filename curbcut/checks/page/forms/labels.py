"""Labels of form fields: visible, associated with their field, and unique."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

NOT_VISIBLE = Rule(
    id="field-label-not-visible",
    summary="A form field has no label that stays visible",
    why=(
        "Without words beside a field, nobody can see what to fill in, least of all after a"
        " break, or once something is typed and the grey example text is gone."
    ),
    fix="Put a permanent label beside or above the field.",
    criteria=("3.3.2",),
    question=(
        "What tells sighted readers what to enter here, before and after they have typed something?"
    ),
    how=(
        "Visible fields whose label, and any text in the same row or box, is invisible or"
        " missing. A search field beside a button needs no other label."
    ),
    limits=(
        "A picture or icon used as the label is not recognised, which is why this is a question."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/labels-or-instructions.html",
    messages={
        "cantTell": "The field “{name}” has no visible label",
        "placeholder": "The only visible label is the placeholder “{name}”, which"
        " vanishes on typing",
    },
    examples=(
        (
            '<div><input aria-label="Frame number"></div>',
            "<label>Frame number <input></label>",
        ),
    ),
)
NOWHERE = Rule(
    id="label-points-nowhere",
    summary="A label is not connected to a field",
    why="A screen reader does not read the label with a field, and clicking it does nothing.",
    fix=(
        "Give the field an id and use that id in the label's “for”, or put the field inside the"
        " label."
    ),
    criteria=("1.3.1",),
    question=(
        "Which field does the label “{text}” belong to, and is it read out when that field gets"
        " the focus?"
    ),
    how=(
        "Visible labels whose “for” names no element, or one that is not a field, and labels"
        " without “for” and without a field inside."
    ),
    messages={
        "cantTell": "The label “{text}” is not connected to a field",
        "missing": "The label “{text}” is for “{wanted}”, which is not on the page",
        "unfit": "The label “{text}” is for an element that cannot have a label",
    },
    examples=(
        (
            (
                '<label for="frame">Frame number</label>\n'
                '<input id="number" aria-label="Frame number">'
            ),
            ('<label for="frame">Frame number</label>\n<input id="frame">'),
        ),
    ),
)
REPEATED = Rule(
    id="field-label-repeated",
    summary="Several fields have the same label",
    why="People who hear one field at a time cannot tell the fields apart.",
    fix=(
        "Put the difference into the label (“Home address: street”), or group the fields under"
        " different names."
    ),
    criteria=("2.4.6",),
    question="How can someone who hears only “{name}” tell these fields apart?",
    how="Fields of the same kind with the same name in the same group, table row and section.",
    messages={"cantTell": "{count} fields are called “{name}”, and nothing tells them apart"},
    examples=(
        (
            ("<label>Frame number <input></label>\n<label>Frame number <input></label>"),
            (
                "<label>First bicycle: frame number <input></label>\n"
                "<label>Second bicycle: frame number <input></label>"
            ),
        ),
    ),
)
NOT_IN_NAME = Rule(
    id="visible-label-not-in-name",
    summary="A control's name does not contain its visible label",
    why=(
        "People who use voice control say the words that they see, and nothing happens. Screen"
        " reader users who can see the page get two names for one thing."
    ),
    fix="Start the accessible name with the visible words, or remove the aria-label.",
    criteria=("2.5.3",),
    question="If someone says “{label}”, does the control called “{name}” react?",
    how=(
        "The visible words of a field's label or a button, without anything in brackets, are"
        " compared with the name that the browser computes. The name must contain them, in order"
        " and together."
    ),
    limits="Names of icons, single letters and symbols are not compared.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html",
    messages={
        "failed": "The visible label is “{label}”, but the accessible name is “{name}”",
        "cantTell": "The visible label is “{label}”, but the accessible name is “{name}”",
    },
    examples=(
        (
            '<button aria-label="Submit">Send the form</button>',
            "<button>Send the form</button>",
        ),
    ),
)
# Names and labels are the same in every colour and size; where a narrow page hides a label, the
# reflow check sees the loss.
CHECK = Check(
    rules=(NOT_VISIBLE, NOWHERE, REPEATED, NOT_IN_NAME),
    states=(states.LIGHT,),
    script="page/forms/labels.js",
)
