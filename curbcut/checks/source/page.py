"""A page's Markdown for the checks of words: parsed once, as flat text.

All running text of the page is one string (``text``), so that a check is one search and not one for
each paragraph. Blocks are separated by an empty line, and forced line breaks are line feeds. Code
and images are replaced by ``HOLE``, so that checks of words ignore them. Every offset in that
string has a line and column in the file.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from curbcut.content.positions import LAYOUT, place_of
from curbcut.model.finding import Outcome, Problem, Rule
from curbcut.model.page import LinkRef, ParsedPage
from curbcut.model.source import Span
from curbcut.words import Words, words_for

HOLE = "\ufffc"
"""Replaces code, an image or HTML in the text."""

_KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "th_open": "header",
    "td_open": "cell",
    "dt_open": "term",
}
_NEAR = 1000
"""How many characters of a written line are searched for a word; entities and escapes move it
further on than in the text."""
_VOCABULARY = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_START = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of running text: from ``start`` to ``end`` in the page's text.

    ``kind`` is paragraph, heading, header, cell or term; ``level`` that of a heading; ``index`` the
    place of its inline token among the page's tokens; ``parents`` the types of the tokens that are
    open around it. Lines count from 0 in the body; ``last`` is the last one.
    """

    kind: str
    level: int
    start: int
    end: int
    line: int
    last: int
    index: int
    token: Token
    parents: tuple[str, ...]

    def rows(self) -> list[Row]:
        """The block's lines as they are written."""
        layout = self.token.meta[LAYOUT]
        found, offset = [], 0
        for written in self.token.content.split("\n"):
            stripped = written.lstrip(" \t")
            line, _, column = layout.place(offset)
            if stripped is not written and line != self.line:
                column += len(written) - len(stripped)
            found.append(Row(stripped, line, column))
            offset += len(written) + 1
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a block as it is written; ``line`` counts from 0 in the body, ``column`` from 1."""

    text: str
    line: int
    column: int

    @property
    def broken(self) -> bool:
        """Whether a forced line break ends it."""
        return self.text.endswith(("  ", "\\"))

    @property
    def words(self) -> str:
        """The line without the marks of a forced line break."""
        return self.text.rstrip().removesuffix("\\").rstrip()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that is a link, in bold, or in another language."""

    start: int
    end: int
    token: Token
    link: LinkRef | None = None


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A parsed page with its tokens, which every check of the Markdown gets."""

    parsed: ParsedPage
    tokens: Sequence[Token]
    lines: Sequence[str]
    language: str
    words: Words | None
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Stretch, ...]
    strong: tuple[Stretch, ...]
    foreign: tuple[Stretch, ...]
    # ``vocabulary`` has each word once, in lower case: words that are not in it need no search.
    _starts: tuple[int, ...] = field(repr=False)
    _places: tuple[tuple[int, int], ...] = field(repr=False)
    _block_starts: tuple[int, ...] = field(repr=False)
    vocabulary: frozenset[str] = field(repr=False)
    strong_stretches: frozenset[tuple[int, int]] = field(repr=False)
    _rows: dict[int, list[Row]] = field(repr=False, default_factory=dict)
    _unions: dict[int, tuple[list[int], list[int]]] = field(repr=False, default_factory=dict)

    def rows(self, block: Block) -> list[Row]:
        """A block's lines as written."""
        known = self._rows.get(block.index)
        if known is None:
            known = self._rows[block.index] = block.rows()
        return known

    @property
    def first_line(self) -> int:
        """The line number of the body's first line in the file."""
        return self.parsed.body_line

    def block_at(self, offset: int) -> Block:
        """The block that contains an offset of the text."""
        return self.blocks[max(0, bisect_right(self._block_starts, offset) - 1)]

    def span(self, offset: int, end: int | None = None) -> Span:
        """The position in the file of an offset in the text."""
        line, column = self._place(offset)
        last = line if end is None else max(line, self._place(max(offset, end - 1))[0])
        return self.span_of(line, column, last)

    def span_of(self, line: int, column: int = 1, last: int | None = None) -> Span:
        """The position in the file of a line of the body, counting from 0."""
        first = self.first_line
        return Span(
            self.parsed.source.path, line + first, (line if last is None else last) + first, column
        )

    def problem(
        self,
        rule: Rule,
        message: str,
        offset: int,
        end: int | None = None,
        *,
        related: Sequence[Span] = (),
    ) -> Problem:
        """A problem at ``offset`` in the text."""
        span = self.span(offset, end)
        return Problem(rule.id, message, span=span, related=tuple(related))

    def question(
        self, rule: Rule, message: str, offset: int, text: str, *, related: Sequence[Span] = ()
    ) -> Problem:
        """A question about ``offset`` in the text; ``text`` fills the rule's question."""
        return dataclasses.replace(
            self.problem(rule, message, offset, related=related),
            outcome=Outcome.CANT_TELL,
            question=rule.question.replace("{text}", text),
        )

    def within(self, stretches: Sequence[Stretch], start: int, end: int | None = None) -> bool:
        """Whether ``start`` (to ``end``) touches one of ``stretches``."""
        stop = start + 1 if end is None else end
        starts, ends = self._union(stretches)
        # Of the stretches that begin before ``stop``, the last one ends last.
        at = bisect_left(starts, stop)
        return at > 0 and start < ends[at - 1]

    def _union(self, stretches: Sequence[Stretch]) -> tuple[list[int], list[int]]:
        """Where stretches start and end, joined where they overlap, in order."""
        known = self._unions.get(id(stretches))
        if known is None:
            known = self._unions[id(stretches)] = ([], [])
            starts, ends = known
            for stretch in sorted(stretches, key=lambda one: one.start):
                if stretch.start == stretch.end:
                    continue
                if ends and stretch.start <= ends[-1]:
                    ends[-1] = max(ends[-1], stretch.end)
                else:
                    starts.append(stretch.start)
                    ends.append(stretch.end)
        return known

    def links_in(self, block: Block) -> Sequence[Stretch]:
        """The links that begin in a block, in order."""
        first = bisect_left(self.links, block.start, key=lambda link: link.start)
        last = bisect_left(self.links, block.end, key=lambda link: link.start)
        return self.links[first:last]

    def _place(self, offset: int) -> tuple[int, int]:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return 0, 1
        line, column = self._places[at]
        written = self.lines[line] if line < len(self.lines) else ""
        column += _written(written, column - 1, offset - self._starts[at])
        # References make the written line longer than its text: look for the word itself.
        word = _START.match(self.text, offset)
        if word and line < len(self.lines):
            first = max(0, column - 1)
            near = self.lines[line].find(word[0], first, first + _NEAR)
            if near != -1:
                column = near + 1
        return line, column


def _written(line: str, start: int, length: int) -> int:
    """How many characters of a line, from ``start`` on, became ``length`` characters of text."""
    at = start
    if "\\" not in line:
        return length
    for _ in range(length):
        at += 2 if _ESCAPE.match(line, at) else 1
    return at - start


def lay_out(page: ParsedPage, tokens: Sequence[Token], language: str) -> SourcePage:
    """Make a SourcePage from a parsed page and its tokens with positions."""
    return _Layer(page, tokens, language).page()


class _Layer:
    def __init__(self, page: ParsedPage, tokens: Sequence[Token], language: str) -> None:
        self._page = page
        self._tokens = tokens
        self._language = language
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        self._blocks: list[Block] = []
        self._links: list[Stretch] = []
        self._strong: list[Stretch] = []
        self._foreign: list[Stretch] = []

    def page(self) -> SourcePage:
        parents: list[str] = []
        for index, token in enumerate(self._tokens):
            if token.nesting == 1:
                parents.append(token.type)
            elif token.nesting == -1:
                if parents:
                    parents.pop()
            elif token.type == "inline" and LAYOUT in token.meta:
                self._block(index, token, tuple(parents))
        body = self._page.source.text.split("\n")[self._page.body_line - 1 :]
        text = "".join(self._parts)
        return SourcePage(
            parsed=self._page,
            tokens=self._tokens,
            lines=body,
            language=self._language,
            words=words_for(self._language),
            text=text,
            blocks=tuple(self._blocks),
            links=tuple(self._links),
            strong=tuple(self._strong),
            foreign=tuple(self._foreign),
            _starts=tuple(self._starts),
            _places=tuple(self._places),
            _block_starts=tuple(block.start for block in self._blocks),
            strong_stretches=frozenset((one.start, one.end) for one in self._strong),
            vocabulary=frozenset(_VOCABULARY.findall(text.casefold())),
        )

    def _block(self, index: int, token: Token, parents: tuple[str, ...]) -> None:
        opening = self._tokens[index - 1]
        start = self._length
        opened: list[tuple[int, Token]] = []
        for child in token.children or ():
            self._child(child, opened)
        line, last, _ = place_of(token)
        level = int(opening.tag[1]) if opening.type == "heading_open" else 0
        kind = _KINDS.get(opening.type, "paragraph")
        self._blocks.append(
            Block(kind, level, start, self._length, line, last, index, token, parents)
        )
        self._add("\n\n")

    def _child(self, child: Token, opened: list[tuple[int, Token]]) -> None:
        kind = child.type
        if kind == "text":
            self._note(child)
            self._add(child.content)
        elif kind == "softbreak":
            self._add(" ")
        elif kind == "hardbreak":
            self._add("\n")
        elif kind in ("code_inline", "image", "html_inline", "footnote_ref"):
            self._note(child)
            if kind != "footnote_ref":
                self._add(HOLE)
        elif child.nesting == 1:
            self._note(child)
            opened.append((self._length, child))
        elif child.nesting == -1 and opened:
            self._close(*opened.pop())

    def _close(self, start: int, token: Token) -> None:
        if token.type == "link_open" and "curbcut_link" in token.meta:
            link = self._page.links[token.meta["curbcut_link"]]
            self._links.append(Stretch(start, self._length, token, link))
        elif token.type == "strong_open":
            self._strong.append(Stretch(start, self._length, token))
        if token.attrGet("lang") is not None:
            self._foreign.append(Stretch(start, self._length, token))

    def _note(self, token: Token) -> None:
        line, _, column = place_of(token)
        self._starts.append(self._length)
        self._places.append((line, column))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
