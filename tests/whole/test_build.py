"""The whole way through, in a real browser."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from curbcut import run
from curbcut.checks.runner.shares import check_share
from curbcut.commands.build import build
from curbcut.commands.check_pages import check_targets
from curbcut.model.finding import CurbcutError, Outcome, Severity
from curbcut.reports.json import report_json
from curbcut.run import Options

pytestmark = pytest.mark.browser

# Pages that no edit reaches come from the cache; that this changes nothing is proved elsewhere.
OPTIONS = Options(jobs=1)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: str, old: str, new: str) -> int:
    """Replace the one ``old`` and return the line on which ``new`` begins."""
    file = Path(path)
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    file.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_good_site_is_published_and_every_page_was_checked(site):
    result = build(OPTIONS)
    assert not result.blocking
    assert [f for f in result.findings if f.outcome is Outcome.FAILED] == []
    assert {"/", "/care/", "/contact/"} <= set(result.pages)
    assert {"light", "dark", "narrow"} <= set(result.environment.states)
    looked = {(e.page, e.state) for e in result.evaluations if e.outcome is not Outcome.UNTESTED}
    for page in result.pages:
        for state in ("light", "dark", "narrow"):
            assert (page, state) in looked
    assert (site / "dist" / "care" / "index.html").is_file()
    assert (site / "dist" / "chain.png").is_file()


def test_findings_that_block_leave_dist_as_it_was(site):
    assert not build(OPTIONS).blocking
    before = digests(site / "dist")
    line = edit("site_src/care.md", "![A hand holds a cloth around a chain]", "![]")
    result = build(OPTIONS)
    (finding,) = result.blocking
    assert (finding.rule.id, str(finding.span)) == ("image-alt-missing", f"site_src/care.md:{line}")
    assert digests(site / "dist") == before
    assert not [p for p in site.iterdir() if p.name.startswith(".dist")]


MUTATIONS = [
    # what is broken, in which file, and the rule that has to say so on the line of the change
    ("site_src/care.md", "[contact page](contact.md)", "[](contact.md)", "link-without-words"),
    ("site_src/care.md", "### The chain", "##### The chain", "heading-skipped"),
    ("site_src/care.md", "(contact.md)", "(contakt.md)", "link-broken"),
    ("site_src/care.md", "(#the-chain)", "(#the-chian)", "anchor-broken"),
    (
        "templates/components/site-header.html.j2",
        'alt="" width="32"',
        'width="32"',
        "axe/image-alt",
    ),
    ("templates/layouts/base.html.j2", ' lang="{{ view.page.language }}"', "", "axe/html-has-lang"),
    (
        "templates/components/page-header.html.j2",
        '<h1 class="page-header__heading"',
        '<h1 class="page-header__heading" aria-hidden="maybe"',
        "axe/aria-valid-attr-value",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "rule"), MUTATIONS)
def test_one_fault_is_one_finding_at_its_line(site, path, old, new, rule):
    line = edit(path, old, new)
    result = build(OPTIONS)
    found = {
        (f.rule.id, str(f.span).rsplit(":", 1)[0] if f.span and f.span.column > 1 else str(f.span))
        for f in result.findings
        if f.outcome is Outcome.FAILED and f.rule.severity is not Severity.SUGGESTION
    }
    where = {(name, place) for name, place in found if name == rule}
    assert where == {(rule, f"{path}:{line}")}
    strays = {name for name, _ in found} - {rule} - ALSO.get(rule, set())
    assert not strays


ALSO: dict[str, set[str]] = {
    # An empty link is a fault to more than one rule.
    "link-without-words": {"link-text-empty"},
    "axe/html-has-lang": {"page-lang-missing"},
}


def test_a_fault_of_one_state_names_that_state(site):
    style = site / "templates" / "assets" / "css" / "99-fault.css"
    style.write_text(
        "@media (prefers-color-scheme: dark) { main p { color: #333; background: #222 } }\n"
        "@media (max-width: 400px) { main p { color: #aaa; background: #bbb } }\n"
    )
    result = build(OPTIONS)
    contrast = [f for f in result.blocking if f.rule.id == "axe/color-contrast"]
    assert contrast
    for finding in contrast:
        assert "light" not in finding.states
        assert finding.span is not None
    states = {state for finding in contrast for state in finding.states}
    assert {"dark", "narrow"} <= states


def test_what_a_page_does_is_a_finding(site):
    edit(
        "templates/layouts/base.html.j2",
        "</head>",
        "<script>var x = 1;</script>"
        '<link rel="stylesheet" href="https://elsewhere.example/x.css"></head>',
    )
    result = build(OPTIONS)
    rules = {finding.rule.id for finding in result.blocking}
    assert {"policy-violation", "foreign-request"} <= rules


def test_a_page_that_cannot_be_looked_at_blocks(site, monkeypatch):
    # A page that never ends is given up after these seconds; half a minute would prove no more.
    monkeypatch.setitem(check_share.__kwdefaults__, "timeout", 5)
    folder = site / "foreign"
    folder.mkdir()
    (folder / "good.html").write_text(
        "<!doctype html><html lang=en><head><title>A good page</title></head>"
        "<body><main><h1>A good page</h1><p>With some words.</p></main></body></html>"
    )
    (folder / "endless.html").write_text(
        "<!doctype html><html lang=en><title>Endless</title><script>for (;;) {}</script>"
    )
    result = check_targets([str(folder)], Options(jobs=1))
    untested = [f for f in result.findings if f.outcome is Outcome.UNTESTED]
    assert [f.page for f in untested] == ["/endless.html"]
    assert all(f.blocking for f in untested)
    mine = [e for e in result.evaluations if e.page == "/endless.html"]
    assert mine
    assert {e.outcome for e in mine} == {Outcome.UNTESTED}
    assert {e.outcome for e in result.evaluations if e.page == "/good.html"} >= {Outcome.PASSED}


def test_the_report_keeps_its_contract(site):
    folder = site / "foreign"
    folder.mkdir()
    (folder / "a.html").write_text(
        "<!doctype html>\n<html lang=en>\n<title>A page</title>\n<main><h1>Words</h1>\n"
        "<img src=x.png>\n<p style='color:#999;background:#aaa'>Faint words</p></main>"
    )
    report = json.loads(report_json(check_targets([str(folder)], Options(jobs=1))))
    assert report["schema"] == 2
    assert set(report) == {
        "schema", "environment", "summary", "roots", "pages", "findings", "evaluations",
    }  # fmt: skip
    assert report["pages"] == [{"page": "/a.html", "checked": True}]
    assert {"curbcut", "axe", "browser", "states"} <= set(report["environment"])
    assert {"pages", "states", "passed", "failed", "cant_tell", "untested", "seconds"} <= set(
        report["summary"]
    )
    by_rule = {finding["rule"]: finding for finding in report["findings"]}
    image = by_rule["axe/image-alt"]
    assert image["criteria"] == ["1.1.1"]
    assert image["level"] == "A"
    assert image["outcome"] == "failed"
    assert image["blocking"] is True
    assert image["page"] == "/a.html"
    assert image["source"]["path"] == "foreign/a.html"
    assert image["source"]["line"] == 5
    assert image["target"] == ["img"]
    assert image["states"] == ["light"]
    keys = {
        "rule", "criteria", "level", "outcome", "severity", "blocking", "page", "source", "target",
        "html", "states", "message", "fix", "help_url", "fingerprint",
    }  # fmt: skip
    for finding in report["findings"]:
        assert keys <= set(finding)
    contrast = by_rule["axe/color-contrast"]
    assert set(contrast["states"]) >= {"light", "dark", "narrow"}
    for evaluation in report["evaluations"]:
        assert set(evaluation) == {"rule", "page", "state", "outcome"}


def test_known_results_are_used_again_and_say_the_same(site, monkeypatch):
    monkeypatch.setattr(run, "CACHE_FOLDER", site / "cache")
    options = Options(jobs=1)
    edit("site_src/care.md", "### The chain", "##### The chain")
    first = json.loads(report_json(build(options)))
    second = json.loads(report_json(build(options)))
    for report in (first, second):
        report["summary"].pop("seconds")
        report["summary"].pop("published")  # the first one also says which addresses are new
        report["environment"].pop("proof")  # another run's, perhaps
    assert first["environment"].pop("cached_pages") == 0
    assert second["environment"].pop("cached_pages") == len(second["pages"])
    assert first == second


def test_no_browser_is_said_in_a_sentence(site, monkeypatch):
    monkeypatch.setenv("CURBCUT_BROWSER", str(site / "no-such-browser"))
    with pytest.raises(CurbcutError, match="no-such-browser"):
        build(OPTIONS)
    assert not (site / "dist").exists()


def test_a_page_costs_its_time_limit_and_no_more(site, monkeypatch):
    from curbcut.checks.runner import visit

    folder = site / "foreign"
    folder.mkdir()
    (folder / "large.html").write_text(
        "<!doctype html><html lang=en><title>A large page</title><main><h1>Words</h1></main>"
    )
    # The proof has its own tests; here no check is given any time.
    monkeypatch.setattr("curbcut.checks.runner.workers.prove_checks", lambda *args: None)
    monkeypatch.setattr(visit, "_PATIENCE", 0)
    result = check_targets([str(folder)], Options(jobs=1))
    (untested,) = [f for f in result.findings if f.outcome is Outcome.UNTESTED]
    assert "so large" in untested.message
    assert "state “light”" in untested.message
    assert untested.blocking
