"""Attributes in braces after a link, an image, code or a bracketed span: ``[mot]{lang=fr}``.

The syntax and the parser of the braces are those of mdit-py-plugins. Its rules pass all of the
following text to that parser, again for each bracket and link; ours pass at most ``LONGEST``
characters.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

from curbcut.content.positions import place_in, place_of
from curbcut.content.report import report
from curbcut.model.finding import Rule, Severity

ALLOWED = ("id", "class", "lang", "dir", "hreflang", "formats")
"""Attributes that editors may set: none that runs, styles or renames an element."""
LONGEST = 2000
"""The most characters in braces."""

REFUSED = Rule(
    id="attribute-refused",
    summary="An attribute in braces is not allowed",
    why="It is left out of the page, so it has no effect.",
    fix=f"Remove it. The attributes that a page may set are {', '.join(ALLOWED)}.",
    severity=Severity.WARNING,
    examples=(
        (
            "[Order status](https://movo.example/orders){target=_blank}",
            "[Order status](https://movo.example/orders)",
        ),
    ),
)
TOO_LONG = Rule(
    id="attributes-too-long",
    summary="Attributes in braces are too long",
    why="Readers see the braces and everything inside them.",
    fix="Close the braces sooner, or put a backslash before the opening brace: \\{.",
    severity=Severity.WARNING,
    source=f"Our own limit, so that reading a page stays fast: {LONGEST} characters.",
)
RULES = (REFUSED, TOO_LONG)

_AFTER = frozenset({"image", "code_inline", "link_close", "span_close"})
_KEY = "curbcut_long_attributes"


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.inline.ruler.after("link", "span", _span)
    md.inline.ruler.push("attr", _behind)
    md.core.ruler.push("curbcut_attributes", _look)


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    start, maximum = state.pos + 1, state.posMax
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end < 0 or (found := _braces(state, end + 1)) is None:
        return False
    behind, attributes = found
    if not silent:
        state.pos, state.posMax = start, end
        _set(state.push("span_open", "span", 1), attributes)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = behind, maximum
    return True


def _behind(state: StateInline, silent: bool) -> bool:
    if state.pending or not state.tokens or state.tokens[-1].type not in _AFTER:
        return False
    if (found := _braces(state, state.pos)) is None:
        return False
    opening = _opening(state.tokens)
    if opening is None:
        return False
    state.pos, attributes = found
    if not silent:
        if "class" in attributes and "class" in opening.attrs:
            attributes["class"] = f"{opening.attrs['class']} {attributes['class']}"
        _set(opening, attributes)
    return True


def _braces(state: StateInline, at: int) -> tuple[int, dict[str, str]] | None:
    """What is in the braces that begin at an offset, and the offset behind them."""
    if at >= state.posMax or state.src[at] != "{":
        return None
    try:
        length, attributes = parse(state.src[at : at + LONGEST])
    except ParseError as error:
        if error.pos >= LONGEST:
            state.env.setdefault(_KEY, set()).add((state.src, at))
        return None
    return at + length + 1, attributes


def _opening(tokens: Sequence[Token]) -> Token | None:
    """The token that the last one closes; the last one itself if it closes none."""
    level = 0
    for token in reversed(tokens):
        level += token.nesting
        if level == 0 or tokens[-1].nesting != -1:
            return token
    return None


def _set(token: Token, attributes: dict[str, str]) -> None:
    refused = [name for name in attributes if name not in ALLOWED]
    if refused:
        token.meta["refused_attributes"] = refused
    token.attrs.update({name: attributes[name] for name in attributes if name in ALLOWED})


def _look(state: StateCore) -> None:
    long: dict[str, list[int]] = {}
    for text, at in sorted(state.env.get(_KEY, ())):
        long.setdefault(text, []).append(at)
    for block in state.tokens:
        for token in block.children or ():
            for name in token.meta.get("refused_attributes", ()):
                line, _, column = place_of(token)
                report(state.env, REFUSED, f"“{name}” is left out", line, column=column)
        # Two blocks of the same words each have a place of their own.
        for at in long.get(block.content, ()) if block.type == "inline" else ():
            line, _, column = place_in(block, at)
            message = f"The braces here contain more than {LONGEST} characters"
            report(state.env, TOO_LONG, message, line, column=column)
