"""Labels of form fields: there to be seen, tied to the field, and telling one from another."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

NOT_VISIBLE = Rule(
    id="field-label-not-visible",
    summary="A form field has no label that stays visible",
    why="Without words beside a field nobody can see what to fill in, least of all after a break"
    " or once something is typed and the grey example text is gone.",
    fix="Put a label beside or above the field, in words that stay.",
    criteria=("3.3.2",),
    question="What tells readers who look at the page what to enter here, before and after they"
    " have typed something?",
    how="Fields that can be seen whose label, and every text in the same row or box, is invisible"
    " or missing. A search field beside a button needs no other label.",
    limits="A picture or icon that serves as the label is not recognised, so this is a question.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/labels-or-instructions.html",
    messages={
        "cantTell": "The field “{name}” has no visible label",
        "placeholder": "The field's only visible label is the example text “{name}” inside it,"
        " which is gone once something is typed",
    },
)
NOWHERE = Rule(
    id="label-points-nowhere",
    summary="A label belongs to no field",
    why="A screen reader does not say the label, and clicking it does nothing.",
    fix="Give the field an id that the label's “for” names, or put the field into the label.",
    criteria=("1.3.1",),
    question="Which field does the label “{text}” stand for, and is it said when that field is"
    " reached?",
    how="Visible labels whose “for” names nothing, or something that is no field, and labels"
    " without “for” and without a field inside.",
    messages={
        "cantTell": "The label “{text}” belongs to no field",
        "missing": "The label “{text}” is for “{wanted}”, which is not on the page",
        "unfit": "The label “{text}” is for an element that labels do not work on",
    },
)
REPEATED = Rule(
    id="field-label-repeated",
    summary="Several fields have the same label",
    why="People who hear one field at a time cannot tell them apart.",
    fix="Say the difference in the label (“Home address: street”), or group the fields under"
    " names of their own.",
    criteria=("2.4.6",),
    question="What tells these fields apart for someone who hears “{name}” and nothing around it?",
    how="Fields of the same kind and name in the same group, table row and section.",
    messages={"cantTell": "{count} fields are called “{name}”, and nothing tells them apart"},
)
NOT_IN_NAME = Rule(
    id="visible-label-not-in-name",
    summary="A control is called something else than what is written on it",
    why="People who control their computer by voice say the words they see, and nothing happens;"
    " people who hear and see the page get two names for one thing.",
    fix="Let the hidden name begin with the visible words, or remove it.",
    criteria=("2.5.3",),
    question="If someone says the visible words “{label}”, does the control called “{name}” react?",
    how="The visible words of a field's label or of a button, without what is in brackets, against"
    " the name that the browser computes: they have to occur in it, in order and together.",
    limits="Names of icons, single letters and symbols are not compared.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html",
    messages={
        "failed": "It reads “{label}” and is called “{name}”",
        "cantTell": "It reads “{label}” and is called “{name}”",
    },
)
# Names and labels are the same in every colour and size; where a narrow page hides a label, the
# reflow check sees the loss.
CHECK = Check(
    rules=(NOT_VISIBLE, NOWHERE, REPEATED, NOT_IN_NAME),
    states=(states.LIGHT,),
    script="page/forms/labels.js",
)
