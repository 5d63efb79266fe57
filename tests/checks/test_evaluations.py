"""Evaluations of many pages are the same as a tuple of them, in a fraction of the memory."""

from __future__ import annotations

import tracemalloc

import pytest

from curbcut.checks.evaluations import Evaluations, Tables, joined, without_repeats
from curbcut.model.finding import Evaluation, Outcome

GIVEN = tuple(
    Evaluation(rule, page, state, outcome)
    for page in ("/a/", "/b/", "/a/")
    for rule in ("x", "y")
    for state, outcome in (("light", Outcome.PASSED), ("dark", Outcome.FAILED))
)


def test_they_are_what_they_were_made_of():
    kept = Evaluations(GIVEN)
    assert tuple(kept) == GIVEN
    assert kept == GIVEN
    assert len(kept) == len(GIVEN)
    assert (kept[0], kept[-1], kept[2:4]) == (GIVEN[0], GIVEN[-1], GIVEN[2:4])
    with pytest.raises(IndexError):
        kept[len(GIVEN)]
    assert tuple(Evaluations()) == ()


def test_joining_renaming_and_judging():
    assert tuple(joined(GIVEN, Evaluations(GIVEN), ())) == (*GIVEN, *GIVEN)
    named = Evaluations(GIVEN).renamed(lambda page: f"site{page}")
    assert [one.page for one in named] == [f"site{one.page}" for one in GIVEN]
    asked = Evaluations(GIVEN).with_outcomes(
        lambda rule, outcome: Outcome.CANT_TELL if rule == "x" else outcome
    )
    assert {one.outcome for one in asked if one.rule == "x"} == {Outcome.CANT_TELL}
    assert [one for one in asked if one.rule == "y"] == [one for one in GIVEN if one.rule == "y"]
    assert tuple(without_repeats(Evaluations(GIVEN))) == tuple(dict.fromkeys(GIVEN))


def test_a_page_like_others_takes_next_to_nothing():
    tables, pages = Tables(), []
    tracemalloc.start()
    for number in range(1000):
        rows = (
            Evaluation(f"rule-{rule}", f"/{number}/", "light", Outcome.PASSED)
            for rule in range(300)
        )
        pages.append(Evaluations(rows, tables))
    whole = joined(*pages)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(whole) == 300_000
    assert used / 1000 < 1500  # bytes a page; as objects they take 17,000
