"""Task lists: items that begin with ``[ ]`` or ``[x]`` say in words whether they are done.

A checkbox that cannot be changed would be announced as a control that does nothing; a word is read
with the item, in print and without style sheets too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()

_BOX = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_WORDS = {"task_open": "To do", "task_done": "Done"}


def install(md: MarkdownIt) -> None:
    """Add the rule to ``md``."""
    md.core.ruler.after("inline", "curbcut_tasks", _mark)
    md.renderer.rules["task"] = _render  # type: ignore[attr-defined]


def _mark(state: StateCore) -> None:
    for at, token in enumerate(state.tokens[2:], 2):
        if token.type != "inline" or not token.children:
            continue
        if [one.type for one in state.tokens[at - 2 : at]] != ["list_item_open", "paragraph_open"]:
            continue
        first = token.children[0]
        if first.type == "text" and (box := _BOX.match(first.content)):
            name = "task_open" if box[1] == " " else "task_done"
            first.content = first.content[box.end() :]
            # Its own token, so that checks of words see the writer's words alone.
            task = Token("task", "", 0, content=name)
            task.meta.update(first.meta)
            token.children.insert(0, task)


def _render(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    name = tokens[idx].content
    return f"{escapeHtml(env.get('strings', {}).get(name, _WORDS[name]))}: "
