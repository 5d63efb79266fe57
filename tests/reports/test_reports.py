from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import replace

import pytest

from curbcut.model.source import Span
from curbcut.reports import FORMATS
from curbcut.reports.plain import report_plain
from curbcut.reports.terminal import report_text
from tests.reports.awkward import EMPTY, RESULT


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("result", [RESULT, EMPTY], ids=["awkward", "empty"])
def test_every_format_copes(name, result):
    text = FORMATS[name](result)
    assert text.endswith("\n")
    text.encode()


def test_json_has_everything_and_the_figures_fit():
    report = json.loads(FORMATS["json"](RESULT))
    assert report["summary"] == {
        "pages": 3,
        "states": 2,
        "passed": 1,
        "failed": 2,
        "cant_tell": 1,
        "untested": 1,
        "blocking": 2,
        "suppressed": 1,
        "checked": True,
        "published": "Not published; “dist” is unchanged.",
        "seconds": 1.23,
    }
    assert report["pages"] == [
        {"page": "/", "checked": True},
        {"page": "/عربي/", "checked": True},
        {"page": "/a b/", "checked": False},
    ]
    first = report["findings"][0]
    assert first["level"] == "A"
    assert first["target"] == ["iframe", "#x > img:nth-of-type(2)"]
    assert first["source"] == {"path": "site_src/a b.md", "line": 3, "end_line": 3, "column": 7}
    assert report["findings"][3]["source"] is None
    assert [f["blocking"] for f in report["findings"]] == [True, False, False, True, False]
    assert report["findings"][2]["level"] == "AA"  # of 1.4.3 and 1.4.6, the lower one
    assert report["findings"][2]["question"] == "Does the text stand out?"


def test_text_points_at_the_column():
    lines = report_text(RESULT, width=96).splitlines()
    source = next(i for i, line in enumerate(lines) if line.startswith("  3 |"))
    assert lines[source + 1].index("^") == len("  3 | ") + 6
    assert "site_src/a b.md:3:7: error:" in lines[0]
    assert "\x1b" not in report_text(RESULT).replace("\x1b[31m", "")


def test_text_asks_the_question_where_a_person_has_to_look():
    text = report_text(RESULT, width=96)
    assert "to review: To be decided" in text
    assert "question: Does the text stand out?" in text


def test_text_shows_no_control_characters_of_the_page():
    assert "\x1b" not in report_text(RESULT)
    assert "\x1b" not in report_plain(RESULT)


def test_names_of_files_cannot_write_on_the_terminal():
    name = "a\n\x1b[2J.html"
    finding = replace(RESULT.findings[0], span=Span(name, 1, 1), page=f"/{name}")
    other = replace(finding, span=None, also_on=(name,))
    text = report_text(replace(RESULT, findings=(finding, other)), width=96)
    assert "\x1b" not in text
    assert "a\n" not in text
    assert "a\ufffd\ufffd[2J.html:1" in text


def test_plain_is_one_line_a_finding():
    lines = report_plain(RESULT).splitlines()
    shown = [finding for finding in RESULT.findings if not finding.suppressed]
    assert len(lines) == len(RESULT.findings) + 5
    assert lines[0].startswith("Error in site_src/a b.md, line 3: ")
    assert lines[3].startswith("Not checked on /a b/: ")
    assert lines[-1] == "Not published; “dist” is unchanged."
    (question,) = [line for line in lines if line.startswith("To review")]
    assert re.search(r"Answer with: curbcut review [0-9a-f]{16} passed \(or failed\)", question)
    assert "It is about: " in lines[0]
    hidden = [one for one in RESULT.findings if one.suppressed]
    assert hidden
    for finding, line in zip(hidden, lines[len(shown) :], strict=False):
        assert line.startswith("Not counted ")
        assert finding.suppressed in line


def test_what_is_suppressed_is_in_every_report():
    (hidden,) = [one for one in RESULT.findings if one.suppressed]
    for text in (report_text(RESULT, width=96), report_plain(RESULT), FORMATS["json"](RESULT)):
        assert hidden.rule.id in text
        assert "by Ann" in text
    for text in (report_text(RESULT, width=96), report_plain(RESULT)):
        assert "Not counted, because suppressed or answered: 1 finding." in text


def test_which_axe_it_was_is_in_every_report():
    for name in FORMATS:
        assert "4.14.1" in FORMATS[name](RESULT)
    for text in (report_plain(RESULT), report_text(RESULT, width=96)):
        assert "Checked with axe-core 4.14.1 (npm) in Chromium 1." in text


def test_the_closing_counts_what_is_shown():
    assert (
        "1 error, 1 not checked, 1 warning, 1 to review; 1 of these on more than one page."
    ) in report_plain(RESULT)
    assert "3 pages, 2 of them checked in 2 states" in report_plain(RESULT)
    assert "No findings." in report_plain(EMPTY)


def test_what_is_on_many_pages_says_on_how_many_and_names_some():
    assert "on 5 pages: /, /عربي/, /a b/ and 2 more; element" in report_text(RESULT, width=900)
    assert "It is on 5 pages: /, /عربي/, /a b/ and 2 more." in report_plain(RESULT)


def test_text_explains_a_rule_once_and_plain_in_each_line():
    again = dataclasses.replace(RESULT.findings[0], page="/c/", also_on=())
    asked = dataclasses.replace(RESULT.findings[2], page="/d/")
    other = dataclasses.replace(RESULT.findings[2], page="/e/", question="Is it this one?")
    more = dataclasses.replace(RESULT, findings=(*RESULT.findings, again, asked, other))
    text = report_text(more)
    for once in ("cannot see the image", "Say what it shows", "Does the text", "Is it this one?"):
        assert text.count(once) == 1
    assert text.count("see the first “") == 2
    assert report_plain(more).count("Say what it shows.") == 2


HOSTILE = "a\x1b[2J\x9b31m\x7f\u202eb\n\nFound: nothing."


@pytest.mark.parametrize("name", [*FORMATS])
def test_words_of_foreign_pages_take_hold_of_no_terminal(name):
    finding = dataclasses.replace(
        RESULT.findings[0], message=HOSTILE, page=f"/{HOSTILE}", span=None
    )
    answered = dataclasses.replace(finding, suppressed=f"answered by {HOSTILE}")
    environment = dataclasses.replace(RESULT.environment, browser=HOSTILE, axe="4")
    result = dataclasses.replace(
        RESULT, findings=(finding, answered), environment=environment, published=HOSTILE
    )
    text = FORMATS[name](result)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "\nFound: nothing." not in text
    if name == "json":
        assert json.loads(text)["findings"][0]["message"] == HOSTILE
