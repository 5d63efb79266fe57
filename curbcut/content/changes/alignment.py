"""Align two sequences: find which entries of one correspond to which of the other.

Entries that are unique on both sides are anchors (as in Bram Cohen's patience diff); what lies
between is aligned by similarity (Needleman and Wunsch, 1970). The cost is bounded: a gap that is
too large is split first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

type Pairs = list[tuple[int, int]]
type Likeness = Callable[[int, int], float]

_DEEPEST = 24
"""How deep the search for unique entries between two anchors goes."""


def align(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    likeness: Likeness | None = None,
    most: int = 100_000,
) -> Pairs:
    """Pair entries in an order that both sequences share.

    Args:
        old: the entries of one side; equal entries are the same.
        new: the entries of the other side.
        likeness: how similar the entries at two places are, from 0 (never a pair) to 1.
        Without it only equal entries are paired.
        most: the most comparisons for one gap.
    """
    pairs: Pairs = []

    def same(i: int, j: int) -> float:
        return float(old[i] == new[j])

    gaps = [(0, len(old), 0, len(new), 0)]
    while gaps:
        i, i_end, j, j_end, depth = gaps.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            pairs.append((i_end, j_end))
        if i == i_end or j == j_end:
            continue
        anchors = _anchors(old, new, (i, i_end, j, j_end)) if depth < _DEEPEST else []
        if not anchors:
            pairs += _by_likeness((i, i_end, j, j_end), likeness or same, most)
            continue
        pairs += anchors
        for a, b in [*anchors, (i_end, j_end)]:
            gaps.append((i, a, j, b, depth + 1))
            i, j = a + 1, b + 1
    return sorted(pairs)


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], gap: tuple[int, int, int, int]
) -> Pairs:
    """Entries that are unique on both sides, as many of them as are in the same order."""
    i, i_end, j, j_end = gap
    here, there = Counter(old[i:i_end]), Counter(new[j:j_end])
    places = {new[at]: at for at in range(j, j_end)}
    unique = [
        (at, places[old[at]])
        for at in range(i, i_end)
        if here[old[at]] == 1 and there[old[at]] == 1
    ]
    ends: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(unique):
        length = bisect_left(ends, place)
        before.append(chains[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            chains.append(at)
        else:
            ends[length], chains[length] = place, at
    found: Pairs = []
    at = chains[-1] if chains else -1
    while at >= 0:
        found.append(unique[at])
        at = before[at]
    return found[::-1]


def _by_likeness(gap: tuple[int, int, int, int], likeness: Likeness, most: int) -> Pairs:
    i, i_end, j, j_end = gap
    rows, columns = i_end - i, j_end - j
    pieces = -(-rows * columns // most)
    pairs: Pairs = []
    for piece in range(pieces):
        pairs += _best(
            range(i + rows * piece // pieces, i + rows * (piece + 1) // pieces),
            range(j + columns * piece // pieces, j + columns * (piece + 1) // pieces),
            likeness,
        )
    return pairs


def _best(here: range, there: range, likeness: Likeness) -> Pairs:
    """The pairs whose likenesses, squared so that a few good ones win, add up to most."""
    best = [[0.0] * (len(there) + 1) for _ in range(len(here) + 1)]
    for row in range(len(here) - 1, -1, -1):
        mine, below = best[row], best[row + 1]
        for column in range(len(there) - 1, -1, -1):
            top = max(below[column], mine[column + 1])
            like = likeness(here[row], there[column])
            mine[column] = max(top, below[column + 1] + like * like) if like else top
    pairs: Pairs = []
    row = column = 0
    while row < len(here) and column < len(there):
        like = likeness(here[row], there[column])
        if like and best[row][column] == best[row + 1][column + 1] + like * like:
            pairs.append((here[row], there[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs
