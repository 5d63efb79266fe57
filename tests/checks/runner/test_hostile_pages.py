"""Pages that keep us from looking at them cost themselves and no other page."""

from __future__ import annotations

import pytest

from curbcut.checks.evaluations import Evaluations
from curbcut.checks.runner import visit
from curbcut.checks.runner.facts.site_facts import gather
from curbcut.commands.check_pages import TargetResult, check_targets
from curbcut.commands.review import review as answer
from curbcut.model.finding import Environment, Outcome
from curbcut.reports.terminal import report_text
from curbcut.run import Options
from tests.browser.test_reach import Listener, attack

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GOOD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{0}</title></head><body>'
    '<nav><a href="a.html">A</a> <a href="b.html">B</a> <a href="c.html">C</a></nav>'
    "<main><h1>{0}</h1><p>Some words.</p></main></body></html>"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    # The proof has its own tests.
    monkeypatch.setattr("curbcut.checks.runner.workers.prove_checks", lambda *args: None)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.html").write_text(GOOD.format(name.upper()))
    return tmp_path


def untested(result):
    return [(f.page, f.rule.id, f.message) for f in result.findings if f.outcome == "untested"]


def test_pages_that_are_none(folder):
    (folder / "gone.html").write_text(
        "<!doctype html><title>Gone</title><p>Words"
        "<script>setTimeout(() => document.documentElement.remove())</script>"
    )
    (folder / "torn.xhtml").write_text(
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en">\n<head><title>Torn</title></head>\n'
        "<body><p>Words</body></html>"
    )
    result = check_targets([str(folder)], Options(jobs=1))
    said = untested(result)
    assert [(page, rule) for page, rule, _ in said] == [
        ("/gone.html", "page-not-checked"),
        ("/torn.xhtml", "page-not-checked"),
    ]
    assert "root element" in said[0][2]
    assert "not well-formed XML" in said[1][2]
    assert "line 3" in said[1][2]
    assert len(result.pages) == 5
    passed = {e.page for e in result.evaluations if e.outcome is Outcome.PASSED}
    assert {"/a.html", "/b.html", "/c.html"} <= passed


def test_a_mistake_of_ours_on_one_page(folder, monkeypatch):
    look = visit._look

    def fails(page, plan, notes):
        look(page, plan, notes)
        if page.address.endswith("b.html") and page.state.id == "dark":
            raise KeyError("something of ours")

    def no_facts(session, page, address, status):
        if page == "/c.html":
            raise TypeError("no facts")
        return gather(session, page, address, status)

    monkeypatch.setattr(visit, "_look", fails)
    monkeypatch.setattr(visit, "gather", no_facts)
    monkeypatch.setattr(visit, "needless", lambda page: frozenset())
    result = check_targets([str(folder)], Options(jobs=1, cache=False))
    assert sorted(untested(result), reverse=True) == [
        (
            "/c.html",
            "check-failed",
            "The page could not be compared with the other pages of the site: TypeError, no facts",
        ),
        (
            "/b.html",
            "page-not-checked",
            "Curbcut itself failed on this page: KeyError, 'something of ours'",
        ),
    ]
    # What was seen before it is kept.
    assert any(e.page == "/b.html" and e.outcome is Outcome.PASSED for e in result.evaluations)
    assert any(e.page == "/b.html" and e.outcome is Outcome.UNTESTED for e in result.evaluations)


def test_pages_of_one_name_in_two_folders_and_what_is_left_out(folder, monkeypatch):
    monkeypatch.chdir(folder)
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(GOOD.format(name).replace(' lang="en"', ""))
    (folder / "two" / "lost.html").symlink_to("none.html")
    result = check_targets(["one", "two"], Options(jobs=1))
    assert result.pages == ("one/", "two/", "two/lost.html")
    # The same on both pages, so it is said once.
    (wrong,) = (f for f in result.findings if f.rule.id == "axe/html-has-lang")
    assert (wrong.page, wrong.also_on) == ("one/", ("two/",))
    spans = (wrong.span, *wrong.related)
    assert [span and span.path for span in spans] == ["one/index.html", "two/index.html"]
    ((page, rule, message),) = untested(result)
    assert (page, rule) == ("two/lost.html", "page-not-checked")
    assert "symbolic link to nothing" in message
    assert {e.page for e in result.evaluations} == set(result.pages)


def test_a_question_about_many_pages_is_answered_for_all_of_them(folder):
    asking = GOOD.replace("</main>", '<p><a href="b.html" target="_blank">More</a></p></main>')
    for name in ("a", "b"):
        (folder / f"{name}.html").write_text(asking.format(name))
    rule = "link-new-window-unannounced"
    options = Options(jobs=1, strict=True)
    before = check_targets([str(folder)], options)
    (asked,) = (one for one in before.findings if one.rule.id == rule)
    assert (asked.outcome, len(asked.also_on)) == (Outcome.CANT_TELL, 1)
    command = f"review {asked.fingerprint} passed (or failed) --by NAME --in "
    assert command in " ".join(report_text(before).split())
    recorded = answer(
        options, [asked.fingerprint], outcome="passed", by="Ada", note="", where=str(folder)
    )
    assert recorded.entries.count("[[review]]") == 2
    after = check_targets([str(folder)], options)
    assert all(one.suppressed for one in after.findings if one.rule.id == rule)


def test_a_folder_with_a_page_that_attacks_the_machine(tmp_path, monkeypatch):
    """The whole check, fetches of our own included, reaches none of the machine's ports."""
    monkeypatch.setattr("curbcut.checks.runner.workers.prove_checks", lambda *args: None)
    listener = Listener()
    try:
        for name, data in attack(listener).items():
            (tmp_path / name).write_bytes(data)
        inside = f"http://127.0.0.1:{listener.tcp}/"
        links = "".join(f'<p><a href="{to}">Read more</a></p>' for to in (inside, "/a.html", "/b"))
        (tmp_path / "a.html").write_text(
            f"<!doctype html><html lang=en><title>A</title><main><h1>A</h1>{links}</main></html>",
            "utf-8",
        )
        result = check_targets([str(tmp_path)], Options(jobs=1, strict=True))
        heard = list(listener.heard)
    finally:
        listener.close()
    assert len(result.pages) == 2
    assert "foreign-request" in {finding.rule.id for finding in result.findings}
    assert heard == []


def test_a_password_is_not_repeated_when_a_run_is_stopped(monkeypatch):
    stopped = TargetResult((), (), Evaluations(), (), Environment("0"), {}, stopped=True)
    monkeypatch.setattr("curbcut.commands.check_pages.open_target", lambda *args: None)
    monkeypatch.setattr("curbcut.commands.check_pages.check_target", lambda *args: stopped)
    result = check_targets(
        ["http://a.example/", "http://ann:pa%40w0rd@b.example/"], Options(jobs=1)
    )
    assert "b.example" in report_text(result)
    assert "w0rd" not in report_text(result) + repr(result)
