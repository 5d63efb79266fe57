"""Names of controls that are there and say nothing, and controls that axe asks no name of."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

UNSPEAKABLE = Rule(
    id="control-name-unspeakable",
    summary="The name of a control cannot be spoken",
    why="The control is called by a sign that only its icon font knows; a screen reader says"
    " nothing, or nonsense.",
    fix="Hide the icon from screen readers with aria-hidden and give the control a text, or an"
    " “aria-label”.",
    criteria=("4.1.2",),
    question="What does a screen reader say for “{name}”, and does it tell what the control does?",
    how="Names of buttons, links, fields and other controls that hold no letter, figure or known"
    " sign. It has failed where all of it is from the areas that Unicode leaves to private use, or"
    " invisible; punctuation is a question.",
    messages={
        "failed": "The name of this control is made of signs that only an icon font knows",
        "cantTell": "This control is called “{name}”, and nothing else",
    },
)
VAGUE = Rule(
    id="button-name-vague",
    summary="A button does not say what it does",
    why="People who hear the button, or see it without what is around it, have to guess.",
    fix="Say what happens: “Send the form”, “Close the menu”.",
    criteria=("2.4.6",),
    question="What does the button “{name}” do, and how does someone find out who only hears it?",
    how="Names that say no more than that it is a button or a picture, or that are file names.",
    messages={"cantTell": "“{name}” does not say what this button does"},
)
NAMELESS = Rule(
    id="widget-without-name",
    summary="A control that was made by hand has no name",
    why="A screen reader says what kind of thing it is and not which one.",
    fix="Give it an “aria-label”, or an “aria-labelledby” that names its visible label.",
    criteria=("4.1.2",),
    question="Is it said what this is when it is reached?",
    how="Tabs without a name have failed; open dialogs, areas for writing, and menus and grids"
    " that take the focus are a question. Other controls are asked for a name by axe-core.",
    messages={
        "failed": "This {role} has no name",
        "cantTell": "This {role} has no name",
    },
)
# Names do not depend on how the page is shown.
CHECK = Check(
    rules=(UNSPEAKABLE, VAGUE, NAMELESS),
    states=(states.LIGHT,),
    script="page/widgets/accessible_names.js",
)
