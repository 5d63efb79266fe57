"""Feedback: plain links to the addresses that the site sets, and nothing if it sets none."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.making import HOME, html, page, prepared, write


def site(folder: Path, settings: str) -> Path:
    files = {
        "index.md": HOME,
        "a.md": page('A & "B"'),
        "barrier.md": page("Barriers"),
        "s/index.md": page("S"),
        "site.toml": f'[site]\nurl = "https://help.example.com/x/"\n[feedback]\n{settings}',
    }
    return write(folder, files)


def answers(folder: Path, path: str = "/a/") -> list[tuple[str, str]]:
    shown = html(prepared(folder), path).partition('<div class="feedback">')[2]
    links = re.findall(r'<a class="feedback__\w+" href="([^"]+)"[^>]*no-referrer">(.*?)</a>', shown)
    return [(unescape(href), re.sub("<[^>]+>", "", words)) for href, words in links]


def test_by_web_address(tmp_path: Path):
    settings = 'helpful = "https://example.com/answer?site=1"\nbarrier = "https://example.com/b"\n'
    page_address = "https%3A%2F%2Fhelp.example.com%2Fx%2Fa%2F"
    assert answers(site(tmp_path, settings)) == [
        (
            f"https://example.com/answer?site=1&page={page_address}&answer=yes",
            "Yes – this page was helpful",
        ),
        (
            f"https://example.com/answer?site=1&page={page_address}&answer=no",
            "No – this page was not helpful",
        ),
        (f"https://example.com/b?page={page_address}", "Report a barrier on this page"),
    ]
    assert "opens an email" not in html(prepared(tmp_path), "/a/")


def test_by_mail(tmp_path: Path):
    settings = 'helpful = "mailto:a@example.com"\nbarrier = "mailto:b@example.com"\n'
    yes, no, barrier = answers(site(tmp_path, settings))
    assert yes[0].startswith(
        "mailto:a@example.com?subject=Helpful%3A%20A%20%26%20%22B%22%20%28https"
    )
    assert no[0].startswith("mailto:a@example.com?subject=Not%20helpful")
    assert barrier[0].startswith("mailto:b@example.com?subject=Barrier")
    assert barrier[1] == "Report a barrier on this page by email"
    assert "Your answer opens an email to us." in html(prepared(tmp_path), "/a/")


def test_page_for_reporting_barriers(tmp_path: Path):
    folder = site(tmp_path, 'barrier = "barrier.md"\n')
    assert answers(folder) == [("../barrier/", "Report a barrier on this page")]
    assert "feedback-question" not in html(prepared(folder), "/a/")


@pytest.mark.parametrize("path", ["/", "/s/", "/search/", "/all-pages/"])
def test_only_text_pages_have_feedback_links(tmp_path: Path, path: str):
    assert answers(site(tmp_path, 'helpful = "https://example.com/"\n'), path) == []


def test_without_settings_there_are_no_feedback_links(tmp_path: Path):
    assert "feedback" not in html(prepared(site(tmp_path, "")), "/a/")


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ('barrier = "none.md"', "link-broken"),
        ('barrier = "http://example.com"', "site-settings"),
        ('helpful = "barrier.md"', "site-settings"),
        ('helpful = "mailto:nobody"', "site-settings"),
        ('helpful = "javascript:alert(1)"', "site-settings"),
        ('helpfull = ""', "site-settings"),
    ],
)
def test_settings_that_are_wrong(tmp_path: Path, settings: str, rule: str):
    found = [f for f in prepared(site(tmp_path, settings + "\n")).findings if f.blocking]
    assert [f.rule.id for f in found] == [rule]
    assert found[0].span is not None
    assert found[0].span.line == 4
