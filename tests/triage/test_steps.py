"""What each step of triage does to findings, and in which order they are reported."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import permutations
from pathlib import Path

import pytest

from curbcut.model.finding import Finding, Outcome, Rule, Severity, Target
from curbcut.model.page import RenderedPage
from curbcut.model.source import Span
from curbcut.triage.reviews import record_review
from curbcut.triage.steps import TARGET_STEPS, Context, settle

A, B = (Rule(name, "s", "w", "f") for name in "ab")
WARNING, SUGGESTION = (
    Rule("a", "s", "w", "f", severity=s) for s in (Severity.WARNING, Severity.SUGGESTION)
)
CONTEXT = Context(dt.date(2030, 1, 1), {})
AT = Span("a.md", 2, 2, 1)
BASE = Finding(B, "m", page="/b/", span=Span("b.md", 2, 2, 2), target=Target(("#b",), "<b>"))


def after(**changes) -> Finding:
    return dataclasses.replace(BASE, **changes)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (after(), after(outcome=Outcome.CANT_TELL, span=Span("a.md", 1, 1))),
        (after(outcome=Outcome.UNTESTED), after(span=Span("a.md", 1, 1))),
        (after(), after(rule=WARNING)),
        (after(rule=WARNING), after(rule=SUGGESTION, span=Span("a.md", 1, 1))),
        (after(span=Span("a.md", 9, 9)), after()),
        (after(span=Span("b.md", 1, 1, 9)), after()),
        (after(span=Span("b.md", 2, 2, 1)), after()),
        (after(rule=A), after()),
        (after(page="/a/"), after()),
        (after(target=Target(("#a",), "<b>")), after()),
        (after(target=None, message="a"), after(target=None, message="b")),
    ],
)
def test_the_order_of_a_report(first: Finding, second: Finding):
    for given in permutations((first, second)):
        for steps in (TARGET_STEPS[:1], None):
            settled = settle(given, CONTEXT, steps) if steps else settle(given, CONTEXT)
            assert [(f.rule, f.outcome, f.page, f.span, f.target, f.message) for f in settled] == [
                (f.rule, f.outcome, f.page, f.span, f.target, f.message) for f in (first, second)
            ]


def test_what_is_suppressed_is_reported_last(tmp_path: Path):
    """The order is that of what blocks in the end, not of what was found."""
    findings = [Finding(A, "m", page="/a/", span=AT), Finding(A, "n", page="/b/", span=AT)]
    first, second = settle(findings, CONTEXT)
    (tmp_path / "suppressions.toml").write_text(
        f'[[suppression]]\nrule = "a"\nfingerprint = "{first.fingerprint}"\n'
        'owner = "Ada"\nreason = "r"\nexpires = 2031-01-01\n'
    )
    kept = dataclasses.replace(CONTEXT, answers=tmp_path, shown="here")
    settled = settle(findings, kept)
    assert [(f.fingerprint, f.blocking) for f in settled] == [
        (second.fingerprint, True),
        (first.fingerprint, False),
    ]


WRITTEN = RenderedPage("/a/", "", b"", {}, fallback=AT, source_path="a.md")
GENERATED = RenderedPage("/print/", "", b"", {}, fallback=AT)
PAGES = {page.path: page for page in (WRITTEN, GENERATED)}


@pytest.mark.parametrize("order", [1, -1])
def test_what_a_generated_page_repeats_is_reported_once(order: int):
    context = dataclasses.replace(CONTEXT, pages=PAGES)
    findings = [Finding(A, "m", page=page, states=("light",)) for page in PAGES][::order]
    assert [f.page for f in settle(findings, context)] == ["/a/"]
    alone = [f for f in findings if f.page == "/print/"]
    assert [f.page for f in settle(alone, context)] == ["/print/"]
    other = [*alone, Finding(B, "m", page="/a/", states=("light",))]
    assert len(settle(other, context)) == 2


def test_the_same_in_two_states_is_reported_once():
    findings = [Finding(A, "m", page="/a/", span=AT, states=(s,)) for s in ("light", "dark")]
    (one,) = settle(findings, CONTEXT)
    assert one.states == ("light", "dark")


def test_the_markdown_and_the_page_are_reported_once():
    findings = [
        Finding(A, "of the page", page="/a/", span=AT, states=("light",)),
        Finding(A, "of the Markdown", page="/a/", span=AT),
    ]
    (one,) = settle(findings, CONTEXT)
    assert one.message == "of the Markdown"
    assert [f.message for f in one.merged] == ["of the page"]


def test_each_finding_gets_its_place_and_its_fingerprint():
    (one,) = settle([Finding(A, "m", page="/a/")], dataclasses.replace(CONTEXT, pages=PAGES))
    assert one.span == AT
    assert one.fingerprint


def test_the_same_on_pages_from_elsewhere_is_gathered():
    findings = [
        Finding(A, "m", page=page, span=None, target=Target(("#x",), "<p>"))
        for page in ("/b/", "/a/")
    ]
    settled = settle(settle(findings, CONTEXT), CONTEXT, TARGET_STEPS)
    assert [(f.page, f.also_on) for f in settled] == [("/a/", ("/b/",))]


def test_an_answer_settles_a_question(tmp_path: Path):
    kept = dataclasses.replace(CONTEXT, answers=tmp_path, shown="here")
    question = [Finding(A, "m", page="/a/", span=AT, outcome=Outcome.CANT_TELL)]
    (asked,) = settle(question, kept)
    record_review(
        asked,
        outcome="passed",
        by="Ada",
        date=dt.date(2030, 1, 1),
        note="Read.",
        folder=tmp_path,
        sources={},
    )
    (answered,) = settle(question, kept)
    assert not asked.suppressed
    assert answered.suppressed.startswith("answered by Ada")
