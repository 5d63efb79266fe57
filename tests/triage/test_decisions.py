"""What people answered, and what a site accepts for a time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tomllib

import pytest

from curbcut.commands.lint import lint
from curbcut.model.finding import CurbcutError, Evaluation, Finding, Outcome, Rule, Severity
from curbcut.model.source import Span
from curbcut.run import Options
from curbcut.triage.merge import merge
from curbcut.triage.reviews import FILE as REVIEWS
from curbcut.triage.reviews import apply_reviews, record_review
from curbcut.triage.suppressions import FILE as SUPPRESSIONS
from curbcut.triage.suppressions import apply_suppressions, looked_for
from tests.making import HOME, write

RULE = Rule("x", "s", "w", "a", question="Is it?")
LINES = {"a.md": ["---", "title: A", "---", "", "words"]}
TODAY = dt.date(2026, 11, 23)


def question(outcome=Outcome.CANT_TELL):
    (finding,) = merge(
        [Finding(RULE, "m", page="/", outcome=outcome, span=Span("a.md", 5, 5))], LINES
    )
    return finding


def record(folder, outcome):
    record_review(
        question(), outcome=outcome, by="Ann “A” Editor", date=TODAY, note="seen", folder=folder,
        sources=LINES,
    )  # fmt: skip


def test_an_answer_settles_a_question_and_stays_in_the_evidence(tmp_path):
    record(tmp_path, "passed")
    (finding,) = apply_reviews([question()], tmp_path, "site_src", LINES)
    assert finding.suppressed == "answered by Ann “A” Editor on 2026-11-23: passed. seen"
    assert finding.outcome is Outcome.CANT_TELL


def test_an_answer_can_be_that_it_fails(tmp_path):
    record(tmp_path, "failed")
    (finding,) = apply_reviews([question()], tmp_path, "site_src", LINES)
    assert finding.outcome is Outcome.FAILED
    assert finding.blocking


def test_an_answer_lapses_when_the_content_changes(tmp_path):
    record(tmp_path, "passed")
    changed = {"a.md": [*LINES["a.md"], "more words"]}
    (finding,) = apply_reviews([question()], tmp_path, "site_src", changed)
    assert not finding.suppressed
    assert "the content has changed since" in finding.message


def test_an_answer_settles_no_failure(tmp_path):
    record(tmp_path, "passed")
    (finding,) = apply_reviews([question(Outcome.FAILED)], tmp_path, "site_src", LINES)
    assert not finding.suppressed


def test_answers_are_added_one_below_the_other(tmp_path):
    record(tmp_path, "failed")
    record(tmp_path, "passed")
    assert (tmp_path / REVIEWS).read_text("utf-8").count("[[review]]") == 2
    (finding,) = apply_reviews([question()], tmp_path, "site_src", LINES)
    assert finding.suppressed


def suppress(tmp_path, text):
    (tmp_path / SUPPRESSIONS).write_text(text, "utf-8")
    findings = [question(Outcome.FAILED), Finding(RULE, "u", outcome=Outcome.UNTESTED)]
    return apply_suppressions(findings, tmp_path, "site_src", TODAY)


ENTRY = (
    '[[suppression]]\nrule = "x"\nreason = "old images"\nowner = "Ann"\nexpires = {}\n'
    f'fingerprint = "{question(Outcome.FAILED).fingerprint}"\n'
)


def test_a_suppression_holds_until_its_date(tmp_path):
    failed, untested = suppress(tmp_path, ENTRY.format("2026-11-23"))
    assert failed.suppressed == "until 2026-11-23, by Ann: old images"
    assert not failed.blocking
    assert untested.blocking


def test_an_expired_suppression_covers_nothing_and_says_so(tmp_path):
    failed, _, expired = suppress(tmp_path, "\n" + ENTRY.format("2026-11-22"))
    assert failed.blocking
    assert (expired.rule.id, str(expired.span)) == (
        "suppression-expired",
        "site_src/suppressions.toml:2",
    )


def test_a_suppression_that_covers_nothing_says_so(tmp_path):
    *_, unused = suppress(tmp_path, ENTRY.format("2026-12-01") + 'page = "/other/"\n')
    assert unused.rule.id == "suppression-unused"


def unused(source):
    result = lint(Options(source=source, templates=None))
    return [f.message for f in result.findings if f.rule.id == "suppression-unused"]


def test_a_run_without_a_browser_calls_nothing_unused_that_a_browser_finds(tmp_path):
    entry = ENTRY.format("2099-12-01").replace('"x"', '"{}"')
    rules = ("axe/label", "link-words-vague", "emoji-bullets")
    source = write(tmp_path, {"index.md": HOME, SUPPRESSIONS: "".join(map(entry.format, rules))})
    (message,) = unused(source)
    assert "emoji-bullets" in message
    unnamed = entry.format("axe/label").rpartition("fingerprint")[0]
    write(tmp_path, {SUPPRESSIONS: unnamed})
    messages = [one.message for one in lint(Options(source=source, templates=None)).blocking]
    assert len(messages) == 1
    assert messages[0].endswith("“curbcut check” says what to write")


@pytest.mark.parametrize(
    ("rule", "page", "said"),
    [("x", "/", 0), ("x", "/other/", 1), ("y", "/", 1), ("page-not-checked", "/", 0)],
)
def test_what_was_not_looked_at_to_its_end_is_not_unused(tmp_path, rule, page, said):
    (tmp_path / SUPPRESSIONS).write_text(ENTRY.format("2026-12-01") + 'page = "/"\n', "utf-8")
    done = [
        Evaluation(rule, page, "light", Outcome.UNTESTED),
        Evaluation("x", "/", "dark", Outcome.PASSED),
    ]
    looked = looked_for(done, checked=True)
    assert len(apply_suppressions([], tmp_path, "site_src", TODAY, looked)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[suppression]]\nrule = "x"\nowner = "A"\nexpires = 2026-12-01\n', "“reason” is missing"),
        (ENTRY.format('"soon"'), "“expires” should be a date"),
        (ENTRY.format("2026-12-01") + 'pgae = "/"\n', 'Write “page = "/"”'),
        ('[suppression]\nrule = "x"\n', "two brackets"),
        ("[[suppression]\n", "cannot be read"),
        ("[[supression]]\n", "“supression” is unknown"),
    ],
)
def test_a_mistake_is_a_finding_that_blocks(tmp_path, text, said):
    failed, *_, mistake = suppress(tmp_path, text)
    assert failed.blocking
    assert said in f"{mistake.message}. {mistake.fix}"
    assert mistake.blocking


def failing(number=1):
    lines = {"a.md": ["---", "title: A", "---", *["words"] * number]}
    found = [
        Finding(RULE, "m", page="/", outcome=Outcome.FAILED, span=Span("a.md", 4 + n, 4 + n))
        for n in range(number)
    ]
    return list(merge(found, lines))


def test_a_suppression_covers_what_it_was_written_for_and_no_later_fault(tmp_path):
    one, other = failing(2)
    assert one.fingerprint == other.fingerprint  # two equal lines
    (tmp_path / SUPPRESSIONS).write_text(ENTRY.format("2026-12-01"), "utf-8")
    covered, open_ = apply_suppressions([one, other], tmp_path, "site_src", TODAY)
    assert covered.suppressed
    assert not open_.suppressed
    assert open_.blocking


def test_a_suppression_that_names_nothing_says_what_to_write(tmp_path):
    entry = '[[suppression]]\nrule = "x"\nreason = "r"\nowner = "Ann"\nexpires = 2026-12-01\n'
    (tmp_path / SUPPRESSIONS).write_text(entry, "utf-8")
    found, mistake = apply_suppressions(failing(), tmp_path, "site_src", TODAY)
    assert found.blocking
    assert mistake.blocking
    assert f'Write: fingerprints = ["{found.fingerprint}"]' in mistake.message
    line = mistake.message.partition("Write: ")[2]
    (tmp_path / SUPPRESSIONS).write_text(f"{entry}{line}\n", "utf-8")
    (found,) = apply_suppressions(failing(), tmp_path, "site_src", TODAY)
    assert found.suppressed


@pytest.mark.parametrize(("number", "blocks"), [("1.1.1", True), ("1.4.3", True), ("1.4.6", False)])
def test_what_a_person_says_fails_blocks_as_if_a_machine_had_said_it(tmp_path, number, blocks):
    mild = Rule("x", "s", "w", "a", criteria=(number,), severity=Severity.WARNING)
    found = dataclasses.replace(question(), rule=mild)
    record_review(
        found, outcome="failed", by="Ann", date=TODAY, note="", folder=tmp_path, sources=LINES
    )
    (finding,) = apply_reviews([found], tmp_path, "site_src", LINES)
    assert (finding.outcome, finding.blocking) == (Outcome.FAILED, blocks)


def test_an_answer_holds_for_its_own_block_and_its_pictures(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "site_src"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"one")
    path = "site_src/a.md"
    text = ["---", "title: A", "---", "", "above", "", "![An axe](a.png)", "beside", "", "below"]

    def asked(lines):
        at = lines.index("![An axe](a.png)") + 1
        raw = [Finding(RULE, "m", page="/", outcome=Outcome.CANT_TELL, span=Span(path, at, at))]
        (finding,) = merge(raw, {path: lines})
        (settled,) = apply_reviews([finding], folder, "site_src", {path: lines})
        return finding, bool(settled.suppressed)

    finding, _ = asked(text)
    record_review(
        finding, outcome="passed", by="A", date=TODAY, note="", folder=folder, sources={path: text}
    )
    assert asked(text)[1]
    assert asked(["---", "title: B", "---", "", "new", "", *text[4:9], "other"])[1]
    assert not asked([*text[:7], "changed", *text[8:]])[1]
    (folder / "a.png").write_bytes(b"two")
    assert not asked(text)[1]


def test_two_questions_with_one_fingerprint_are_answered_one_by_one(tmp_path):
    one, other = (dataclasses.replace(question(), subject=name) for name in ("1" * 16, "2" * 16))
    record_review(
        one, outcome="passed", by="A", date=TODAY, note="", folder=tmp_path, sources=LINES
    )
    first, second = apply_reviews([one, other], tmp_path, "site_src", LINES)
    assert (bool(first.suppressed), bool(second.suppressed)) == (True, False)
    record_review(
        other, outcome="passed", by="A", date=TODAY, note="", folder=tmp_path, sources=LINES
    )
    assert all(one.suppressed for one in apply_reviews([one, other], tmp_path, "s", LINES))


@pytest.mark.parametrize("text", ["a\x7fb", "a\x1b[2Jb", "a\u202eb", "a\udc9bb", "\0"])
@pytest.mark.parametrize("key", ["by", "note"])
def test_an_answer_that_could_not_be_read_again_is_refused(tmp_path, key, text):
    record(tmp_path, "passed")
    before = (tmp_path / REVIEWS).read_bytes()
    words = {"by": "Ann", "note": ""} | {key: text}
    with pytest.raises(CurbcutError, match=f"--{key} has a character"):
        record_review(
            question(), outcome="failed", date=TODAY, folder=tmp_path, sources=LINES, **words
        )
    assert (tmp_path / REVIEWS).read_bytes() == before


def test_an_answer_of_nobody_is_refused(tmp_path):
    with pytest.raises(CurbcutError, match="has no name"):
        record_review(
            question(),
            outcome="passed",
            by=" ",
            note="",
            date=TODAY,
            folder=tmp_path,
            sources=LINES,
        )


def test_what_an_answer_is_about_may_hold_what_toml_does_not(tmp_path):
    finding = dataclasses.replace(question(), page="/a\x7fb/")
    record_review(
        finding, outcome="passed", by="A", date=TODAY, note="", folder=tmp_path, sources=LINES
    )
    assert tomllib.loads((tmp_path / REVIEWS).read_text("utf-8"))["review"][0]["page"] == "/a\x7fb/"
