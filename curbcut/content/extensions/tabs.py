"""Tabs: a container in which each heading begins one.

    ::: tabs
    ### Windows
    Press the Windows key.

    ### Mac
    Press Command and Space.
    :::

The page has a section for each, one after the other, as in print and without scripts. The theme's
script makes tabs of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from curbcut.content.extensions.headings import plain_text
from curbcut.content.positions import place_of
from curbcut.content.report import report
from curbcut.model.finding import Rule, Severity

TOO_FEW = Rule(
    id="tabs-without-headings",
    summary="Tabs have fewer than two headings, or text before the first one",
    why="Each heading begins a tab. Readers see the text one part after the other, without tabs.",
    fix="Write a heading where each tab begins, and nothing above the first one: “### Windows”.",
    severity=Severity.WARNING,
    how="A container “::: tabs” that does not begin with a heading, or has one at most of the same"
    " level.",
    limits="Whether a reader needs one of the tabs alone, which is when they help.",
    examples=(
        (
            "## Start the app\n\n::: tabs\nOn Windows, press the Windows key.\n:::",
            "## Start the app\n\n::: tabs\n### On Windows\nPress the Windows key.\n\n"
            "### On a Mac\nPress Command and Space.\n:::",
        ),
    ),
)
RULES = (TOO_FEW,)

IN_TABS = "curbcut_tab"
"""In the meta of a heading that begins a tab."""


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.use(container_plugin, "tabs", validate=_is_tabs, render=_render)
    md.core.ruler.push("curbcut_tabs", _divide)


def _is_tabs(params: str, *rest: Any) -> bool:
    return params.strip() == "tabs"


def _render(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    return '<div class="tabs">\n' if tokens[idx].nesting == 1 else "</div>\n"


def _divide(state: StateCore) -> None:
    """Put what each heading of a container begins into a part of its own."""
    opened: list[tuple[Token, str]] = []  # containers, and the level of their headings
    divided: list[Token] = []
    for at, token in enumerate(state.tokens):
        if token.type == "container_tabs_open":
            opened.append((token, _tag(state, at)))
        container, tag = opened[-1] if opened else (token, "")
        if token.type == "container_tabs_close" and opened:
            opened.pop()
            if tag:
                divided.append(_part("tabs_part_close", -1))
        if token.type == "heading_open" and token.tag == tag and token.level == container.level + 1:
            if divided[-1] is not container:
                divided.append(_part("tabs_part_close", -1))
            divided.append(_part("tabs_part_open", 1, plain_text(state.tokens[at + 1]), token))
            token.meta[IN_TABS] = True
        divided.append(token)
    state.tokens = divided


def _part(kind: str, nesting: Any, label: str = "", heading: Token | None = None) -> Token:
    part = Token(kind, "div", nesting, block=True)
    if heading is not None:
        part.map, part.meta = heading.map, dict(heading.meta)
        part.attrs = {"class": "tabs__part", "data-label": label}
    return part


def _tag(state: StateCore, at: int) -> str:
    """The level of the headings that begin the tabs of a container; "" if there are no tabs."""
    container, first = state.tokens[at], state.tokens[at + 1]
    tags = []
    for token in state.tokens[at + 1 :]:
        if token.type == "container_tabs_close" and token.level == container.level:
            break
        if token.type == "heading_open" and token.level == container.level + 1:
            tags.append(token.tag)
    if first.type == "heading_open" and tags.count(first.tag) > 1 and first.tag == min(tags):
        return first.tag
    message = "The tabs do not begin with a heading"
    if tags and first.type == "heading_open":
        message = "The tabs have only one heading of the highest level"
    report(state.env, TOO_FEW, message, place_of(container)[0])
    return ""
