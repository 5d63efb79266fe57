"""Keys to press: ``++Ctrl+C++`` becomes a ``kbd`` for the combination and one for each key.

A single plus sign joins the keys. The marks open only where no letter or digit precedes them, and
have no space inside, so “C++ and D++” is unchanged.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()

_LONGEST = 60
_NO_NAME = re.compile(r"[\n`*\[\]<>\\]")


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.inline.ruler.before("emphasis", "keys", _keys)


def _keys(state: StateInline, silent: bool) -> bool:
    start = state.pos + 2
    names = _names(state.src, start)
    if not names:
        return False
    if not silent:
        _push(state, names)
    state.pos = state.src.index("++", start) + 2
    return True


def _names(text: str, start: int) -> list[str]:
    """The keys that are named from ``start`` on, behind two plus signs; none if there are none."""
    before = text[start - 3 : start - 2]
    if text[start - 2 : start] != "++" or before == "+" or before.isalnum():
        return []
    inside, end, _ = text[start : start + _LONGEST].partition("++")
    if not end or inside.strip() != inside or _NO_NAME.search(inside):
        return []
    names = [" ".join(name.split()) for name in inside.split("+")]
    return names if all(names) else []


def _push(state: StateInline, names: list[str]) -> None:
    several = len(names) > 1
    if several:
        state.push("keys_open", "kbd", 1)
    for number, name in enumerate(names):
        if number:
            state.push("text", "", 0).content = "+"
        state.push("key_open", "kbd", 1)
        state.push("text", "", 0).content = name
        state.push("key_close", "kbd", -1)
    if several:
        state.push("keys_close", "kbd", -1)
