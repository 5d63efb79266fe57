"""The purpose of fields, and sign-ins that password managers can fill in."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.page.forms import labels
from curbcut.model.finding import Rule

MISSING = Rule(
    id="autocomplete-missing",
    summary="A field asks for personal details and has no autocomplete value",
    why=(
        "People who find typing or remembering hard rely on their browser to fill in their name"
        " and address. It can only do so for fields that say what they are for."
    ),
    fix='Add the right autocomplete value, such as autocomplete="email".',
    criteria=("1.3.5",),
    question="Does “{name}” ask for the reader's own details, and not somebody else's?",
    how=(
        "Text fields without “autocomplete” whose label, name or type is a common one for a"
        " person's name, email address, telephone number, address or date of birth. A street,"
        " town, postcode or country asked for on its own may be any place, and is skipped."
    ),
    limits="English, and the most common words of some other languages.",
    source="https://www.w3.org/TR/WCAG22/#input-purposes",
    messages={
        "cantTell": "“{name}” seems to ask for the reader's own details; add"
        ' autocomplete="{wanted}"'
    },
    examples=(
        (
            '<label>Your email address <input type="email"></label>',
            ('<label>Your email address <input type="email" autocomplete="email"></label>'),
        ),
    ),
)
WRONG = Rule(
    id="autocomplete-unfit",
    summary="A field's autocomplete value does not match its label",
    why="The browser fills in the wrong thing, and people who cannot check it do not notice.",
    fix="Change the autocomplete value so that it matches the label.",
    criteria=("1.3.5",),
    question="Is “{given}” what “{name}” asks for?",
    how="The autocomplete value is compared with the one that the label and type suggest.",
    messages={"cantTell": "“{name}” has autocomplete “{given}”, which is for something else"},
    examples=(
        (
            '<label>Your email address <input type="email" autocomplete="tel"></label>',
            ('<label>Your email address <input type="email" autocomplete="email"></label>'),
        ),
    ),
)
SIGN_IN = Rule(
    id="sign-in-hinders-help",
    summary="A sign-in form may block password managers",
    why="People who cannot remember or copy a password character by character are locked out.",
    fix=(
        "Allow pasting and autocomplete in password fields, and offer a way to sign in that"
        " needs no puzzle."
    ),
    criteria=("3.3.8",),
    question="Can people sign in here without having to remember, copy or solve anything?",
    how=(
        "Password and code fields with autocomplete off, or with scripts that block pasting;"
        " captchas, recognised by their common names and by what their label asks."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/accessible-authentication-minimum.html",
    messages={
        "cantTell": "“{name}” stops the browser from filling it in",
        "paste": "“{name}” seems to block pasting",
        "captcha": "This page seems to have a captcha",
        "parts": "A code must be typed into {count} fields, one character in each",
    },
    examples=(
        (
            '<label>Password <input type="password" autocomplete="off"></label>',
            ('<label>Password <input type="password" autocomplete="current-password"></label>'),
        ),
    ),
)
# Purposes are markup; they do not depend on how the page is shown.
CHECK = Check(
    rules=(MISSING, WRONG, SIGN_IN),
    states=(states.LIGHT,),
    needs=(labels.CHECK,),
    script="page/forms/autocomplete.js",
)
