"""HTML in Markdown is reported once for each element, with what to type instead."""

from __future__ import annotations

import pytest

from curbcut.content.markdown import parse_page
from curbcut.content.transforms.html_advice import advice
from curbcut.model.source import SourceFile


@pytest.mark.parametrize(
    ("html", "words", "typed"),
    [
        ("<b>", "Save", "Write **Save**"),
        ("<EM>", "now", "Write *now*"),
        ("<kbd>", "Enter", "Write ++Enter++"),
        ('<a href="prices.md">', "Prices", "Write [Prices](prices.md)"),
        ('<a name="hours">', "", "write “{#hours}” at the end of the heading"),
        ('<img src="a.png" alt="A wheel">', "", "Write ![A wheel](a.png)"),
        ("<img src=a.png>", "", "Write ![what it shows](a.png)"),
        ("<h3>", "Hours", "Write ### Hours"),
        ("<br/>", "", "End the line above with a backslash"),
        ('<div class="x">', "Words", "Remove the tags, and leave the words."),
        ("<Tabs>", "", "components of other tools"),
        ("<your name>", "", "Write \\<your name>"),
    ],
)
def test_what_to_type_instead_of_a_tag(html: str, words: str, typed: str):
    assert typed in advice(html, words)


def test_nothing_is_said_where_nothing_is_certain():
    assert advice("<input>") == ""
    assert advice("</p>") == ""


def test_an_element_is_reported_once():
    text = "---\ntitle: A\n---\nPress <b>Save *now*</b>, <br> then </i> or <i>Stop\n"
    _, findings = parse_page(SourceFile("a.md", text, ""))
    assert [(one.span and one.span.column, one.fix) for one in findings] == [
        (7, "Write **Save now**"),
        (26, advice("<br>")),
        (36, ""),
        (44, advice("<i>")),
    ]


def test_a_shortcode_is_reported_once():
    text = "---\ntitle: A\n---\n{{% note %}} and {% note %}\n"
    _, findings = parse_page(SourceFile("a.md", text, ""))
    assert [one.span and one.span.column for one in findings] == [1, 18]
