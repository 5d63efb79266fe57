"""The day of a run: all that depends on it goes by ``Options.today``."""

import datetime as dt
import re
from pathlib import Path

import pytest

from curbcut.commands.check_pages import check_targets
from curbcut.commands.lint import lint
from curbcut.run import Options, time_left
from tests.making import HOME, REPOSITORY, page, write

SUPPRESSION = """\
[[suppression]]
rule = "image-alt-long"
owner = "Ada"
reason = "A diagram."
expires = 2031-05-01
fingerprint = "040e11a93a807d3a"
"""
FILES: dict[str, str | bytes] = {
    "site.toml": '[security]\ncontact = "a@example.com"\nexpires = 2031-06-30\n',
    "suppressions.toml": SUPPRESSION,
    "index.md": f"{HOME}\n![{'long ' * 40}](a.png)\n",
    "a.png": b"x",
    "a.md": page("A", extra="last_reviewed: 2030-06-01\nreview_every: 12 months\n"),
}


@pytest.mark.parametrize(
    ("today", "reported"),
    [
        (dt.date(2031, 5, 1), []),
        (dt.date(2031, 5, 2), ["suppression-expired"]),
        (dt.date(2031, 6, 2), ["review-overdue", "security-contact", "suppression-expired"]),
        (dt.date(1999, 1, 1), []),
    ],
)
def test_dates_of_a_site_are_judged_on_the_day_of_the_run(tmp_path: Path, today, reported):
    source = write(tmp_path, FILES)
    result = lint(Options(source=source, templates=None, today=today))
    dated = {"review-overdue", "security-contact", "suppression-expired"}
    assert sorted({f.rule.id for f in result.findings} & dated) == reported
    long = next(f for f in result.findings if f.rule.id == "image-alt-long")
    assert bool(long.suppressed) == ("suppression-expired" not in reported)


@pytest.mark.browser
@pytest.mark.parametrize("today", [dt.date(2031, 5, 1), dt.date(2031, 5, 2)])
def test_dates_of_a_folder_are_judged_on_the_day_of_the_run(tmp_path: Path, monkeypatch, today):
    # The proof has its own tests.
    monkeypatch.setattr("curbcut.checks.runner.workers.prove_checks", lambda *args: None)
    entry = SUPPRESSION.replace("image-alt-long", "axe/html-has-lang")
    source = write(
        tmp_path,
        {
            "suppressions.toml": entry.replace("040e11a93a807d3a", "0b02a5f37f97896f"),
            "index.html": "<!doctype html><title>A page</title><main><h1>A page</h1></main>",
        },
    )
    result = check_targets([str(source)], Options(jobs=1, today=today))
    found = {f.rule.id: f for f in result.findings}
    assert bool(found["axe/html-has-lang"].suppressed) == (today.day == 1)
    assert ("suppression-expired" in found) == (today.day == 2)


def test_nothing_else_asks_the_clock_for_the_day():
    asks = re.compile(r"\bdatetime\.now\(|\bdate\.today\(|\butcnow\(|\blocaltime\(|\bgmtime\(")
    found = [
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "curbcut").rglob("*.py")
        for _ in asks.finditer(path.read_text("utf-8"))
    ]
    assert found == ["curbcut/run.py"]


def test_the_time_that_is_left():
    assert time_left(10, 3, 100) == ""
    assert time_left(10, 10, 60) == ", less than a minute left"
    assert time_left(10, 10, 90) == ", about a minute left"
    assert time_left(60, 10, 100) == ", about 9 minutes left"
