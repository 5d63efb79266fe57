"""Abbreviations, written out where a page first uses them.

    The check follows WCAG.

    *[WCAG]: Web Content Accessibility Guidelines

The first WCAG in running text becomes “WCAG (Web Content Accessibility Guidelines)”. Touch and
keyboard users cannot reach a ``title``, so the words are in the text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.content.positions import Place
from curbcut.content.report import report
from curbcut.content.transforms.first_uses import grow, placed, wrap_first_uses
from curbcut.model.finding import Rule, Severity

UNUSED = Rule(
    id="abbreviation-unused",
    summary="An abbreviation is explained but never used",
    why="The explanation is left out of the page, so nobody reads it.",
    fix="Remove the line, or correct the abbreviation in its brackets.",
    severity=Severity.WARNING,
    how=(
        "A line such as “*[WCAG]: …” whose abbreviation is not in the page's running text, or is"
        " already explained by an earlier line."
    ),
    examples=(
        (
            ("We follow the guidelines.\n\n*[WCAG]: Web Content Accessibility Guidelines"),
            ("We follow WCAG.\n\n*[WCAG]: Web Content Accessibility Guidelines"),
        ),
    ),
)
RULES = (UNUSED,)

_LINE = re.compile(r"\*\[([^\[\]\n]{1,60})\]:[ \t]+(\S[^\n]*)")
_KEY = "curbcut_abbreviations"


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.block.ruler.before(
        "reference", "abbreviation", _take, {"alt": ["paragraph", "reference", "list"]}
    )
    md.core.ruler.push("curbcut_abbreviations", _write_out)


def _take(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.is_code_block(start) or state.src[begin : begin + 2] != "*[":
        return False
    match = _LINE.fullmatch(state.src[begin:last].rstrip())
    if match is None:
        return False
    if not silent:
        state.env.setdefault(_KEY, []).append((match[1].strip(), match[2], start))
        state.line = start + 1
    return True


def _write_out(state: StateCore) -> None:
    known: dict[str, str] = {}
    lines: dict[str, int] = {}
    for short, words, line in state.env.get(_KEY, ()):
        if short in known:
            report(state.env, UNUSED, f"“{short}” is explained twice", line)
        else:
            known[short], lines[short] = words, line
    if not known:
        return
    used: set[str] = set()
    written = _Written()

    def wrap(short: str, inside: list[Token], place: Place, block: Token) -> list[Token]:
        used.add(short)
        opening = placed(Token("abbr_open", "abbr", 1), place)
        shown = [opening, *inside, Token("abbr_close", "abbr", -1)]
        if known[short].casefold() in written.in_block(block):
            return shown  # the editor has written it out
        return [*shown, placed(Token("text", "", 0, content=f" ({known[short]})"), place)]

    state.tokens = wrap_first_uses(state.tokens, grow(known), wrap)
    for short, line in lines.items():
        if short not in used:
            readable = any(sign.isalnum() for sign in short)
            message = "is not in the text" if readable else "has no letter or digit to look for"
            report(state.env, UNUSED, f"“{short}” {message}", line)


class _Written:
    """The words of a block in one form; those of a long one are folded once, not for each use."""

    def __init__(self) -> None:
        self._block: Token | None = None
        self._words = ""

    def in_block(self, block: Token) -> str:
        """The words of ``block``, with single spaces and without case."""
        if block is not self._block:
            self._block, self._words = block, " ".join(block.content.split()).casefold()
        return self._words
