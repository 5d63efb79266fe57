"""Straight quotation marks made curly, as markdown-it's rule “smartquotes” does, in linear time.

That rule copies the text for each mark and searches all open marks for each closing one. Here the
text is a list of characters, and there is a stack of open marks for each of the two kinds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MARK = re.compile("['\"]")
_APOSTROPHE = "’"
_BREAKS = frozenset({"softbreak", "hardbreak"})


class _Open(NamedTuple):
    """A mark that may open a quotation: its place, and how deep it is nested in other elements."""

    order: int
    token: int
    at: int
    level: int


def smartquotes(state: StateCore) -> None:
    """The rule, in place of markdown-it's own."""
    if not state.md.options.typographer:
        return
    for block in state.tokens:
        if block.type == "inline" and block.children and _MARK.search(block.content):
            _Quotes(block.children, str(state.md.options.quotes)).replace()


class _Quotes:
    """The quotation marks of one block."""

    def __init__(self, tokens: Sequence[Token], quotes: str) -> None:
        self._tokens = tokens
        self._letters = [list(token.content) for token in tokens]
        self._quotes = {'"': quotes[:2], "'": quotes[2:4]}
        self._open: dict[str, list[_Open]] = {'"': [], "'": []}
        self._count = 0

    def replace(self) -> None:
        """Put curly marks in the places of straight ones."""
        for number, token in enumerate(self._tokens):
            for stack in self._open.values():
                while stack and stack[-1].level > token.level:
                    stack.pop()
            if token.type == "text":
                for match in _MARK.finditer(token.content):
                    self._mark(number, match.start(), match[0])
        for token, letters in zip(self._tokens, self._letters, strict=True):
            if token.type == "text":
                token.content = "".join(letters)

    def _mark(self, number: int, at: int, mark: str) -> None:
        letters, level = self._letters[number], self._tokens[number].level
        can_open, can_close = _sides(self._before(number, at), self._behind(number, at), mark)
        if not can_open and not can_close:
            if mark == "'":
                letters[at] = _APOSTROPHE
            return
        if can_close and self._closes(number, at, mark):
            return
        if can_open:
            self._count += 1
            self._open[mark].append(_Open(self._count, number, at, level))
        elif mark == "'":
            letters[at] = _APOSTROPHE

    def _closes(self, number: int, at: int, mark: str) -> bool:
        """Close the last open mark of this kind and on this level, if there is one."""
        stack = self._open[mark]
        if not stack or stack[-1].level != self._tokens[number].level:
            return False
        opened = stack.pop()
        self._letters[number][at] = self._quotes[mark][1]
        self._letters[opened.token][opened.at] = self._quotes[mark][0]
        # Marks that were opened within this quotation cannot be closed outside it.
        for other in self._open.values():
            while other and other[-1].order > opened.order:
                other.pop()
        return True

    def _before(self, number: int, at: int) -> str:
        if at:
            return self._letters[number][at - 1]
        for other in range(number - 1, -1, -1):
            if self._tokens[other].type in _BREAKS:
                break
            if self._letters[other]:
                return self._letters[other][-1]
        return " "

    def _behind(self, number: int, at: int) -> str:
        if at + 1 < len(self._letters[number]):
            return self._letters[number][at + 1]
        for other in range(number + 1, len(self._tokens)):
            if self._tokens[other].type in _BREAKS:
                break
            if self._letters[other]:
                return self._letters[other][0]
        return " "


def _sides(before: str, behind: str, mark: str) -> tuple[bool, bool]:
    """Whether a mark between two characters can open a quotation, and whether it can close one."""
    dense_before, dense_behind = _is_punctuation(before), _is_punctuation(behind)
    space_before, space_behind = isWhiteSpace(ord(before)), isWhiteSpace(ord(behind))
    can_open = not space_behind and (not dense_behind or space_before or dense_before)
    can_close = not space_before and (not dense_before or space_behind or dense_behind)
    if mark == '"' == behind and "0" <= before <= "9":
        return False, False  # the first of the two is the sign for inches: 1""
    if can_open and can_close:
        # They are replaced between punctuation, but not within a word.
        return dense_before, dense_behind
    return can_open, can_close


def _is_punctuation(sign: str) -> bool:
    return isMdAsciiPunct(ord(sign)) or isPunctChar(sign)
