"""Where each Markdown construct is in its file, to the line and column.

Block tokens of markdown-it-py carry the lines they come from; quote and list markers before them
are skipped by following the open containers. Inline tokens carry nothing, so every inline rule is
wrapped to record the offset in its block's text at which a token begins, and the block's text is
matched with the file's lines to turn offsets into lines and columns.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

OFFSET = "curbcut_offset"
PLACE = "curbcut_place"
LAYOUT = "curbcut_layout"

Place = tuple[int, int, int]
"""Line, last line and column; lines count from 0 in the body, columns from 1."""

_SPACE = re.compile(r"[ \t]*")
_MARKERS = {
    "blockquote_open": re.compile(r"[ \t]*>"),
    "list_item_open": re.compile(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)])"),
    "dd_open": re.compile(r"[ \t]*[:~]"),
    "footnote_open": re.compile(r"[ \t>]*\[\^[^\]]+\]:"),
}
_HASHES = re.compile(r"#{1,6}\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the text of a block is in the file.

    ``starts`` are the offsets of the text's lines, ``columns`` the columns (from 0) at which they
    begin in the file, from line ``first`` on. ``pipes`` are the offsets of pipes that are escaped
    in the file; the text does not have the backslashes.
    """

    first: int
    starts: tuple[int, ...]
    columns: tuple[int, ...]
    pipes: tuple[int, ...] = ()

    def place(self, offset: int) -> Place:
        """The position in the file of the character at ``offset`` in the block's text."""
        number = bisect_right(self.starts, offset) - 1
        column = self.columns[number] + offset - self.starts[number]
        line = self.first + number
        return line, line, max(column, 0) + bisect_right(self.pipes, offset) + 1


class _State(StateInline):
    """Notes where pending text began, and where closing tokens are."""

    pending_from = 0

    def pushPending(self) -> Token:  # noqa: N802
        """Push the text that no rule wanted."""
        token = super().pushPending()
        token.meta[OFFSET] = self.pending_from
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token; a closing one is where the parser is by now."""
        token = super().push(ttype, tag, nesting)
        if nesting == -1:
            token.meta[OFFSET] = self.pos
        return token


def note_offsets(md: MarkdownIt) -> None:
    """Make ``md`` record where inline tokens begin. Call it after installing all extensions."""
    ruler = md.inline.ruler
    for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True):
        ruler.at(name, _noting(rule))
    md.inline.ruler2.before("fragments_join", "curbcut_offsets", _keep_first_offset)

    def parse(src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        md.inline.tokenize(state)
        for rule in md.inline.ruler2.getRules(""):
            rule(state)
        return state.tokens

    md.inline.parse = parse  # type: ignore[method-assign]


def _noting(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    @wraps(rule)
    def noted(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, silent)
        before, at = len(state.tokens), state.pos
        if isinstance(state, _State):
            state.pending_from = at - len(state.pending)
        matched = rule(state, silent)
        if len(state.tokens) == before:  # nearly always: most rules match nothing
            return matched
        for token in state.tokens[before:]:
            if OFFSET not in token.meta:
                token.meta[OFFSET] = at
                if token.type == "text":  # one of a run, such as asterisks
                    at += len(token.content)
        return matched

    return noted


def _keep_first_offset(state: StateInline) -> None:
    """Runs of text become one token, the last one; let it have the place of the first."""
    for one, other in itertools.pairwise(state.tokens):
        if one.type == other.type == "text" and OFFSET in one.meta:
            other.meta[OFFSET] = one.meta[OFFSET]


def place_tokens(tokens: Sequence[Token], lines: Sequence[str]) -> None:
    """Add to every token its position (``meta[PLACE]``); ``lines`` are the lines of the body."""
    open_blocks: list[tuple[str, int]] = []
    block: Place = (0, 0, 1)
    cell_from = 0
    for at, token in enumerate(tokens):
        start = _first_line(tokens, at)
        if start is not None and start < len(lines):
            last = max(start, token.map[1] - 1) if token.map else start
            block = (start, last, _column(lines[start], start, open_blocks) + 1)
        token.meta[PLACE] = block
        if token.nesting == 1:
            open_blocks.append((token.type, block[0]))
            if token.type == "tr_open":
                cell_from = block[2] - 1
        elif token.nesting == -1 and open_blocks:
            open_blocks.pop()
        if token.type == "inline" and block[0] < len(lines):
            if tokens[at - 1].type in ("th_open", "td_open"):
                if tokens[at - 2].type == "tr_open" and lines[block[0]][cell_from] == "|":
                    cell_from += 1  # the row's outer pipe
                layout, cell_from = _lay_cell(token.content, lines[block[0]], block[0], cell_from)
                tokens[at - 1].meta[PLACE] = token.meta[PLACE] = layout.place(0)
            else:
                layout = _lay(token, lines, block, heading=tokens[at - 1].type == "heading_open")
            token.meta[LAYOUT] = layout
            _place_children(token, layout)


def _first_line(tokens: Sequence[Token], at: int) -> int | None:
    """The line on which a token starts: its own, or that of the next one that has any."""
    token = tokens[at]
    if token.map:
        return token.map[0]
    if token.nesting == 1 and token.type not in ("th_open", "td_open"):
        follower = next((later for later in tokens[at + 1 : at + 4] if later.map), None)
        return follower.map[0] if follower and follower.map else None
    return None


def _column(line: str, number: int, open_blocks: Sequence[tuple[str, int]]) -> int:
    """The column, from 0, behind the marks of all blocks that are open on a line."""
    at = 0
    for kind, first in open_blocks:
        marker = _MARKERS.get(kind)
        # A list mark is on the first line only; a quote marker on each, if not left out.
        if marker and (first == number or kind == "blockquote_open"):
            found = marker.match(line, at)
            at = found.end() if found else at
    found = _SPACE.match(line, at)
    return min(found.end() if found else at, max(len(line) - 1, 0))


def lay_block(text: str, lines: Sequence[str], first: int) -> Layout:
    """The layout of a block whose lines are the file's, apart from what precedes them."""
    parts = text.split("\n")
    columns = []
    for number, part in enumerate(parts, first):
        # The parser only removes characters at the two ends of the line.
        line = lines[number].rstrip() if number < len(lines) else ""
        columns.append(len(line) - len(part.rstrip()))
    starts = [0]
    for part in parts[:-1]:
        starts.append(starts[-1] + len(part) + 1)
    return Layout(first, tuple(starts), tuple(columns))


def _lay(inline: Token, lines: Sequence[str], block: Place, *, heading: bool) -> Layout:
    first, begin = block[0], block[2] - 1
    while first < block[1] and not mdTrim(lines[first][begin:]):
        first, begin = first + 1, 0  # a line of spaces that the parser strips from the block
    layout = lay_block(inline.content, lines, first)
    text = inline.content.split("\n", 1)[0].rstrip()
    if heading and (hashes := _HASHES.match(lines[first], begin)):
        begin = hashes.end()
    elif lines[first].rstrip().endswith(text):
        begin = layout.columns[0]
    return Layout(first, layout.starts, (begin, *layout.columns[1:]))


def _lay_cell(text: str, line: str, number: int, begin: int) -> tuple[Layout, int]:
    """Find a table cell in its row, from ``begin`` on; and say where the next one can begin."""
    written = text.replace("|", "\\|")
    found = line.find(written, begin) if written else begin
    column = found if found != -1 else begin
    pipes = tuple(match.start() for match in re.finditer(r"\|", text))
    following = line.find("|", column + len(written))
    return Layout(number, (0,), (column,), pipes), following + 1 if following != -1 else len(line)


def _place_children(inline: Token, layout: Layout) -> None:
    last = 0
    for child in inline.children or ():
        last = child.meta.get(OFFSET, last)
        # Of two asterisks the second one became the token.
        offset = last - 1 if child.type == "strong_open" else last
        child.meta[PLACE] = layout.place(offset)


def tokens_by_offset(inline: Token) -> Callable[[int], Token | None]:
    """A function that returns the child of ``inline`` at an offset of its text.

    It is made once per block, because a block may be as long as the page.
    """
    children = [child for child in inline.children or () if OFFSET in child.meta]
    starts = [child.meta[OFFSET] for child in children]

    def token_at(offset: int) -> Token | None:
        at = bisect_right(starts, offset)
        return children[at - 1] if at else None

    return token_at


def place_in(inline: Token, offset: int) -> Place:
    """The position in the file of the character at ``offset`` in the text of a block."""
    layout = inline.meta.get(LAYOUT)
    return layout.place(offset) if isinstance(layout, Layout) else place_of(inline)


def place_of(token: Token) -> Place:
    """The position that ``place_tokens`` added to ``token``."""
    place: Any = token.meta.get(PLACE, (0, 0, 1))
    return place  # type: ignore[no-any-return]
