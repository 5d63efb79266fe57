"""Words that one reader gets and another does not."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

GENERATED = Rule(
    id="text-from-stylesheet",
    summary="Words stand in the style sheet and not in the page",
    why="They are gone for people who use styles of their own or a reader mode; they cannot be"
    " searched, copied or translated, and some screen readers do not say them.",
    fix="Write the words into the text or the template. Style sheets are for signs that only"
    " decorate.",
    criteria=("1.3.1",),
    question="Does anything get lost when “{text}” is not there? Then it has to be in the page.",
    how="Style rules for ::before and ::after whose content has a word of three or more letters,"
    " where they apply to something that is shown.",
    limits="Style sheets from other origins, which the browser does not let us read.",
    source="WCAG 2.2, 1.3.1; failure F87",
    messages={"cantTell": "“{text}” comes from the style sheet ({count} times)"},
)
HIDDEN = Rule(
    id="text-hidden-from-screen-readers",
    summary="Text that can be seen is hidden from screen readers",
    why="People who listen do not get what everybody else can read.",
    fix="Remove aria-hidden in the template, unless the same is said elsewhere.",
    criteria=("1.3.1", "4.1.2"),
    question="Is “{text}” decoration, or said elsewhere on the page? If not, it must not be"
    " hidden.",
    how="Visible words inside aria-hidden=“true”, where the same words do not stand anywhere else"
    " on the page, nothing around them has a name of its own, and no dialog is open.",
    source="WCAG 2.2, 1.3.1 and 4.1.2; technique ARIA5",
    messages={"cantTell": "“{text}” can be seen and is hidden from screen readers"},
)
STRUCK = Rule(
    id="price-struck-for-the-eye",
    summary="A price is struck through for the eye only",
    why="People who listen hear two prices and do not learn which of them counts.",
    fix="Say it in words, which may be hidden from the eye: “was £25, now £20”; and mark the old"
    " price as <s> or <del>.",
    criteria=("1.3.1",),
    question="How do people who listen learn that “{text}” is the old price?",
    how="Prices that a style rule strikes through, beside another price and without a word such as"
    " “was”, “now” or “instead” around them.",
    limits="Words in English, German, French and Spanish.",
    source="WCAG 2.2, 1.3.1; failure F2",
    messages={"cantTell": "“{text}” is struck through, and no word says that it is the old price"},
)
# Words are hidden or brought in by style rules for narrow screens, too; those rules are about room
# rather than meaning, so the page as it is first met has to do.
CHECK = Check(
    rules=(GENERATED, HIDDEN, STRUCK),
    states=(states.LIGHT,),
    script="page/text/generated_content.js",
)
