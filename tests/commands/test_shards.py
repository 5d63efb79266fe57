"""Merged shards give the result of a single run; shards that do not belong together are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from curbcut import run
from curbcut.cli import main
from curbcut.commands.check_pages import check_targets
from curbcut.commands.check_site import check_site
from curbcut.commands.merge_reports import merge_reports
from curbcut.model.facts import PageFacts, PageLink
from curbcut.model.finding import CurbcutError, Environment, Evaluation, Finding, Outcome, Target
from curbcut.model.shards import Part, Shard, ShardResult
from curbcut.model.source import Span
from curbcut.reports.json import report_json, schema_text
from curbcut.reports.shards import read_shard
from curbcut.run import Options
from tests.making import page, write
from tests.reports.awkward import ERROR, RESULT, REVIEW

OFF = [1, 2, 3, 7, 40]
MANY = "Some words about the river.\n\n![](a.png)\n\n[here](/gone/)\n"
SITE = {
    "site.toml": '[site]\ntitle = "Boats"\nurl = "https://example.com"\n',
    "index.md": page("Boats", "Welcome.\n"),
    "a/index.md": page("Rivers", MANY),
    "a/one.md": page("Rivers", MANY),
    "a/two.md": page("Locks", '<p style="color: #999">Pale</p>\n', "review_every: 1 month\n"),
    "b/index.md": page("Canals", "![image](a.png) [two](../a/two.md#nowhere)\n"),
    "b/one.md": page("Locks", "**Bold line**\n\nText.\n"),
    "suppressions.toml": """\
[[suppression]]
rule = "focus-obscured"
fingerprints = ["0000000000000000"]
reason = "It is old"
owner = "Ann"
expires = 2999-01-01
""",
}
NAV = '<nav aria-label="Main"><a href="/">Home</a> <a href="/a/">A</a> <a href="/b/">B</a></nav>'
TURNED = '<nav aria-label="Main"><a href="/b/">B</a> <a href="/">Home</a> <a href="/a/">A</a></nav>'
FOLDER = {
    f"{name}index.html": f'<!doctype html><html lang="en"><title>Same</title>{nav}<main>'
    f'<h1>Page</h1><img src="x{name.strip("/")}.png"><a href="/gone/">Gone</a></main>'
    for name, nav in (("", NAV), ("a/", NAV), ("b/", TURNED), ("c/", NAV), ("d/", NAV))
}


def shards(check: Callable[[Options], Any], options: Options, of: int, folder: Path) -> list[Path]:
    files = []
    for number in range(1, of + 1):
        path = folder / f"{of}-{number}.json"
        result = check(replace(options, shard=Shard(number, of)))
        path.write_text(report_json(result), "utf-8")
        files.append(path)
    return files


def document(result: Any) -> Any:
    return without_its_run(json.loads(report_json(result)))


def without_its_run(shape: Any) -> Any:
    """A report without what is about the run alone: its time, and what it knew already."""
    shape["summary"]["seconds"] = 0
    for name in ("cached_pages", "proof"):
        del shape["environment"][name]
    return shape


def whole_and_parts(check, options, folder, monkeypatch, proved):
    """The json of one whole run, and of the shards for each number of them, merged."""
    monkeypatch.setattr(run, "CACHE_FOLDER", proved(folder / "cache-of-whole"))
    whole = check(options)
    # The shards see nothing of that.
    monkeypatch.setattr(run, "CACHE_FOLDER", proved(folder / "cache-of-shards"))
    for of in OFF:
        files = shards(check, options, of, folder)
        yield whole, of, files


@pytest.mark.browser
@pytest.mark.slow
def test_merged_shards_of_a_site_equal_one_run(tmp_path, monkeypatch, proved):
    options = Options(source=write(tmp_path / "site_src", SITE), templates=None, jobs=2)
    rules = set()
    for whole, of, files in whole_and_parts(check_site, options, tmp_path, monkeypatch, proved):
        merged = merge_reports(list(reversed(files)), options)
        assert document(merged) == document(whole), of
        assert merged.rules == whole.rules
        assert (merged.findings, merged.blocking) == (whole.findings, whole.blocking)
        rules = {finding.rule.id for finding in whole.findings}
        parts = [json.loads(path.read_text("utf-8")) for path in files]
        assert sum(len(part["pages"]) for part in parts) == len(whole.pages)
        said = {finding["rule"] for part in parts for finding in part["findings"]}
        assert of == 1 or "suppression-unused" not in said
    assert {"suppression-unused", "title-duplicate", "image-alt-missing"} <= rules, rules


@pytest.mark.browser
@pytest.mark.slow
def test_merged_shards_of_a_folder_equal_one_run(tmp_path, monkeypatch, proved):
    folder = write(tmp_path / "pages", FOLDER)

    def check(options):
        return check_targets([str(folder)], options)

    options = Options(jobs=2)
    for whole, of, files in whole_and_parts(check, options, tmp_path, monkeypatch, proved):
        merged = merge_reports(files, options)
        assert document(merged) == document(whole), of
        found = {finding.rule.id for finding in whole.findings}
        assert len(found) > 4, found
    (folder / "a" / "index.html").write_text("<title>Other</title>")
    with pytest.raises(CurbcutError, match="a different version of the site"):
        merge_reports(files, options)


@pytest.mark.browser
def test_the_commands(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(write(tmp_path, {f"pages/{name}": text for name, text in FOLDER.items()}))
    codes = []
    commands = [
        ("check", "pages", "--shard", "1/2", "--report", "json=1.json"),
        ("check", "pages", "--shard", "2/2", "--report", "json=2.json"),
        ("report", "--merge", "1.json", "2.json", "--report", "json=merged.json"),
        ("check", "pages", "--report", "json=whole.json"),
    ]
    for command in commands:
        with pytest.raises(SystemExit) as left:
            main(command)
        codes.append(left.value.code)
    assert codes == [1, 1, 1, 1]
    merged, whole = (
        without_its_run(json.loads(Path(f"{name}.json").read_bytes()))
        for name in ("merged", "whole")
    )
    assert "shard" not in whole
    assert merged == whole


TARGET = Target(("iframe", "#x"), "<img>", "img", -2, (("p", 3),))
FACTS = PageFacts("/é/", links=(PageLink("a", "/b/", target=TARGET),), ids=frozenset("cab"))
PART = Part(
    target="",
    site="s",
    pages=1,
    environment=Environment("1", states=("light",)),
    rules=(REVIEW, ERROR),
    findings=(
        Finding(ERROR, "Half a \ud83d", "/é/", span=Span("a.md", 3, 4), target=TARGET),
        Finding(REVIEW, "?", "/é/", Outcome.CANT_TELL, states=("light",), subject="x"),
    ),
    evaluations=(
        Evaluation("b", "/é/", "light", Outcome.PASSED),
        Evaluation("a", "/é/", "dark", Outcome.UNTESTED),
    ),
    facts=(FACTS,),
)


def kept(path: Path, number: int = 1, of: int = 1, code: str = "", **changes: Any) -> Path:
    from curbcut.cache import code_digest

    parts = (replace(PART, **changes),)
    shard = ShardResult(Shard(number, of), code or code_digest(), "2030-01-01", 7.0, parts)
    path.write_bytes(report_json(replace(RESULT, shard=shard, seconds=7.0)).encode())
    return path


def test_shard_report_round_trip(tmp_path):
    assert read_shard(kept(tmp_path / "a.json")).parts == (PART,)
    assert read_shard(kept(tmp_path / "a.json")).parts[0].rules[1].severity is ERROR.severity


def test_shard_report_matches_the_schema(tmp_path):
    schema = json.loads(schema_text())
    report = json.loads(kept(tmp_path / "a.json").read_bytes())
    jsonschema.Draft202012Validator(schema).validate(report)
    assert set(report["shard"]) == set(schema["properties"]["shard"]["properties"])
    parts = schema["properties"]["shard"]["properties"]["parts"]["items"]["properties"]
    assert set(report["shard"]["parts"][0]) == set(parts)
    report["shard"]["number"] = 0
    assert not jsonschema.Draft202012Validator(schema).is_valid(report)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([], "No reports are named"),
        ([{"of": 3}, {"number": 3, "of": 3}], "missing: 2/3"),
        ([{"of": 9}], "2/9, 3/9, 4/9, 5/9, 6/9 and 3 more"),
        ([{"of": 2}, {"of": 2}], "are both shard 1/2"),
        ([{"of": 2}, {"number": 2, "of": 3}], "is shard 1/2 and “"),
        ([{"code": "x"}], "a different version of Curbcut"),
        ([{"of": 2}, {"number": 2, "of": 2, "code": "x"}], "different versions of Curbcut"),
        ([{"of": 2}, {"number": 2, "of": 2, "target": "x"}], "different folders"),
        ([{"of": 2}, {"number": 2, "of": 2, "site": "x"}], "or the settings differ"),
        (
            [{"of": 2}, {"number": 2, "of": 2, "environment": Environment("1", "5.0.0")}],
            "different browsers or versions of axe-core",
        ),
    ],
)
def test_shards_of_different_runs_are_refused(tmp_path, made, said):
    files = [kept(tmp_path / f"{number}.json", **one) for number, one in enumerate(made)]
    with pytest.raises(CurbcutError) as raised:
        merge_reports(files, Options())
    assert said in str(raised.value)
    assert raised.value.fix


def test_shard_of_another_version_of_the_site_is_refused(tmp_path):
    source = write(tmp_path / "site_src", {"index.md": page("Boats")})
    with pytest.raises(CurbcutError, match="a different version of the site"):
        merge_reports([kept(tmp_path / "a.json")], Options(source=source, templates=None))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "not json", '{"shard": {}}', '{"shard": {"number": 1, "of": 0}}'],
)
def test_files_other_than_shard_reports_are_refused(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(CurbcutError, match=r"a\.json"):
        merge_reports([path], Options())
    with pytest.raises(CurbcutError, match="cannot be read"):
        merge_reports([tmp_path / "b.json"], Options())


@pytest.mark.parametrize("words", ["", "3", "0/8", "9/8", "3/0", "-1/8", "1.5/8", "3/8/9", "٣/٨"])
def test_invalid_shards_are_refused(words):
    with pytest.raises(CurbcutError, match="names no shard"):
        Shard.parse(words)


def test_each_page_is_in_one_shard_and_stays_there():
    pages = [f"/page-{number}/" for number in range(1000)]
    for of in (1, 3, 8):
        all_shards = [Shard(number, of) for number in range(1, of + 1)]
        held = [[page for page in pages if one.holds(page)] for one in all_shards]
        assert sorted(page for share in held for page in share) == sorted(pages)
        assert max(map(len, held)) < 1.2 * len(pages) / of
    assert Shard(3, 8).holds("/é\udce9/") in (True, False)


def test_urls_cannot_be_sharded():
    with pytest.raises(CurbcutError, match="cannot be used with URLs"):
        check_targets(["http://127.0.0.1:9/"], Options(shard=Shard(1, 2)))
