"""Accessible names of controls that say nothing, and nameless controls that axe-core ignores."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

UNSPEAKABLE = Rule(
    id="control-name-unspeakable",
    summary="The name of a control cannot be spoken",
    why=(
        "The control's name is a character that exists only in its icon font. A screen reader"
        " says nothing, or nonsense."
    ),
    fix='Hide the icon with aria-hidden="true" and give the control text or an aria-label.',
    criteria=("4.1.2",),
    question="What does a screen reader say for “{name}”, and does that say what the control does?",
    how=(
        "Names of buttons, links, fields and other controls that contain no letter, digit or"
        " common symbol. It fails where all of the name is invisible or from Unicode's private"
        " use areas. Punctuation is a question."
    ),
    messages={
        "failed": "The control's name has only characters from an icon font",
        "cantTell": "The control's only name is “{name}”",
    },
    examples=(
        (
            "<p><button>...</button></p>",
            '<p><button aria-label="More about repairs">...</button></p>',
        ),
    ),
)
VAGUE = Rule(
    id="button-name-vague",
    summary="A button does not say what it does",
    why="People who hear the button, or see it out of context, have to guess.",
    fix="Write what happens: “Send the form”, “Close the menu”.",
    criteria=("2.4.6",),
    question="What does the button “{name}” do, and how does a screen reader user find out?",
    how="Names that say no more than that it is a button or an image, or that are file names.",
    messages={"cantTell": "“{name}” does not say what this button does"},
    examples=(
        (
            "<button>Button</button>",
            "<button>Send the form</button>",
        ),
    ),
)
NAMELESS = Rule(
    id="widget-without-name",
    summary="A custom control has no name",
    why="A screen reader says what kind of control it is, but not which one.",
    fix="Give it an aria-label, or an aria-labelledby with the id of its visible label.",
    criteria=("4.1.2",),
    question="Does a screen reader say what this is when it gets the focus?",
    how=(
        "Tabs without a name fail. Open dialogs, editable areas, and menus and grids that take"
        " the focus are a question. Names of other controls are checked by axe-core."
    ),
    messages={
        "failed": "This {role} has no name",
        "cantTell": "This {role} has no name",
    },
    examples=(
        (
            '<div contenteditable="true">Dear customer</div>',
            (
                '<div contenteditable="true" role="textbox" aria-label="Your letter">Dear '
                "customer</div>"
            ),
        ),
    ),
)
# Names do not depend on how the page is shown.
CHECK = Check(
    rules=(UNSPEAKABLE, VAGUE, NAMELESS),
    states=(states.LIGHT,),
    script="page/widgets/accessible_names.js",
)
