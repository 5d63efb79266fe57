"""Links inside links, which HTML does not allow: browsers end the outer link where another begins.

CommonMark allows an address in angle brackets within link text; we keep the outer link. Around
another link or a footnote reference, it treats the outer link as text, which readers then see.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.content.positions import OFFSET, place_in, place_of, tokens_by_offset
from curbcut.content.report import report
from curbcut.model.finding import Rule, Severity

NESTED = Rule(
    id="link-in-link",
    summary="A link contains another link",
    why=(
        "HTML allows no link inside a link. Readers can follow only one of the two, or they see"
        " the brackets and the address."
    ),
    fix=(
        "End the outer link before the inner one. Remove angle brackets around an address in its"
        " text, and put a footnote reference after it."
    ),
    severity=Severity.WARNING,
    how=(
        "An address in angle brackets between the square brackets of a link, where the outer"
        " link is kept; and text such as “](page.md)” after a link or footnote reference."
    ),
    examples=(
        (
            "[Our opening hours at <https://movo.example/hours>](https://movo.example)",
            "[Our opening hours](https://movo.example/hours)",
        ),
    ),
)
RULES = (NESTED,)

_REST = re.compile(r"(?<!\\)\]\([^()\s]{1,200}\)")
_INNER = frozenset({"link_close", "footnote_ref"})


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.core.ruler.push("curbcut_nested_links", _part)


def _part(state: StateCore) -> None:
    for block in state.tokens:
        children = block.children or []
        if any(child.type == "link_open" for child in children):
            block.children = _parted(state, children)
        if "](" in block.content and block.type == "inline":
            _find_rest(state, block)


def _parted(state: StateCore, children: list[Token]) -> list[Token]:
    kept: list[Token] = []
    depth = 0
    for token in children:
        depth += token.type == "link_open"
        if depth < 2 or token.type not in ("link_open", "link_close"):
            kept.append(token)
        elif token.type == "link_open":
            line, _, column = place_of(token)
            message = f"“{token.attrGet('href')}” is a link inside the text of another link"
            report(state.env, NESTED, message, line, column=column)
        depth -= token.type == "link_close"
    return kept


def _find_rest(state: StateCore, block: Token) -> None:
    """Report what is left of a link that was none because of a link in its words."""
    inner = [child.meta.get(OFFSET, 0) for child in block.children or () if child.type in _INNER]
    if not inner or "[" not in block.content[: inner[0]]:
        return
    token_at = tokens_by_offset(block)
    for rest in _REST.finditer(block.content, inner[0]):
        token = token_at(rest.start())
        if token is not None and token.type == "text":
            message = f"“{rest[0]}” is shown to readers: the text of this link contains a link"
            line, _, column = place_in(block, rest.start())
            report(state.env, NESTED, message, line, column=column)
