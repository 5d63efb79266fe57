"""Help with filling in: what a field is for, and sign-ins that password managers can do."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.page.forms import labels
from curbcut.model.finding import Rule

MISSING = Rule(
    id="autocomplete-missing",
    summary="A field asks for something about the reader and does not say so to the browser",
    why="People who find typing or remembering hard have their browser fill in their name and"
    " address; it can only do so for fields that say what they are for.",
    fix='Add the fitting autocomplete value, such as autocomplete="email".',
    criteria=("1.3.5",),
    question="Does “{name}” ask for something about the reader, and not about somebody else?",
    how="Text fields without “autocomplete” whose label, name or type is one of the well-known ones"
    " for a person's name, e-mail address, telephone number, address or date of birth. A"
    " street, town, postcode or country that is asked for alone may be any place, and is left out.",
    limits="English, and the most common words of some other languages.",
    source="https://www.w3.org/TR/WCAG22/#input-purposes",
    messages={
        "cantTell": '“{name}” seems to ask for the reader\'s own data; autocomplete="{wanted}"'
        " would let the browser fill it in"
    },
)
WRONG = Rule(
    id="autocomplete-unfit",
    summary="A field tells the browser that it is for something else",
    why="The browser fills in the wrong thing, and who cannot check it does not notice.",
    fix="Let the autocomplete value agree with the label.",
    criteria=("1.3.5",),
    question="Is “{given}” what “{name}” asks for?",
    how="The autocomplete value against the one that the label and the type suggest.",
    messages={"cantTell": "“{name}” is marked as “{given}”, which is something else"},
)
SIGN_IN = Rule(
    id="sign-in-hinders-help",
    summary="A sign-in may keep people from having their password filled in",
    why="People who cannot remember or copy a password letter by letter are kept out.",
    fix="Allow pasting and autocomplete in password fields, and offer a way to prove who one is"
    " that needs no riddle.",
    criteria=("3.3.8",),
    question="Can someone sign in here without remembering, copying or solving anything?",
    how="Password and code fields with autocomplete off, or that listen for pasting and stop it;"
    " captchas, by their well-known names and by what their label asks.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/accessible-authentication-minimum.html",
    messages={
        "cantTell": "“{name}” forbids the browser to fill it in",
        "paste": "“{name}” seems to forbid pasting",
        "captcha": "There seems to be a captcha here",
        "parts": "A code has to be typed into {count} fields, one sign in each",
    },
)
# Purposes are markup; they do not depend on how the page is shown.
CHECK = Check(
    rules=(MISSING, WRONG, SIGN_IN),
    states=(states.LIGHT,),
    needs=(labels.CHECK,),
    script="page/forms/autocomplete.js",
)
