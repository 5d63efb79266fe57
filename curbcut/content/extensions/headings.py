"""Headings: one h1, which is the title, and stable anchors.

An anchor is made from the heading's own words, in any script, or given by the editor at the end of
the heading: ``## Fragen und Antworten {#faq}``. A given anchor survives translation and rewording.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.content.positions import place_of
from curbcut.content.report import report
from curbcut.model.finding import Rule

SECOND_H1 = Rule(
    id="heading-second-h1",
    summary="The page has a second level 1 heading",
    why=(
        "The title is already the page's level 1 heading. With two, people who jump by headings"
        " cannot tell which one names the page."
    ),
    fix="Use a level 2 heading (“## …”), or the same words as the title.",
    criteria=("1.3.1",),
    how="A level 1 heading in the Markdown, unless it is the first block and repeats the title.",
    examples=(
        (
            ("---\ntitle: Repairs\n---\n\nBring your bicycle to our shop.\n\n# Punctures"),
            ("---\ntitle: Repairs\n---\n\nBring your bicycle to our shop.\n\n## Punctures"),
        ),
    ),
)
ID_TAKEN = Rule(
    id="heading-anchor-taken",
    summary="Two places on a page have the same anchor",
    why="A link can only reach the first of the two.",
    fix="Change one of the anchors, such as {#opening-hours-2}.",
    examples=(
        (
            ("## Opening hours {#hours}\n\n## Telephone hours {#hours}"),
            ("## Opening hours {#opening-hours}\n\n## Telephone hours {#telephone-hours}"),
        ),
    ),
)
RULES = (SECOND_H1, ID_TAKEN)

_GIVEN = re.compile(r"\{#([^\s{}#\"'<>&]+)\}")
_RESERVED = frozenset({"content", "contents-title", "contact-title", "policy-facts-title"}) | {
    "related-title",
    "feedback-question",
}
"""Ids that the theme's templates use."""
_OURS = re.compile(r"fn(ref)?-[0-9]+(-[0-9]+)?|caption-[0-9]+")
"""Ids of footnotes and of captions."""


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.core.ruler.after("block", "curbcut_heading_ids", _take_given_ids)
    md.core.ruler.push("curbcut_headings", _headings)


def slugify(text: str) -> str:
    """Text in any script as an anchor: lower-case letters, digits, and hyphens between words."""
    text = unicodedata.normalize("NFC", text).casefold().replace("’", "").replace("'", "")
    return hyphenate(text).strip("-_") or "section"


def hyphenate(text: str, keep: str = "_") -> str:
    """``text`` with a hyphen for each run of other characters than letters, marks and digits."""
    signs = [
        sign if unicodedata.category(sign)[0] in "LMN" or sign in keep else "-"
        for sign in unicodedata.normalize("NFC", text)
    ]
    return re.sub("-+", "-", "".join(signs))


def plain_text(token: Token) -> str:
    """The words of an inline token, without markup."""
    words: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline") or child.type == "image":
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return " ".join("".join(words).split())


def _take_given_ids(state: StateCore) -> None:
    """Before inline parsing, or the braces would become text or somebody else's attributes."""
    for token, inline in itertools.pairwise(state.tokens):
        if token.type == "heading_open" and inline.type == "inline":
            content = inline.content.rstrip()
            given = _GIVEN.fullmatch(content, max(0, content.rfind("{#")))
            if given:
                token.attrSet("id", given[1])
                inline.content = content[: given.start()].rstrip()


def _headings(state: StateCore) -> None:
    _fold_title(state)
    taken = _given_ids(state)
    last: dict[str, int] = {}
    for token, inline in itertools.pairwise(state.tokens):
        if token.type != "heading_open":
            continue
        if token.attrGet("id") is None:
            base = slugify(plain_text(inline))
            if _OURS.fullmatch(base):
                base = f"section-{base}"
            name, number = base, last.get(base, 1)
            while name in taken or _reserved(name):
                number += 1
                name = f"{base}-{number}"
            last[base] = number
            taken.add(name)
            token.attrSet("id", name)
        if token.tag == "h1":
            message = f"“{plain_text(inline)}” is a second level 1 heading"
            line, _, column = place_of(token)
            fix = f"Write “## {plain_text(inline)}”, a level 2 heading below the title."
            report(state.env, SECOND_H1, message, line, column=column, fix=fix)


def _given_ids(state: StateCore) -> set[str]:
    """The ids that the editor gave, to headings and to anything else, each of them once."""
    taken: set[str] = set()
    for block in state.tokens:
        for token in (block, *(block.children or ())):
            given = token.attrGet("id")
            if given is None or token.type == "caption_open":
                continue
            if given in taken or _reserved(str(given)):
                line, _, column = place_of(token)
                message = f"The anchor “{given}” is already used"
                number = next(n for n in range(2, 10_000) if f"{given}-{n}" not in taken)
                fix = f"Write {{#{given}-{number}}}, or another word that is not used yet."
                report(state.env, ID_TAKEN, message, line, column=column, fix=fix)
            taken.add(str(given))
    return taken


def _reserved(name: str) -> bool:
    return name in _RESERVED or _OURS.fullmatch(name) is not None


def _fold_title(state: StateCore) -> None:
    tokens = state.tokens
    first = next((at for at, token in enumerate(tokens) if token.type != "html_block"), None)
    if first is None or tokens[first].tag != "h1" or tokens[first].nesting != 1:
        return
    title = " ".join(str(state.env.get("title", "")).split())
    if plain_text(tokens[first + 1]).casefold() == title.casefold():
        del tokens[first : first + 3]
