"""The marks that Git leaves where two versions of a text could not be merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from curbcut.content.report import report
from curbcut.model.finding import Rule

CONFLICT = Rule(
    id="merge-conflict",
    summary="The file has the marks of a merge conflict",
    why="Readers would see two versions of the text, one after the other.",
    fix="Keep one version, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.",
    how="A line that begins with seven < and a name, and further down one with seven >, outside of"
    " code.",
    limits="A page that has only one such line left.",
    examples=(
        (
            "Clean the chain.\n\n<<<<<<< HEAD\nOil it once a month.\n=======\nOil it twice a"
            " month.\n>>>>>>> draft",
            "Clean the chain.\n\nOil it twice a month.",
        ),
    ),
)
RULES = (CONFLICT,)

_OPENED = re.compile(r"<{7} \S")
_CLOSED = re.compile(r">{7} \S")


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("code", "conflict", _conflict, {"alt": ends})
    md.renderer.rules["conflict"] = _render  # type: ignore[attr-defined]


def _conflict(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _OPENED.match(state.src, state.bMarks[start]):
        return False
    last = next(
        (line for line in range(start + 1, end) if _CLOSED.match(state.src, state.bMarks[line])),
        None,
    )
    if last is None:
        return False
    if not silent:
        token = state.push("conflict", "pre", 0)
        token.content = state.getLines(start, last + 1, 0, keepLastLF=False)
        token.map = [start, last + 1]
        report(state.env, CONFLICT, "Two versions of the text are here", start)
        state.line = last + 1
    return True


def _render(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    return f"<pre>{escapeHtml(tokens[idx].content)}</pre>\n"
