"""Find the first use of each of many phrases in a page's running text.

The phrases are a tree of words, so that the time depends on the length of the text and not on the
number of phrases.
"""

from __future__ import annotations

import copy
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from curbcut.content.positions import OFFSET, PLACE, Place, place_in, place_of

# Letters and digits with the marks above, below and after them, which Python counts as neither.
_WORD = re.compile(
    r"[^\W_][\w\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff]*"
)
_HYPHENS = frozenset("-\u2010\u2011")
_JOINED = frozenset("#+&")
"""Symbols that belong to the word before them: F#, C++, R&D."""
_NO_RUNNING_TEXT = frozenset({"heading_open", "th_open", "dt_open", "caption_open"})
_CLOSED = frozenset({"link_open", "key_open", "keys_open", "abbr_open"})
_END = ""
MOST_WORDS = 30
"""The most words in a phrase."""

type Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase, and the symbols before its first word and behind its last."""

    whole: str
    before: str
    behind: str


type Wrap = Callable[[str, list[Token], Place, Token], list[Token]]
"""Returns what replaces a phrase: it gets the phrase, its tokens, its position and its block."""


def grow(phrases: Iterable[str]) -> Tree:
    """Make the tree of some phrases: a level for each word, with the phrases at the ends.

    Several phrases may have the same words (“F”, “F#”); the longest comes first. Phrases of more
    than ``MOST_WORDS`` words are left out, because each word of a text may need as many look-ups.
    """
    tree: Tree = {}
    for phrase in phrases:
        if len(_WORD.findall(phrase)) > MOST_WORDS:
            continue
        node = tree
        for step in _steps(phrase):
            node = node.setdefault(step, {})
        if node is not tree:
            node.setdefault(_END, []).append(_Phrase(phrase, *_ends(phrase)))
            node[_END].sort(key=lambda one: -len(one.whole))
    return tree


def find(text: str, tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Yield where phrases are in ``text``: the longest one at each place, without overlaps.

    The case of the first letter is ignored, as at the start of a sentence; all other letters must
    match, and so must symbols before the first and after the last word. Only whole words are found.
    """
    words = list(_WORD.finditer(text))
    at = behind = 0
    while at < len(words):
        node = tree.get(_first(words[at][0]))
        last, found, next_word = at, None, at + 1
        while node is not None:
            here = _phrase_at(text, words[at].start(), words[last].end(), node.get(_END, ()))
            if here is not None and here[0] >= behind:
                found, next_word = here, last + 1
            last += 1
            if last == len(words):
                break
            gap = text[words[last - 1].end() : words[last].start()]
            node = node.get(_gap(gap) + words[last][0])
        if found is not None:
            yield found
            behind = found[1]
        at = next_word


def _phrase_at(
    text: str, start: int, end: int, phrases: Sequence[_Phrase]
) -> tuple[int, int, str] | None:
    """The first of ``phrases`` whose words are from ``start`` to ``end``, and whose symbols fit."""
    for phrase in phrases:
        first, last = start - len(phrase.before), end + len(phrase.behind)
        if first < 0 or text[first:start] != phrase.before or text[end:last] != phrase.behind:
            continue
        if not _in_a_word(text, first, last, phrase):
            return first, last, phrase.whole
    return None


def _in_a_word(text: str, start: int, end: int, phrase: _Phrase) -> bool:
    """Whether a phrase is but a part: of a word with hyphens, or of one such as “F#” or “ASP.NET”.

    What follows a closing symbol, as in “e.V.-Satzung”, is another word.
    """
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if before in _HYPHENS or (before.isalnum() if phrase.before else before == "&"):
        return True
    return behind.isalnum() if phrase.behind else behind in _HYPHENS or behind in _JOINED


def wrap_first_uses(tokens: Sequence[Token], tree: Tree, wrap: Wrap) -> list[Token]:
    """The tokens with the first use of each phrase in running text wrapped.

    Headings, terms, captions and header cells are not running text; nor are links, keys, code and
    text in another language.
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
    texts = [token.content if token.type == "text" else "\n" for token in run]
    starts = list(itertools.accumulate(map(len, texts), initial=0))
    pieces: list[Token] = []
    done = 0
    for start, end, phrase in find("".join(texts), tree):
        if phrase in seen:
            continue
        seen.add(phrase)
        inside = _slice(run, starts, start, end)
        place = _place(inside[0], block)
        pieces += [*_slice(run, starts, done, start), *wrap(phrase, inside, place, block)]
        done = end
    return [*pieces, *_slice(run, starts, done, starts[-1])] if done else run


def _slice(run: Sequence[Token], starts: Sequence[int], start: int, end: int) -> list[Token]:
    """The part of a run from ``start`` to ``end``; a text that is cut keeps count of its offset.

    ``starts`` are where each token of the run begins, and where the last one ends.
    """
    kept = []
    for at in range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)):
        token = run[at]
        first, last = max(start, starts[at]) - starts[at], min(end, starts[at + 1]) - starts[at]
        if first < last and token.type == "text":
            part = copy.copy(token)
            part.content = token.content[first:last]
            part.meta = {**token.meta}
            if OFFSET in token.meta:
                part.meta[OFFSET] = token.meta[OFFSET] + first
            kept.append(part)
        elif first < last:
            kept.append(token)
    return kept


def _place(token: Token, block: Token) -> Place:
    """Where a piece of text begins; escapes make what is written longer than the text."""
    word = _WORD.search(token.content)
    if word is None or OFFSET not in token.meta:
        return place_of(token)
    at = block.content.find(word[0], token.meta[OFFSET])
    return place_in(block, max(at - word.start(), 0)) if at != -1 else place_of(token)


def placed(token: Token, place: Place) -> Token:
    """The token, with a position."""
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


def _ends(phrase: str) -> tuple[str, str]:
    """The symbols before the first word of a phrase, and those behind the last one."""
    words = list(_WORD.finditer(phrase))
    return phrase[: words[0].start()].lstrip(), phrase[words[-1].end() :].rstrip()
