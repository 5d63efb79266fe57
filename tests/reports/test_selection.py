"""Parts of a result: by rule, level and page, for people in a hurry, and against a baseline."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from curbcut.cli import cli
from curbcut.commands.lint import lint
from curbcut.errors import CurbcutError
from curbcut.model.finding import IN_BASELINE, Outcome, Severity
from curbcut.reports.json import report_json
from curbcut.reports.selection import Selection, select, shorten
from curbcut.reports.terminal import report_text
from curbcut.run import Options
from curbcut.triage.baseline import accept, read_baseline
from tests.making import HOME, page, write

BAD = "![](a.png)\n\n[x](gone.md)\n\n## One\n\n#### Three\n\n[](care.md)\n"


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = {"index.md": HOME, "care.md": page("Care", BAD), "shop/index.md": page("Shop", BAD)}
    return write(tmp_path / "site_src", files)


@pytest.fixture
def result(source):
    return lint(Options(source=source, templates=None))


def ids(result):
    return {finding.rule.id for finding in result.findings}


def test_by_rule_level_and_page(result):
    assert ids(select(result, Selection(rules=("image-*",)))) == {
        "image-alt-missing",
        "image-missing",
    }
    level = select(result, Selection(level="A"))
    assert "link-broken" not in ids(level)
    assert "image-alt-missing" in ids(level)
    shop = select(result, Selection(include=("/shop/*",)))
    assert {one.page for one in shop.findings} == {"/shop/"}
    rest = select(result, Selection(exclude=("/shop/*",)))
    assert len(rest.findings) == len(result.findings) - len(shop.findings)
    assert shop.narrowed == ("--include /shop/*",)
    assert "This is a part of the result: --include /shop/*." in report_text(shop)
    assert json.loads(report_json(shop))["environment"]["narrowed"] == ["--include /shop/*"]
    assert not select(result, Selection()).narrowed


def test_what_was_not_checked_stays(result):
    from dataclasses import replace

    missed = replace(result.findings[0], outcome=Outcome.UNTESTED)
    part = select(replace(result, findings=(missed,)), Selection(rules=("none",), level="A"))
    assert part.findings == (missed,)


def test_for_people_in_a_hurry(result):
    quiet = shorten(result, Selection(quiet=True))
    assert set(map(id, quiet.findings)) == set(map(id, result.blocking))
    one = shorten(result, Selection(at_most=1))
    assert len(one.findings) == len(ids(result))
    assert "2 more of link-broken" in report_text(one)
    assert shorten(result, Selection(at_most=99)) == result


def test_many_findings_are_counted_by_rule(source):
    write(source, {"many.md": page("Many", "[x](gone.md)\n\n" * 25)})
    text = report_text(lint(Options(source=source, templates=None)))
    assert "\nBy rule:\n  28  link-broken (error)\n" in text


def test_only_what_is_new_counts(source, result, tmp_path):
    (tmp_path / "before.json").write_text(report_json(result), "utf-8")
    baseline = read_baseline(tmp_path / "before.json")
    options = Options(source=source, templates=None, baseline=baseline)
    same = lint(options)
    assert not same.blocking
    assert all(one.suppressed == IN_BASELINE for one in same.findings)
    number = len(result.findings)
    assert f"{number} findings are in the baseline and did not count." in report_text(same)
    # Another one of the same kind is new, and moving the old ones down a line is not.
    write(source, {"care.md": page("Care", "New.\n\n[x](gone.md)\n\n" + BAD)})
    (new,) = lint(options).blocking
    assert new.rule.id == "link-broken"


def test_what_was_not_checked_is_in_no_baseline(result):
    from dataclasses import replace

    missed = replace(result.findings[0], outcome=Outcome.UNTESTED)
    assert accept([missed], [missed.fingerprint]) == (missed,)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"findings": [1]}', "\xff"])
def test_what_is_no_baseline(tmp_path, text):
    file = tmp_path / "x.json"
    file.write_text(text, "latin-1")
    with pytest.raises(CurbcutError, match=r"x\.json” cannot be read: it is not a json report"):
        read_baseline(file)
    with pytest.raises(CurbcutError, match="No such file"):
        read_baseline(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("least", "blocks"), [("error", False), ("warning", True), ("suggestion", True)]
)
def test_the_least_severity_that_fails(source, least, blocks):
    for name in ("care.md", "shop/index.md"):
        write(source, {name: page("A" + name[0], "## One\n\nText.\n\n#### Three\n\nText.\n")})
    result = lint(Options(source=source, templates=None, fail_on=Severity(least)))
    assert ids(result) == {"heading-skipped"}
    assert bool(result.blocking) is blocks


def test_the_options_and_their_exit_codes(source):
    def run(*words):
        return CliRunner().invoke(cli, ["lint", "--templates", str(source), *words])

    assert run().exit_code == 1
    assert run("--rule", "heading-skipped").exit_code == 0
    assert run("--rule", "heading-skipped", "--max-warnings", "1").exit_code == 1
    assert run("--rule", "heading-skipped", "--max-warnings", "2").exit_code == 0
    assert run("--rule", "heading-skipped", "--fail-on", "warning").exit_code == 1
    assert "heading-skipped" not in run("--quiet").output
    assert run("--report", "json=before.json").exit_code == 1
    assert run("--baseline", "before.json").exit_code == 0
    assert run("--level", "B").exception
