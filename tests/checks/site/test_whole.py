"""Orders that differ from page to page."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

from curbcut.checks.site import whole
from curbcut.checks.site.whole import Deviation, deviations


def page_by_page(sequences):
    """The same, with each page looked at on its own: plain, and slow."""
    orders: defaultdict[Any, dict[bool, list[str]]] = defaultdict(lambda: {True: [], False: []})
    places = {page: {item: at for at, item in enumerate(s)} for page, s in sequences.items()}
    for page, place in places.items():
        for one, other in combinations(sorted(place), 2):
            orders[one, other][place[one] < place[other]].append(page)
    wrong: defaultdict[str, list[Any]] = defaultdict(list)
    for (one, other), sides in orders.items():
        few, many = sorted(sides.values(), key=len)
        if few and len(many) >= 2 and len(many) > len(few):
            for page in few:
                before = places[page][one] < places[page][other]
                wrong[page].append((one, other, before, len(many), len(few)))
    found = []
    for page, pairs in wrong.items():
        count = Counter(item for pair in pairs for item in pair[:2])
        one, other, before, agree, differ = max(
            pairs, key=lambda pair: (count[pair[0]] + count[pair[1]], pair)
        )
        moved, rest = (one, other) if count[one] >= count[other] else (other, one)
        is_before = before if moved == one else not before
        found.append(Deviation(page, moved, rest, is_before, agree, agree >= 2 * differ))
    return found


def test_pages_in_groups_say_what_they_say_one_by_one():
    chance = random.Random(7)
    found = 0
    for _ in range(300):
        kinds = [chance.sample("abcdefg", chance.randint(1, 7)) for _ in range(3)]
        kinds.append(sorted(kinds[0]))
        sequences = {f"/{n}/": chance.choice(kinds) for n in range(chance.randint(2, 12))}
        assert deviations(sequences) == page_by_page(sequences)
        found += len(deviations(sequences))
    assert found > 100


def test_pairs_are_made_once_for_all_pages_with_the_same_order(monkeypatch):
    made = []

    def counted(items, size):
        made.append(len(items))
        return combinations(items, size)

    monkeypatch.setattr(whole, "combinations", counted)
    usual, other = [f"/{n}/" for n in range(60)], [f"/{n}/" for n in reversed(range(60))]
    sequences = {f"/{n}/": other if n == 7 else usual for n in range(300)}
    assert [wrong.page for wrong in deviations(sequences)] == ["/7/"]
    assert made == [60, 60]
