"""Front matter: where the title comes from, and what to type where it cannot be read."""

from __future__ import annotations

import pytest

from curbcut.content.front_matter import read_front_matter
from curbcut.content.markdown import parse_page
from curbcut.model.source import SourceFile


def source(text: str, path: str = "opening-hours.md") -> SourceFile:
    return SourceFile(path, text, "")


@pytest.mark.parametrize(
    ("text", "title", "place", "body_line"),
    [
        ("# My *title* {#here}\n\nText.\n", "My title", (1, 1), 2),
        ("---\norder: 2\n---\n\n  # The `title` ##\n\nText.\n", "The title", (5, 3), 6),
        ("Hours\n=====\nText.\n", "Hours", (1, 1), 3),
        ("<!-- a\n-->\n\n# Hours & [days](days.md)\nText.\n", "Hours & days", (4, 1), 5),
        ("---\ntitle: Hours\n---\n# Other\n", "Hours", (2, 1), 4),
        ("# Hours", "Hours", (1, 1), 2),
    ],
)
def test_title_is_that_of_the_front_matter_or_the_first_heading(text, title, place, body_line):
    meta, line, findings = read_front_matter(source(text))
    assert not findings
    assert meta.title == title
    assert (meta.spans["title"].line, meta.spans["title"].column) == place
    assert line == body_line


def test_a_heading_that_is_the_title_is_not_in_the_text():
    page, findings = parse_page(source("# Hours\n\nFrom nine to five.\n\n## Holidays\n"))
    assert not findings
    assert "<h1" not in page.html
    assert [(heading.text, heading.span.line) for heading in page.headings] == [("Holidays", 5)]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Text.\n\n# Hours\n", "Move “# Hours” from line 3 to the beginning of the text"),
        ("---\norder: 1\n---\nText.\n", "Write “title: Opening hours” in the front matter"),
        ("#\n\nText.\n", "Write “# Opening hours” on the first line"),
        ("## Hours\n", "Write “# Opening hours” on the first line"),
    ],
)
def test_a_page_without_a_title_says_where_to_write_it(text, advice):
    _, _, findings = read_front_matter(source(text))
    assert [finding.rule.id for finding in findings] == ["front-matter-missing-key"]
    assert findings[0].fix.startswith(advice)


@pytest.mark.parametrize(
    ("lines", "rule", "line", "fix"),
    [
        ("title: Room #2 – booking", "quotes", 2, 'Write title: "Room #2 – booking"'),
        ("title: #2 in use", "quotes", 2, 'Write title: "#2 in use"'),
        ("title: “Room”", "quotes", 2, 'Write title: "Room"'),
        ("title: A\ndescription: ‘Words’", "quotes", 3, 'Write description: "Words"'),
        ("\ttitle: Room", "syntax", 2, "Write “title: Room”"),
        ("title: A\nrelated:\n\t- a.md", "syntax", 4, "Write “  - a.md”"),
        ("title: Room: two", "syntax", 2, 'Write title: "Room: two"'),
        ('title: "Room\norder: 1', "syntax", 2, 'Write title: "Room"'),
        ("title: 'It's'", "syntax", 2, 'Write title: "It\'s"'),
        ('title: "Room" 2', "syntax", 2, "Write title: '\"Room\" 2'"),
        ("title: @room", "syntax", 2, 'Write title: "@room"'),
        ("title: [draft] Room", "syntax", 2, 'Write title: "[draft] Room"'),
        ("title:Room", "syntax", 2, "Write “title: Room”"),
        ("title：Room", "syntax", 2, "Write “title: Room”"),
        ("title: Room\norder 3", "syntax", 3, "Write “order: 3”"),
        ("title: Room\n  order: 1", "syntax", 3, "Write “order: 1” at the start of the line."),
    ],
)
def test_what_cannot_be_read_says_what_to_type(lines, rule, line, fix):
    _, _, findings = read_front_matter(source(f"---\n{lines}\n---\n\nText.\n"))
    found = [(one.rule.id, one.span and one.span.line, one.fix) for one in findings]
    assert found == [(f"front-matter-{rule}", line, fix)]


@pytest.mark.parametrize(
    "lines",
    [
        "title: Room # two",
        "title: Room  # the name of the room",
        'title: "Room #2"',
        "title: C#",
        'title: "“Room”"',
        "title: “Room” and “hall”",
        "title: Room – two",
        "title: Room\norder: 3 #third",
    ],
)
def test_comments_and_quotation_marks_that_are_meant_are_no_mistake(lines):
    _, _, findings = read_front_matter(source(f"---\n{lines}\n---\n"))
    assert not findings


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("—\ntitle: Hours\n—\n\nText.\n", 1, "begins with “—”"),
        ("---\ntitle: Hours\n—\n\nText.\n", 3, "ends with “—”"),
        ("\n---\ntitle: Hours\n---\n\nText.\n", 1, "Empty lines are above"),
        ("---\ntitle: Hours\n\nText.\n", 1, "never closed"),
    ],
)
def test_lines_of_dashes_that_are_not_quite_those_of_front_matter(text, line, words):
    meta, _, findings = read_front_matter(source(text))
    places = [(one.rule.id, one.span and one.span.line) for one in findings]
    assert places == [("front-matter-syntax", line)]
    assert words in findings[0].message
    assert findings[0].fix
    assert meta.title == ("Opening hours" if "never closed" in words else "Hours")


@pytest.mark.parametrize("text", ["- a\n- b\n", "--\n\nText.\n--\n"])
def test_lists_and_rules_are_not_taken_for_front_matter(text):
    _, line, findings = read_front_matter(source(text))
    assert line == 1
    assert [finding.rule.id for finding in findings] == ["front-matter-missing-key"]
