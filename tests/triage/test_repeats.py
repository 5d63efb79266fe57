"""The same element on many pages that nobody built from one template."""

from __future__ import annotations

import datetime as dt

import pytest

from curbcut.content.sources.folders import read_folder
from curbcut.model.finding import Environment, Finding, Outcome, Rule, RunResult, Target
from curbcut.model.source import Span
from curbcut.reports.plain import report_plain
from curbcut.reports.terminal import report_text
from curbcut.triage.merge import merge
from curbcut.triage.repeats import gather
from curbcut.triage.reviews import apply_reviews, record_review
from curbcut.triage.suppressions import apply_suppressions

RULE = Rule("x", "s", "It shuts people out.", "Fix it.", question="Is it?")
TODAY = dt.date(2026, 11, 23)
LOGO = '<a class="logo" href="index.html">'
PLACE = (("header", 0), ("body", 0), ("html", 0))


def on(page, *, at=1, html=LOGO, selector="header > a", path=PLACE, line=3, **more):
    target = Target((selector,), html, "a", at, path)
    more = {"outcome": Outcome.FAILED, "message": "m"} | more
    return Finding(
        RULE, page=page, span=Span(f"f{page}", line, line), target=target, states=("light",), **more
    )


def gathered(*findings):
    return gather(merge(findings, {}))


def test_the_same_element_on_many_pages_is_one_finding_of_the_first():
    alone = merge([on("/a.html")], {})
    (one,) = gathered(*(on(f"/{page}.html") for page in "cab"))
    assert (one.page, one.also_on) == ("/a.html", ("/b.html", "/c.html"))
    assert [str(span) for span in one.related] == ["f/b.html:3", "f/c.html:3"]
    assert one.fingerprint == alone[0].fingerprint


def test_ids_and_positions_of_a_page_do_not_keep_it_apart():
    one = on("/a.html", selector="#post-1 > a:nth-of-type(2)")
    other = on("/b.html", selector="#post-2 > a", at=7, path=(("header", 3), *PLACE[1:]))
    above = on("/c/d.html", html=LOGO.replace("index", "../index"))
    current = on("/d.html", html=LOGO.replace(">", ' aria-current="page">'))
    assert len(gathered(one, other, above, current)) == 1
    frames = [
        Finding(RULE, "m", page=page, target=Target(("#f", f"#p{page[1]} > a"), LOGO))
        for page in ("/1.html", "/2.html")
    ]
    assert len(gathered(*frames)) == 1


@pytest.mark.parametrize(
    "other",
    [
        on("/b.html", html='<a class="logo" href="other.html">'),
        on("/b.html", path=(("footer", 0), *PLACE[1:])),
        on("/b.html", message="another"),
        on("/b.html", outcome=Outcome.CANT_TELL),
        Finding(RULE, "m", page="/b.html", span=Span("f/b.html", 1, 1)),
        Finding(Rule("y", "s", "w", "a"), "m", page="/b.html", target=on("/b.html").target),
    ],
)
def test_what_differs_stays_apart(other):
    assert len(gathered(on("/a.html"), other)) == 2


def test_another_question_stays_apart():
    asked = [
        on(f"/{page}.html", outcome=Outcome.CANT_TELL, question=f"Is it {page}?") for page in "ab"
    ]
    assert len(gathered(*asked)) == 2


def test_two_on_one_page_are_two():
    pages = {"a": 2, "b": 2, "c": 1}
    found = gathered(
        *(
            on(f"/{page}.html", selector=f"li:nth-of-type({n}) > a", line=n + 3)
            for page, number in pages.items()
            for n in range(number)
        )
    )
    assert [(f.page, f.also_on) for f in found] == [
        ("/a.html", ("/b.html", "/c.html")),
        ("/a.html", ("/b.html",)),
    ]
    assert sum(1 + len(f.also_on) for f in found) == 5


def test_a_finding_about_the_whole_page_is_gathered_and_one_about_the_site_is_not():
    whole = [Finding(RULE, "m", page=page, span=Span(page, 1, 1)) for page in ("/a", "/b")]
    site = [Finding(RULE, "m", span=Span(path, 1, 1)) for path in ("c.toml", "d.toml")]
    found = gathered(*whole, *site)
    assert [f.also_on for f in found] == [("/b",), (), ()]
    assert not any(f.related for f in found)


def test_an_answer_for_one_page_does_not_answer_for_another(tmp_path):
    lines = {f"f/{page}.html": [f"the words of {page}"] for page in "abc"}
    findings = merge((on(f"/{page}.html", outcome=Outcome.CANT_TELL) for page in "abc"), lines)
    record_review(
        findings[0], outcome="passed", by="Ann", date=TODAY, note="", folder=tmp_path, sources=lines
    )
    answered, open_ = gather(apply_reviews(findings, tmp_path, "f", lines))
    assert (answered.page, answered.also_on) == ("/a.html", ())
    assert answered.suppressed
    assert (open_.page, open_.also_on, open_.suppressed) == ("/b.html", ("/c.html",), "")
    lines["f/a.html"] = ["other words"]
    lapsed = gather(apply_reviews(findings, tmp_path, "f", lines))
    assert not any(finding.suppressed for finding in lapsed)


@pytest.mark.parametrize(
    ("which", "covered", "left"),
    [
        ('fingerprints = ["{0}", "{1}", "{2}"]', 3, 0),
        ('fingerprints = ["{1}"]\npage = "/b.html"', 1, 2),
        ('fingerprint = "{0}"', 1, 2),
    ],
)
def test_a_suppression_covers_the_pages_that_it_names(tmp_path, which, covered, left):
    findings = merge((on(f"/{page}.html") for page in "abc"), {})
    entry = '[[suppression]]\nrule = "x"\nreason = "r"\nowner = "o"\nexpires = 2027-01-01\n'
    entry += which.format(*(finding.fingerprint for finding in findings))
    (tmp_path / "suppressions.toml").write_text(entry, "utf-8")
    settled = gather(apply_suppressions(findings, tmp_path, "f", TODAY))
    pages = {True: 0, False: 0}
    for finding in settled:
        pages[bool(finding.suppressed)] += 1 + len(finding.also_on)
    assert (pages[True], pages[False]) == (covered, left)
    assert sum(finding.blocking for finding in settled) == bool(left)


def test_a_report_on_a_folder_says_once_what_is_in_each_header(tmp_path):
    page = "<!doctype html>\n<header>\n{}<a class=logo href=index.html></a></header>\n"
    for number in range(6):
        # What stands before the header of each page puts it on other lines.
        text = page.format("<!-- -->\n" * number) + f"<main>{number}</main>\n"
        (tmp_path / f"{number}.html").write_text(text, "utf-8")
    folder = read_folder(tmp_path, "old")
    pages, lines = folder.pages, folder.lines
    found = []
    for one in pages:
        span = one.positions["a"][0]
        assert span is not None
        found.append(on(one.path, line=span.line))
    result = RunResult(Environment("0"), tuple(lines), gather(merge(found, lines)))
    text = report_text(result, width=96)
    assert text.count("Fix it.") == text.count("error:") == 1
    assert "on 6 pages: /0.html, /1.html, /2.html and 3 more" in text
    assert "see also f/1.html:4, f/2.html:5, f/3.html:6" in " ".join(text.split())
    assert "1 error; 1 of these on more than one page." in text
    assert len(report_plain(result).splitlines()) == 3
