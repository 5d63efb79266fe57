"""Fenced containers: callouts, steps and details.

    ::: note Optional title        ::: details Summary        ::: steps
    Text.                          Text.                      1. First
    :::                            :::                        :::

A container inside another one is opened and closed with more colons than the outer one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from curbcut.content.report import report
from curbcut.model.finding import Rule

UNKNOWN = Rule(
    id="container-unknown",
    summary="A line that starts with colons does not name a known container",
    why="The colons appear as text, and the box is missing.",
    fix=(
        "Write note, tip, important, warning, details, steps or tabs after the colons, such as"
        " “::: note”."
    ),
    examples=(
        (
            ("::: notice\nThe shop is closed on Sundays.\n:::"),
            ("::: note\nThe shop is closed on Sundays.\n:::"),
        ),
    ),
)
UNCLOSED = Rule(
    id="container-unclosed",
    summary="A container is never closed",
    why="The rest of the page ends up inside it.",
    fix="Add a line with the same number of colons where the container should end.",
    examples=(
        (
            ("::: note\nThe shop is closed on Sundays."),
            ("::: note\nThe shop is closed on Sundays.\n:::"),
        ),
    ),
)
SUMMARY = Rule(
    id="details-without-summary",
    summary="A details block has no summary",
    why="The button that opens the block has no name, so nobody can tell what is inside.",
    fix="Write what is inside after the word: “::: details How we store it”.",
    criteria=("2.4.6", "4.1.2"),
    examples=(
        (
            ("::: details\nWe keep it for two years.\n:::"),
            ("::: details How long we keep it\nWe keep it for two years.\n:::"),
        ),
    ),
)
RULES = (UNKNOWN, UNCLOSED, SUMMARY)

CALLOUTS = ("note", "tip", "important", "warning")
_TITLES = {"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning"}
_ALIASES = {"info": "note", "caution": "warning", "danger": "warning"}
"""Names that other tools have for a callout."""
_KINDS = (*CALLOUTS, *_ALIASES, "details", "steps")
_NAMES = (*_KINDS, "tabs")
"""All containers; that of tabs is an extension of its own."""
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)", re.IGNORECASE)
_STRAY = re.compile(
    r"^\s*(?P<colons>:{3,})\s*\{?\.?(?:callout-)?(?P<name>[A-Za-z][\w-]*)\}?(?P<rest>.*)"
)
_INFO = re.compile(r"\s*(?P<name>[\w-]+)(?:\[(?P<label>.*)\]|\s+(?P<words>.*))?\s*")
"""“note”, “note A title” and, as in Docusaurus, “note[A title]”."""


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    for kind in _KINDS:
        render = {"details": _details, "steps": _steps}.get(kind, _callout)
        md.use(container_plugin, kind, validate=_is(kind), render=render)
    md.core.ruler.after("block", "curbcut_containers", _look)
    md.core.ruler.after("block", "curbcut_alerts", _alerts)


def _is(kind: str) -> Any:
    return lambda params, *rest: _parts(params)[0] == kind


def _parts(info: str) -> tuple[str, str]:
    """The name of a container, and its title."""
    found = _INFO.fullmatch(info)
    return (found["name"], (found["label"] or found["words"] or "").strip()) if found else ("", "")


def _label(token: Token) -> str:
    return _parts(token.info)[1]


def _callout(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    token = tokens[idx]
    if token.nesting != 1:
        return "</div>\n"
    kind = _parts(token.info)[0]
    kind = _ALIASES.get(kind, kind)
    name = env.get("strings", {}).get(f"callout_{kind}", _TITLES[kind])
    label = _label(token)
    title = f"{escapeHtml(name)}: {escapeHtml(label)}" if label else escapeHtml(name)
    return f'<div class="callout callout--{kind}">\n<p class="callout__title">{title}</p>\n'


def _details(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    token = tokens[idx]
    if token.nesting != 1:
        return "</div>\n</details>\n"
    summary = escapeHtml(_label(token))
    return f'<details class="details">\n<summary>{summary}</summary>\n<div class="details__body">\n'


def _steps(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    return '<div class="steps">\n' if tokens[idx].nesting == 1 else "</div>\n"


def _alerts(state: StateCore) -> None:
    """A quotation that begins with “[!NOTE]” is a callout, as on GitHub."""
    opened: list[Token | None] = []
    emptied: list[int] = []
    for at, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            opened.append(_alert(state.tokens, at, emptied))
        elif token.type == "blockquote_close" and opened and (opening := opened.pop()):
            token.type = opening.type.replace("_open", "_close")
            token.info, token.tag = opening.info, "div"
    for at in reversed(emptied):
        del state.tokens[at : at + 3]


def _alert(tokens: Sequence[Token], at: int, emptied: list[int]) -> Token | None:
    """Make a callout of the quotation that opens at ``at``, if it is one.

    A paragraph that is left without text is added to ``emptied``.
    """
    inline = tokens[at + 2] if at + 2 < len(tokens) else None
    if inline is None or tokens[at + 1].type != "paragraph_open" or inline.type != "inline":
        return None
    found = _ALERT.match(inline.content)
    if found is None or inline.map is None:
        return None
    kind = found[1].lower()
    kind = _ALIASES.get(kind, kind)
    opening = tokens[at]
    opening.type, opening.tag, opening.info = f"container_{kind}_open", "div", kind
    inline.content = inline.content[found.end() :]
    if not inline.content:
        emptied.append(at + 1)
    inline.map = [inline.map[0] + 1, inline.map[1]]
    tokens[at + 1].map = inline.map
    return opening


def _look(state: StateCore) -> None:
    lines = state.src.split("\n")
    for token in state.tokens:
        fenced = token.markup.startswith(":")
        if token.type.startswith("container_") and fenced and token.nesting == 1 and token.map:
            start, end = token.map
            if end >= len(lines) or not lines[end].lstrip(" >").startswith(":::"):
                fix = f"Write “{token.markup}” on a line of its own where the container ends."
                message = f"“{token.info.strip()}” is never closed"
                report(state.env, UNCLOSED, message, start, fix=fix)
            if token.type == "container_details_open" and not _label(token):
                report(state.env, SUMMARY, SUMMARY.summary, start)
        elif token.type == "inline" and token.map and ":::" in token.content:
            for offset, line in enumerate(token.content.split("\n")):
                if stray := _STRAY.match(line):
                    _report_stray(state, stray, token.map[0] + offset)


def _report_stray(state: StateCore, stray: re.Match[str], line: int) -> None:
    name = stray["name"]
    near = difflib.get_close_matches(name.lower(), _NAMES, n=1)
    message, fix = f"“{name}” is not a container", ""
    if name in _NAMES and "{" not in stray[0]:
        message, fix = (
            f"The container “{name}” is not recognised here",
            "Leave an empty line above.",
        )
    elif near:
        words = "" if "{" in stray[0] else stray["rest"].strip()
        fix = f"Write “{f'{stray["colons"]} {near[0]} {words}'.strip()}”"
    report(state.env, UNKNOWN, message, line, fix=fix)
