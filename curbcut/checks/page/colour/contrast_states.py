"""Contrast of placeholders and of links marked by colour.

The script also finds what hover_contrast.py measures.
"""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

PLACEHOLDER = Rule(
    id="placeholder-contrast",
    summary="Placeholder text is too faint",
    why="People with low vision cannot read what the field asks for.",
    fix=(
        "In the style sheet, give ::placeholder a colour with a contrast of 4.5:1 to the field."
        " Better still, write the hint above the field."
    ),
    criteria=("1.4.3",),
    how="The colour of each visible placeholder is compared with the colour of its field.",
    source="WCAG 2.2, 1.4.3 Contrast (Minimum); its explanation names placeholder text.",
    messages={
        "failed": "The placeholder “{text}” has a contrast of {ratio}:1; it needs {needed}:1"
    },
    examples=(
        (
            (
                "<style>::placeholder { color: #bbb; opacity: 1 }</style>\n"
                '<label>Frame number <input placeholder="MP12345"></label>'
            ),
            (
                "<style>::placeholder { color: #595959; opacity: 1 }</style>\n"
                '<label>Frame number <input placeholder="MP12345"></label>'
            ),
        ),
    ),
)
LINK = Rule(
    id="link-told-by-colour",
    summary="A link in text is marked by colour alone, even when hovered or focused",
    why="People who see colours differently, or none, do not notice that there is a link.",
    fix="In the style sheet, underline links in running text, at least on hover and focus.",
    criteria=("1.4.1",),
    question="Does anything other than colour show that “{text}” is a link?",
    how=(
        "Links within text that differ from the words around them only by a colour with a"
        " contrast of at least 3:1 to those words, and that get no other mark on hover. Links"
        " with less contrast are reported by axe/link-in-text-block."
    ),
    source="WCAG technique G183: 3:1 with the surrounding text, and an additional cue.",
    messages={"cantTell": "“{text}” differs from the words around it only by colour"},
    examples=(
        (
            (
                "<style>\n"
                "  p { color: #000 }\n"
                "  a { color: #27e; text-decoration: none }\n"
                "</style>\n"
                '<p>We repair your bicycle on the day after <a href="/order">your order</a> '
                "arrives.</p>"
            ),
            (
                "<style>\n"
                "  p { color: #000 }\n"
                "  a { color: #27e; text-decoration: underline }\n"
                "</style>\n"
                '<p>We repair your bicycle on the day after <a href="/order">your order</a> '
                "arrives.</p>"
            ),
        ),
    ),
)
# Colours differ between the two schemes and nowhere else; forced colours are the reader's own. The
# mark of a link is the same in both.
CHECK = Check(
    rules=(PLACEHOLDER, LINK),
    states={PLACEHOLDER.id: (states.LIGHT, states.DARK), LINK.id: (states.LIGHT,)},
    script="page/colour/contrast_states.js",
)
