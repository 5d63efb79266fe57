"""Folders of HTML that Curbcut did not build: one that is a site, and one that is none."""

from __future__ import annotations

import pytest

from curbcut.checks.site import RULES
from curbcut.commands.check_pages import check_targets
from curbcut.reports.terminal import report_text
from curbcut.run import Options

pytestmark = [pytest.mark.browser, pytest.mark.slow]

IDS = {rule.id for rule in RULES}
PAGES = {"index": "Home", "opening": "Opening hours", "prices": "Prices", "contact": "Contact"}


def write(folder, name, title, menu, foot="", body=""):
    links = "".join(f'<li><a href="{page}.html">{words}</a></li>' for page, words in menu.items())
    (folder / f"{name}.html").write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><header><nav><ul>{links}</ul></nav></header>"
        f"<main><h1>{title}</h1><p>What there is to know.</p>{body}</main>"
        f"<footer>{foot}</footer></body></html>",
        "utf-8",
    )


def problems(folder):
    result = check_targets([str(folder)], Options(jobs=2))
    return [
        (finding.rule.id, finding.page, str(finding.outcome), finding.span.line)
        for finding in result.findings
        if finding.rule.id in IDS and finding.span
    ]


def test_a_site_with_a_reordered_menu_and_a_broken_link(tmp_path):
    call = '<a href="tel:+441234567">Call 01234 567</a>'
    for name, title in PAGES.items():
        menu = dict(reversed(PAGES.items())) if name == "prices" else PAGES
        body = '<p><a href="groups.html">Groups</a></p>' if name == "opening" else ""
        write(tmp_path, name, title, menu, call, body)
    assert problems(tmp_path) == [
        ("navigation-order-inconsistent", "/prices.html", "failed", 1),
        ("link-broken", "/opening.html", "failed", 1),
    ]


def test_examples_that_are_no_site(tmp_path):
    for number in range(3):
        menu = {f"a{number}": "First", f"b{number}": "Second"}
        write(tmp_path, f"example-{number}", "Example", menu)
    assert sorted(problems(tmp_path)) == [
        ("link-broken", "/example-0.html", "cantTell", 1),
        ("link-broken", "/example-0.html", "cantTell", 1),
        ("link-broken", "/example-1.html", "cantTell", 1),
        ("link-broken", "/example-1.html", "cantTell", 1),
        ("link-broken", "/example-2.html", "cantTell", 1),
        ("link-broken", "/example-2.html", "cantTell", 1),
        ("pages-not-compared", "/example-0.html", "failed", 1),
        ("title-repeated", "/example-1.html", "cantTell", 1),
    ]


def test_a_broken_link_between_pages_without_navigation(tmp_path):
    for name, to in (("a", "b"), ("b", "a"), ("c", "a")):
        body = f'<p><a href="{to}.html">To {to}</a> <a href="c.html">To c</a></p>'
        body += '<p><a href="gone.html">Gone</a> <a href="a.html#gone">Part</a></p>' * (name == "b")
        (tmp_path / f"{name}.html").write_text(
            f'<!doctype html><html lang="en"><title>Page {name}</title><h1>Page {name}</h1>{body}'
        )
    assert sorted(problems(tmp_path)) == [
        ("link-broken", "/b.html", "failed", 1),
        ("link-place-missing", "/b.html", "failed", 1),
        ("pages-not-compared", "/a.html", "failed", 1),
    ]


def test_what_is_in_the_header_and_footer_of_each_page_is_said_once(tmp_path):
    pages = PAGES | {f"more-{number}": f"More of it, {number}" for number in range(6 - len(PAGES))}
    foot = '<p>To write to us <a href="opening.html">click here</a>. <img src="data:,"></p>'
    for number, (name, title) in enumerate(pages.items()):
        write(tmp_path, name, title, pages, foot, "<p>There is more to say.</p>" * number)
    result = check_targets([str(tmp_path)], Options(jobs=2))
    found = {
        rule: [f for f in result.findings if f.rule.id == rule]
        for rule in ("axe/image-alt", "link-text-vague")
    }
    for rule, findings in found.items():
        (finding,) = findings
        assert {finding.page, *finding.also_on} == set(result.pages), rule
        assert len(finding.related) == 5
        failed = {
            e.page for e in result.evaluations if (e.rule, e.outcome) == (rule, finding.outcome)
        }
        assert failed == set(result.pages)
    text = report_text(result)
    assert text.count(found["axe/image-alt"][0].rule.why[:40]) == 1
    assert "on 6 pages: " in text
