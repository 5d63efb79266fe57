"""The first use of each of many phrases in a page's running text.

The phrases are kept as a tree of words, so that the time it takes to look for them depends on the
length of the text and not on their number.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from curbcut.content.positions import OFFSET, PLACE, Place, place_in, place_of

# Letters and digits with the signs above, below and behind them, which Python counts as neither.
_WORD = re.compile(
    r"[^\W_][\w\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff]*"
)
_HYPHENS = frozenset("-\u2010\u2011")
_NO_RUNNING_TEXT = frozenset({"heading_open", "th_open", "dt_open", "caption_open"})
_CLOSED = frozenset({"link_open", "key_open", "keys_open", "abbr_open"})
_END = ""

type Tree = dict[str, Any]
type Wrap = Callable[[str, list[Token], Place, Token], list[Token]]
"""What stands in place of a phrase: it gets the phrase, its tokens, its place and its block."""


def grow(phrases: Iterable[str]) -> Tree:
    """The tree of some phrases: from word to word, and at the end of each the phrase itself."""
    tree: Tree = {}
    for phrase in phrases:
        node = tree
        for step in _steps(phrase):
            node = node.setdefault(step, {})
        if node is not tree:
            node.setdefault(_END, phrase)
    return tree


def find(text: str, tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Where phrases stand in ``text``, the longest one at each place; none overlaps another.

    The first letter may be large or small, as at the start of a sentence; all others count. Only
    whole words are found.
    """
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        node = tree.get(_first(words[at][0]))
        last, found, end = at, "", 0
        while node is not None:
            if _END in node and not _hyphenated(text, words[at].start(), words[last].end()):
                found, end = node[_END], last
            last += 1
            if last == len(words):
                break
            gap = text[words[last - 1].end() : words[last].start()]
            node = node.get(_gap(gap) + words[last][0])
        if found:
            yield words[at].start(), words[end].end(), found
            at = end
        at += 1


def wrap_first_uses(tokens: Sequence[Token], tree: Tree, wrap: Wrap) -> list[Token]:
    """The tokens with the first use of each phrase in running text wrapped.

    Headings, terms, captions and header cells are no running text; nor are links, keys, code and
    words in another language.
    """
    seen: set[str] = set()
    wrapped = list(tokens)
    for at, block in enumerate(tokens):
        if block.type != "inline" or tokens[at - 1].type in _NO_RUNNING_TEXT:
            continue
        children: list[Token] = []
        changed = False
        for run, is_text in _runs(block.children or ()):
            pieces = _wrap_run(run, block, tree, wrap, seen) if is_text else run
            changed = changed or pieces is not run
            children += pieces
        if changed:
            wrapped[at] = copy.copy(block)
            wrapped[at].children = children
    return wrapped


def _runs(children: Sequence[Token]) -> Iterator[tuple[list[Token], bool]]:
    """The tokens in runs, and whether each is of running text."""
    run: list[Token] = []
    running = False
    closed = 0
    for child in children:
        shut = child.type in _CLOSED or child.attrGet("lang") is not None
        if child.nesting == 1 and (closed or shut):
            closed += 1
        text = child.type in ("text", "softbreak") and not closed
        if child.nesting == -1 and closed:
            closed -= 1
        if text != running and run:
            yield run, running
            run = []
        running = text
        run.append(child)
    if run:
        yield run, running


def _wrap_run(
    run: list[Token], block: Token, tree: Tree, wrap: Wrap, seen: set[str]
) -> list[Token]:
    text = "".join(token.content if token.type == "text" else "\n" for token in run)
    pieces: list[Token] = []
    done = 0
    for start, end, phrase in find(text, tree):
        if phrase in seen:
            continue
        seen.add(phrase)
        inside = _slice(run, start, end)
        place = _place(inside[0], block)
        pieces += [*_slice(run, done, start), *wrap(phrase, inside, place, block)]
        done = end
    return [*pieces, *_slice(run, done, len(text))] if done else run


def _slice(run: Sequence[Token], start: int, end: int) -> list[Token]:
    """The part of a run from ``start`` to ``end``; a text that is cut keeps count of its offset."""
    kept = []
    at = 0
    for token in run:
        length = len(token.content) if token.type == "text" else 1
        first, last = max(start - at, 0), min(end - at, length)
        if first < last and token.type == "text":
            part = copy.copy(token)
            part.content = token.content[first:last]
            part.meta = {**token.meta}
            if OFFSET in token.meta:
                part.meta[OFFSET] = token.meta[OFFSET] + first
            kept.append(part)
        elif first < last:
            kept.append(token)
        at += length
    return kept


def _place(token: Token, block: Token) -> Place:
    """Where a piece of text begins; escapes make what is written longer than the text."""
    word = _WORD.match(token.content)
    if word is None or OFFSET not in token.meta:
        return place_of(token)
    at = block.content.find(word[0], token.meta[OFFSET])
    return place_in(block, at) if at != -1 else place_of(token)


def placed(token: Token, place: Place) -> Token:
    """The token, at a place."""
    token.meta[PLACE] = place
    return token


def _steps(phrase: str) -> Iterator[str]:
    last = -1
    for word in _WORD.finditer(phrase):
        yield _first(word[0]) if last == -1 else _gap(phrase[last : word.start()]) + word[0]
        last = word.end()


def _first(word: str) -> str:
    return word[0].casefold() + word[1:]


def _gap(signs: str) -> str:
    return signs.strip() or " "


def _hyphenated(text: str, start: int, end: int) -> bool:
    """Whether a phrase is but a part of a word with hyphens."""
    return text[start - 1 : start] in _HYPHENS or text[end : end + 1] in _HYPHENS
