"""Rules were renamed: whatever people decided under a former id still holds.

The answers and suppressions in ``renamed/`` were recorded by the last version that had those ids.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from curbcut.checks.page import RULES as PAGE_RULES
from curbcut.checks.source import RULES as SOURCE_RULES
from curbcut.cli.rules import explain
from curbcut.commands.check_pages import check_targets
from curbcut.model.finding import Finding, Outcome, Rule, Severity, Target
from curbcut.model.source import Span
from curbcut.rules import all_rules
from curbcut.run import Options
from curbcut.triage.merge import merge
from curbcut.triage.renamed import RENAMED
from curbcut.triage.reviews import FILE as REVIEWS
from curbcut.triage.reviews import apply_reviews, content_digest, record_review
from curbcut.triage.suppressions import FILE as SUPPRESSIONS
from curbcut.triage.suppressions import apply_suppressions
from curbcut.triage.unite import unite

FOLDER = Path(__file__).parent / "renamed"
KNOWN = {rule.id: rule for rule in all_rules()}
TODAY = dt.date(2026, 11, 28)
PAIRS = [(old, new) for old, ids in RENAMED.items() for new in ids]
LINES = {"a.md": ["# A", "", "See [here](b.md).", ""]}


def test_former_ids_are_free_and_lead_to_rules_that_there_are():
    assert not set(RENAMED) & set(KNOWN)
    assert {new for ids in RENAMED.values() for new in ids} <= set(KNOWN)


@pytest.mark.browser
def test_no_answer_and_no_suppression_under_a_former_id_is_lost():
    decided = [
        entry["rule"]
        for name, table in ((REVIEWS, "review"), (SUPPRESSIONS, "suppression"))
        for entry in tomllib.loads((FOLDER / name).read_text("utf-8"))[table]
    ]
    assert set(decided) == set(RENAMED)
    result = check_targets([str(FOLDER)], Options(jobs=1))
    concerned = {new for ids in RENAMED.values() for new in ids}
    open_ones = [
        (finding.rule.id, finding.target, finding.message)
        for finding in result.findings
        if finding.rule.id in concerned and not finding.suppressed
    ]
    assert open_ones == []
    ids = [finding.rule.id for finding in result.findings]
    assert not {"suppression-unused", "suppression-expired", "decision-not-valid"} & set(ids)
    assert ids.count("decision-rule-renamed") == len(decided)


def finding_of(rule, outcome, target=None):
    (finding,) = merge([Finding(KNOWN[rule], "m", "/", outcome, Span("a.md", 3, 3), target)], LINES)
    return finding


def former_fingerprint(old, about):
    return hashlib.sha256("\n".join((old, "/", about)).encode()).hexdigest()[:16]


@pytest.mark.parametrize(("old", "new"), PAIRS)
@pytest.mark.parametrize("target", [None, Target(("p:nth-child(2)",))])
def test_a_former_fingerprint_is_found(tmp_path, old, new, target):
    about = "p" if target else LINES["a.md"][2]
    fingerprint = former_fingerprint(old, about)
    asked = finding_of(new, Outcome.CANT_TELL, target)
    (tmp_path / REVIEWS).write_text(
        f'[[review]]\nfingerprint = "{fingerprint}"\nrule = "{old}"\noutcome = "passed"\n'
        f'by = "Ann"\ndate = 2026-11-01\ncontent = "{content_digest(asked, LINES, tmp_path)}"\n',
        "utf-8",
    )
    settled, renamed = apply_reviews([asked], tmp_path, "site_src", LINES)
    assert settled.suppressed.startswith("answered by Ann")
    assert (renamed.rule.id, str(renamed.span)) == (
        "decision-rule-renamed",
        "site_src/reviews.toml:1",
    )
    assert f'rule = "{new}"' in renamed.message
    (tmp_path / SUPPRESSIONS).write_text(
        f'[[suppression]]\nfingerprint = "{fingerprint}"\nrule = "{old}"\nreason = "r"\n'
        'owner = "Ann"\nexpires = 2026-12-01\n',
        "utf-8",
    )
    failed = finding_of(new, Outcome.FAILED, target)
    marked, renamed = apply_suppressions([failed], tmp_path, "site_src", TODAY)
    assert marked.suppressed
    assert renamed.rule.id == "decision-rule-renamed"


def seen(rule, outcome, states=(), line=3, selector=(), message="m"):
    target = Target(selector) if selector else None
    span = Span("a.md", line, line)
    return Finding(rule, message, "/", outcome, span, target, states)


def test_the_markdown_and_the_page_say_it_once():
    rule = KNOWN["link-text-vague"]
    findings = merge(
        [
            seen(rule, Outcome.CANT_TELL),
            seen(rule, Outcome.FAILED, ("light",), selector=("a",)),
            seen(rule, Outcome.CANT_TELL, ("light",), line=9, selector=("b",)),
        ],
        LINES,
    )
    found = unite(findings)
    assert sorted((str(one.span), one.outcome, len(one.merged)) for one in found) == [
        ("a.md:3", Outcome.FAILED, 1),
        ("a.md:9", Outcome.CANT_TELL, 0),
    ]


def test_a_block_of_the_page_and_a_line_in_it_are_one_place():
    rule = KNOWN["heading-bold"]
    block = Finding(
        rule, "m", "/", Outcome.CANT_TELL, Span("a.md", 2, 4), Target(("p",)), ("light",)
    )
    assert len(unite(merge([seen(rule, Outcome.FAILED), block], LINES))) == 1


def test_two_rules_at_one_line_are_two_findings():
    one, other = KNOWN["heading-bold"], KNOWN["all-capitals"]
    page = seen(other, Outcome.CANT_TELL, ("light",), selector=("p",))
    assert len(unite(merge([seen(one, Outcome.FAILED), page], LINES))) == 2


def test_what_was_not_tested_is_never_left_out():
    rule = KNOWN["heading-bold"]
    page = seen(rule, Outcome.UNTESTED, ("light",))
    assert len(unite(merge([seen(rule, Outcome.FAILED), page], LINES))) == 2


def test_axe_and_a_check_of_ours_judge_an_element_once():
    rule = KNOWN["visible-label-not-in-name"]
    findings = [
        seen(rule, Outcome.CANT_TELL, ("light",), selector=("a",)),
        seen(rule, Outcome.FAILED, ("light",), selector=("a",)),
    ]
    (found,) = unite(merge(findings, LINES))
    assert found.outcome is Outcome.FAILED


def test_an_answer_for_the_page_settles_what_the_markdown_asks_too(tmp_path):
    rule = KNOWN["link-text-vague"]
    page = seen(rule, Outcome.CANT_TELL, ("light",), selector=("a",))
    (asked,) = merge([page], LINES)
    record_review(
        asked, outcome="passed", by="Ann", date=TODAY, note="", folder=tmp_path, sources=LINES
    )
    both = unite(merge([seen(rule, Outcome.CANT_TELL), page], LINES))
    (settled,) = apply_reviews(both, tmp_path, "site_src", LINES)
    assert settled.suppressed


def test_an_answer_that_the_page_fails_is_no_less_when_the_markdown_warns(tmp_path):
    rule = KNOWN["heading-bold"]
    assert rule.severity is Severity.WARNING
    page = seen(rule, Outcome.CANT_TELL, ("light",), selector=("p",))
    (asked,) = merge([page], LINES)
    record_review(
        asked, outcome="failed", by="Ann", date=TODAY, note="", folder=tmp_path, sources=LINES
    )
    both = unite(merge([seen(rule, Outcome.FAILED), page], LINES))
    (settled,) = apply_reviews(both, tmp_path, "site_src", LINES)
    assert settled.blocking


def test_suppressions_of_what_was_two_findings_are_both_used(tmp_path):
    rule = KNOWN["heading-bold"]
    both = [seen(rule, Outcome.FAILED), seen(rule, Outcome.FAILED, ("light",), selector=("p",))]
    entry = (
        '[[suppression]]\nrule = "heading-bold"\nreason = "r"\nowner = "Ann"\n'
        'expires = 2026-12-01\nfingerprint = "{}"\n'
    )
    (tmp_path / SUPPRESSIONS).write_text(
        "".join(entry.format(one.fingerprint) for one in merge(both, LINES)), "utf-8"
    )
    (marked,) = apply_suppressions(unite(merge(both, LINES)), tmp_path, "site_src", TODAY)
    assert marked.suppressed


@pytest.mark.parametrize("old", RENAMED)
def test_a_former_id_is_explained_under_the_new_one(old):
    told = CliRunner().invoke(explain, [old])
    assert told.exit_code == 0
    assert told.output.startswith(f"“{old}” is now called “{RENAMED[old][0]}”")
    assert KNOWN[RENAMED[old][0]].summary.split()[0] in told.output


def test_a_rule_of_the_page_and_of_the_markdown_is_one_value():
    source = {rule.id: rule for rule in SOURCE_RULES}
    both = [rule for rule in PAGE_RULES if rule.id in source]
    assert len(both) > 15
    assert all(source[rule.id] is rule for rule in both)


def test_a_rule_that_was_never_renamed_has_no_former_ids(tmp_path):
    rule = Rule("x", "s", "w", "a")
    (tmp_path / SUPPRESSIONS).write_text(
        f'[[suppression]]\nfingerprint = "{former_fingerprint("y", "m")}"\nrule = "x"\n'
        'reason = "r"\nowner = "Ann"\nexpires = 2026-12-01\n',
        "utf-8",
    )
    failed, unused = apply_suppressions(
        merge([Finding(rule, "m", "/")], {}), tmp_path, "site_src", TODAY
    )
    assert not failed.suppressed
    assert unused.rule.id == "suppression-unused"
