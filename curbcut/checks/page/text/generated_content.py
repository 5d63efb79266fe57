"""Text that some readers get and others do not."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

GENERATED = Rule(
    id="text-from-stylesheet",
    summary="Words are in the style sheet instead of the page",
    why=(
        "They are missing for people who use their own styles or reader mode. They cannot be"
        " searched, copied or translated, and some screen readers do not read them."
    ),
    fix=(
        "Move the words into the text or the template. Use style sheets only for decorative"
        " symbols."
    ),
    criteria=("1.3.1",),
    question="Does the page lose meaning without “{text}”? If so, the words must be in the page.",
    how=(
        "Style rules for ::before and ::after whose content has a word of three or more letters,"
        " where they apply to something visible."
    ),
    limits="Style sheets from other origins, which the browser does not allow to be read.",
    source="WCAG 2.2, 1.3.1; failure F87",
    messages={"cantTell": "“{text}” comes from the style sheet ({count} times)"},
    examples=(
        (
            (
                '<style>.new::before { content: "New: " }</style>\n'
                '<p class="new">Chains for all bicycles</p>'
            ),
            "<p>New: Chains for all bicycles</p>",
        ),
    ),
)
HIDDEN = Rule(
    id="text-hidden-from-screen-readers",
    summary="Visible text is hidden from screen readers",
    why="Screen reader users miss what everybody else can read.",
    fix="Remove aria-hidden in the template, unless the same is said elsewhere.",
    criteria=("1.3.1", "4.1.2"),
    question="Is “{text}” decoration, or said elsewhere on the page? If not, it must not be"
    " hidden.",
    how=(
        'Visible words inside aria-hidden="true", where the same words are nowhere else on the'
        " page, nothing around them has a name, and no dialog is open."
    ),
    source="WCAG 2.2, 1.3.1 and 4.1.2; technique ARIA5",
    messages={"cantTell": "“{text}” is visible but hidden from screen readers"},
    examples=(
        (
            '<p aria-hidden="true">We are closed on Sundays.</p>',
            "<p>We are closed on Sundays.</p>",
        ),
    ),
)
STRUCK = Rule(
    id="price-struck-for-the-eye",
    summary="A price is struck through only visually",
    why="Screen reader users hear two prices and do not know which one counts.",
    fix=(
        "Add words, which may be visually hidden: “was £25, now £20”. Mark the old price as <s>"
        " or <del>."
    ),
    criteria=("1.3.1",),
    question="How do screen reader users learn that “{text}” is the old price?",
    how="Prices that a style rule strikes through, beside another price and without a word such as"
    " “was”, “now” or “instead” around them.",
    limits="Words in English, German, French and Spanish.",
    source="WCAG 2.2, 1.3.1; failure F2",
    messages={"cantTell": "“{text}” is struck through, but no word says that it is the old price"},
    examples=(
        (
            (
                "<style>.old { text-decoration: line-through }</style>\n"
                '<p>Chain: <span class="old">£25</span> £20</p>'
            ),
            "<p>Chain: was <s>£25</s>, now £20</p>",
        ),
    ),
)
# Words are hidden or brought in by style rules for narrow screens, too; those rules are about room
# rather than meaning, so the page as it is first met has to do.
CHECK = Check(
    rules=(GENERATED, HIDDEN, STRUCK),
    states=(states.LIGHT,),
    script="page/text/generated_content.js",
)
