"""Footnotes, with a link back whose name says where it leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from curbcut.content.positions import place_in, tokens_by_offset
from curbcut.content.report import report
from curbcut.model.finding import Rule

UNUSED = Rule(
    id="footnote-unused",
    summary="A footnote is never referred to",
    why="It is left out of the page, so nobody reads it.",
    fix="Put its reference, such as [^1], where it belongs, or remove the footnote.",
    examples=(
        (
            ("We keep it for two years.\n\n[^1]: From the day of your last order."),
            ("We keep it for two years.[^1]\n\n[^1]: From the day of your last order."),
        ),
    ),
)
MISSING = Rule(
    id="footnote-missing",
    summary="A footnote reference has no footnote",
    why="Readers see and hear the brackets, but there is no note.",
    fix="Add a line such as “[^1]: The note.”, or remove the reference.",
    examples=(
        (
            "We keep it for two years.[^1]",
            ("We keep it for two years.[^1]\n\n[^1]: From the day of your last order."),
        ),
    ),
)
RULES = (UNUSED, MISSING)

_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\s\[]{1,100})\]")


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.use(footnote_plugin, inline=False)
    md.core.ruler.before("footnote_tail", "curbcut_footnotes_unused", _find_unused)
    md.core.ruler.push("curbcut_footnotes_missing", _find_missing)
    rules = md.renderer.rules  # type: ignore[attr-defined]
    rules["footnote_ref"] = _reference
    rules["footnote_block_open"] = _block_open
    rules["footnote_block_close"] = _block_close
    rules["footnote_open"] = _open
    rules["footnote_close"] = _close
    rules["footnote_anchor"] = _back


def _words(env: Any, key: str, default: str) -> str:
    return escapeHtml(str(env.get("strings", {}).get(key, default)))


def _find_unused(state: StateCore) -> None:
    known = state.env.get("footnotes", {}).get("refs", {})
    seen: set[str] = set()
    for token in state.tokens:
        if token.type != "footnote_reference_open" or not token.map:
            continue
        label = token.meta["label"]
        if label in seen:
            report(state.env, UNUSED, f"There is another footnote “{label}”", token.map[0])
        elif known.get(f":{label}", -1) < 0:
            report(state.env, UNUSED, f"Nothing refers to the footnote “{label}”", token.map[0])
        seen.add(label)


def _find_missing(state: StateCore) -> None:
    for block in state.tokens:
        if block.type != "inline" or "[^" not in block.content:
            continue
        token_at = tokens_by_offset(block)
        for match in _REFERENCE.finditer(block.content):
            token = token_at(match.start())
            if token is not None and token.type == "text":
                line, _, column = place_in(block, match.start())
                report(
                    state.env, MISSING, f"There is no footnote “{match[1]}”", line, column=column
                )


def _number(token: Token) -> str:
    return str(token.meta["id"] + 1)


def _reference_id(token: Token) -> str:
    again = token.meta.get("subId", 0)
    return f"fnref-{_number(token)}" + (f"-{again + 1}" if again > 0 else "")


def _reference(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    number = _number(tokens[idx])
    name = _words(env, "footnote", "Footnote {number}").replace("{number}", number)
    return (
        f'<sup class="footnote-ref"><a href="#fn-{number}" id="{_reference_id(tokens[idx])}"'
        f' aria-label="{name} [{number}]">[{number}]</a></sup>'
    )


def _block_open(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    name = _words(env, "footnotes", "Footnotes")
    return f'<section class="footnotes" aria-label="{name}">\n<ol>\n'


def _block_close(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    return "</ol>\n</section>\n"


def _open(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    return f'<li id="fn-{_number(tokens[idx])}">'


def _close(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    return "</li>\n"


def _back(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    token = tokens[idx]
    number = _number(token)
    again = token.meta.get("subId", 0)
    which = number + (f"-{again + 1}" if again > 0 else "")
    name = _words(env, "footnote_back", "Back to reference {number}").replace("{number}", which)
    # The theme draws the arrow: a symbol in the text would be read out, or be all that is seen.
    return (
        f' <a href="#{_reference_id(token)}" class="footnote-backref">'
        f'<span class="visually-hidden">{name}</span></a>'
    )
