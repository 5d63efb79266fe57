"""Definition lists: a term on one line, ``: `` and its definition on the next.

On a page of the kind ``glossary`` each term has an anchor that other pages link to. Terms with the
same definition are on one line, separated by commas of any script: ``Encryption, encrypted``.
Brackets at the end hold another name: ``Screen reader (reading program)``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.deflist import deflist_plugin

from curbcut.content.extensions.headings import plain_text, slugify
from curbcut.content.positions import place_of
from curbcut.content.report import report
from curbcut.content.transforms.first_uses import MOST_WORDS
from curbcut.model import kinds
from curbcut.model.finding import Rule, Severity
from curbcut.model.page import Term

TWICE = Rule(
    id="glossary-term-twice",
    summary="A glossary defines a term twice",
    why="Other pages link only to the first definition, and readers wonder which one applies.",
    fix="Combine the two into one definition.",
    severity=Severity.WARNING,
    examples=(
        (
            (
                "---\n"
                "title: Glossary\n"
                "kind: glossary\n"
                "---\n"
                "\n"
                "Chain\n"
                ": The part that drives the rear wheel.\n"
                "\n"
                "Bell\n"
                ": A thing to ring.\n"
                "\n"
                "Chain\n"
                ": A lock made of links."
            ),
            (
                "---\n"
                "title: Glossary\n"
                "kind: glossary\n"
                "---\n"
                "\n"
                "Chain\n"
                ": The part that drives the rear wheel.\n"
                "\n"
                "Bell\n"
                ": A thing to ring.\n"
                "\n"
                "Chain lock\n"
                ": A lock made of links."
            ),
        ),
    ),
)
LONG = Rule(
    id="glossary-term-long",
    summary="A glossary term is too long to be linked from other pages",
    why="Other pages do not link to its definition.",
    fix="Shorten the term, and explain it in its definition.",
    severity=Severity.WARNING,
    source=f"Our own limit, so that reading pages stays fast: {MOST_WORDS} words.",
)
RULES: tuple[Rule, ...] = (TWICE, LONG)

_COMMA = re.compile("[,\N{ARABIC COMMA}\N{IDEOGRAPHIC COMMA}\N{FULLWIDTH COMMA}]")
_OTHER_NAME = re.compile(r"(.+?)\s*\(([^()]+)\)")


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.use(deflist_plugin)
    md.core.ruler.push("curbcut_terms", _terms)


def _terms(state: StateCore) -> None:
    if state.env.get("kind") is not kinds.GLOSSARY:
        return
    terms: list[Term] = state.env["terms"]
    anchors: dict[str, str] = {}
    for opening, inline in itertools.pairwise(state.tokens):
        if opening.type != "dt_open":
            continue
        names = list(_names(plain_text(inline)))
        known = next((name for name in names if name.casefold() in anchors), "")
        if known:
            line, _, column = place_of(opening)
            report(state.env, TWICE, f"“{known}” is defined twice", line, column=column)
        if not names or known:
            continue
        if any(len(name.split()) > MOST_WORDS for name in names):
            line, _, column = place_of(opening)
            message = f"This term has more than {MOST_WORDS} words"
            report(state.env, LONG, message, line, column=column)
        anchor = f"term-{slugify(names[0])}"
        opening.attrSet("id", anchor)
        for name in names:
            anchors[name.casefold()] = anchor
            terms.append(Term(name, anchor))


def _names(text: str) -> Iterator[str]:
    """The words that a line of a glossary defines."""
    for part in _COMMA.split(text):
        other = _OTHER_NAME.fullmatch(part.strip())
        yield from other.groups() if other else filter(None, (part.strip(),))
