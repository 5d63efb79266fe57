"""Compare two texts: block by block, then word by word within blocks.

Only words are compared; link targets and emphasis make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from curbcut.content.changes.alignment import align
from curbcut.content.changes.blocks import Block, Box


class Kind(StrEnum):
    """What happened to a block."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_AWAY = "moved-away"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that were added (``tag`` is "ins"), removed ("del") or kept ("")."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A block as it is shown: the new one, or the old one if it was removed.

    ``boxes`` are its containers; ``runs`` has the words of each cell. ``old`` says that the block
    comes from the old text.
    """

    kind: Kind
    block: Block
    boxes: tuple[Box, ...]
    runs: tuple[tuple[Run, ...], ...]
    old: bool = False


ALIKE = 0.4
"""The share of common words from which two blocks are the same one, edited."""
_KEPT = 0.3
"""If a smaller share of words was kept, a block is shown as old text, then new text."""
_BETWEEN = 2
"""With at most this many words between them, two changes are shown as one."""
_LONG_ENOUGH = 4
"""A block with at least this many words that is found elsewhere has moved."""

# Each symbol is a word, and so is each character of a script without spaces between words.
_ALONE = (
    r"!-&(-/:-@\[-`{-~¡¿«»§¶·،؛؟۔\u2010-\u2018\u201a-\u2027\u2030-\u205e\u3000-\u30ff"
    r"\u3400-\u9fff\uf900-\ufaff"
)
_TOKEN = re.compile(rf"[{_ALONE}]|[^\s{_ALONE}]+")
_LINE = re.compile(r"[^\n]*\n?")
_WORD = re.compile(r"\w")


def compare(old: Sequence[Block], new: Sequence[Block]) -> tuple[Change, ...]:
    """What changed from ``old`` to ``new``, in reading order."""
    before, after = _looked_at(old), _looked_at(new)
    pairs = align(
        [look.key for look in before],
        [look.key for look in after],
        lambda i, j: _likeness(before[i], after[j]),
    )
    partners = dict(pairs)
    paired = set(partners.values())
    gone = {look.key for i, look in enumerate(before) if i not in partners and look.own}
    moved = gone & {look.key for j, look in enumerate(after) if j not in paired}
    boxes = _same_boxes(old, new, pairs)

    def come(j: int) -> Change:
        if after[j].key in moved:
            return Change(Kind.MOVED, new[j], new[j].boxes, _whole(new[j], ""))
        return Change(Kind.ADDED, new[j], new[j].boxes, _whole(new[j], "ins"))

    changes: list[Change] = []
    shown = 0
    for i, block in enumerate(old):
        j = partners.get(i)
        if j is None:
            kind = Kind.MOVED_AWAY if before[i].key in moved else Kind.REMOVED
            inside = tuple(boxes.get(box.number) or _apart(box) for box in block.boxes)
            changes.append(Change(kind, block, inside, _whole(block, "del"), old=True))
        else:
            changes += map(come, range(shown, j))
            changes.append(_edited(block, new[j]))
            shown = j + 1
    changes += map(come, range(shown, len(new)))
    return tuple(changes)


@dataclass(frozen=True, slots=True)
class _Look:
    """What two blocks are compared by.

    ``sort`` keeps headings, rows, terms and code among themselves. ``section`` has the words below
    a heading, by which one that was renamed is known again. ``own`` says that the block is long
    enough to be known by its words wherever it is.
    """

    key: tuple[str, ...]
    sort: str
    words: frozenset[str]
    section: frozenset[str]
    own: bool


def _looked_at(blocks: Sequence[Block]) -> list[_Look]:
    looks: list[_Look] = []
    below: set[str] = set()
    for block in reversed(blocks):
        tokens = [token for text in block.texts for token in _TOKEN.findall(text)]
        words = [token.casefold() for token in tokens if _WORD.search(token)]
        sort = _sort(block)
        section: frozenset[str] = frozenset()
        if block.level:
            section, below = frozenset(below), set()
        else:
            below.update(words)
        key = (sort, *block.texts)
        own = len(words) >= _LONG_ENOUGH
        looks.append(_Look(key, sort, frozenset(words), section, own))
    return looks[::-1]


def _sort(block: Block) -> str:
    if block.level:
        return "heading"
    if block.cells:
        return f"row of {len(block.cells)}"
    if block.tag == "pre":
        return "code"
    return "term" if block.boxes and block.boxes[-1].tag == "dt" else "text"


def _likeness(one: _Look, other: _Look) -> float:
    if one.sort != other.sort:
        return 0.0
    if one.key == other.key:
        return 1.0
    like = _common(one.words, other.words)
    if one.section and other.section:
        like = max(like, 0.9 * _common(one.section, other.section))
    return like if like >= ALIKE else 0.0


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that two sets have in common (the Dice coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _same_boxes(
    old: Sequence[Block], new: Sequence[Block], pairs: Sequence[tuple[int, int]]
) -> dict[int, Box]:
    """The boxes of the old text that are boxes of the new one, by their numbers."""
    same: dict[int, Box] = {}
    for i, j in pairs:
        for box, other in zip(old[i].boxes, new[j].boxes, strict=False):
            if box.tag != other.tag:
                break
            same.setdefault(box.number, other)
    return same


def _apart(box: Box) -> Box:
    """A box of the old text that is none of the new one's."""
    return replace(box, number=-1 - box.number)


def _whole(block: Block, tag: str) -> tuple[tuple[Run, ...], ...]:
    return tuple((Run(tag, text),) if text else () for text in block.texts)


def _edited(old: Block, new: Block) -> Change:
    runs = tuple(
        _runs(one, other, _LINE if new.tag == "pre" else _TOKEN)
        for one, other in zip(old.texts, new.texts, strict=True)
    )
    same = not any(run.tag for cell in runs for run in cell)
    return Change(Kind.SAME if same else Kind.CHANGED, new, new.boxes, runs)


def _runs(old: str, new: str, token: re.Pattern[str]) -> tuple[Run, ...]:
    """The words of a text with those that were removed and added, in an order that reads well."""
    if old == new:
        return (Run("", new),) if new else ()
    here = [match.span() for match in token.finditer(old)]
    there = [match.span() for match in token.finditer(new)]
    before = [old[start:end] for start, end in here]
    after = [new[start:end] for start, end in there]
    runs: list[Run] = []

    def say(tag: str, text: str, spans: list[tuple[int, int]], first: int, last: int) -> None:
        """Add words from one of the texts; the space before them belongs to neither version."""
        if first >= last:
            return
        start = spans[first - 1][1] if first else 0
        lead = text[start : spans[first][0]]
        if not lead and tag == "ins" and runs and runs[-1].tag == "del":
            lead = " "
        if lead:
            runs.append(Run("", lead))
        runs.append(Run(tag, text[spans[first][0] : spans[last - 1][1]]))

    at = 0
    for i, i_end, j, j_end in _hunks(before, after):
        say("", new, there, at, j)
        say("del", old, here, i, i_end)
        say("ins", new, there, j, j_end)
        at = j_end
    say("", new, there, at, len(there))
    return tuple(runs)


type _Hunk = tuple[int, int, int, int]


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[_Hunk]:
    """What was replaced by what: ranges of tokens; those that lie close together are one."""
    pairs = align(old, new, most=40_000)
    hunks: list[_Hunk] = []
    for (i, j), (i_next, j_next) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        if i + 1 == i_next and j + 1 == j_next:
            continue
        if hunks and _words(new[hunks[-1][3] : j + 1]) <= _BETWEEN:
            first, _, start, _ = hunks.pop()
            hunks.append((first, i_next, start, j_next))
        else:
            hunks.append((i + 1, i_next, j + 1, j_next))
    most = max(_words(old), _words(new))
    stayed = _words(new) - sum(_words(new[j:j_end]) for _, _, j, j_end in hunks)
    return [(0, len(old), 0, len(new))] if hunks and stayed < _KEPT * most else hunks


def _words(tokens: Sequence[str]) -> int:
    return sum(1 for token in tokens if _WORD.search(token))
