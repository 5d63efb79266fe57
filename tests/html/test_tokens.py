"""The tokens of HTML: which they are, where, and that hostile text takes no longer."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curbcut.content.sources.folders import positions_in
from curbcut.html import tokens as reader
from curbcut.html.tokens import (
    Comment,
    Doctype,
    EndTag,
    Lines,
    StartTag,
    Text,
    tokens,
    words_of,
)
from tests.growth import MOST, TIMES, growth


def start_tags(text, **how):
    return [token for token in tokens(text, **how) if isinstance(token, StartTag)]


TAGS = {
    "<p>a<b>c</b>": "p b",
    "a < b <3 <p>": "p",
    "<!doctype html><?php echo '<i>' ?><p>": "p",
    "<!-- <i> --><p><!--><b><!---><u>": "p b u",
    "<!-- <i> --!><p><!-- <b>": "p",
    "</ <i>><p>": "p",
    "<script>'<i>'</script><p><style><b></style ><u>": "script p style u",
    "<title><i></title><textarea><b></TEXTAREA><p>": "title textarea p",
    "<noscript><i></noscript><p>": "noscript p",
    "<script><i>": "script",
    "<a href='>'><b title=\">\"><i x=>><u x=a/><p>": "a b i u p",
    "<a title='<i>'/><b": "a",
    "<a title='><b>": "",
    "<svg><title><g/></title><script/><style/></svg><p>": "svg title g script style p",
    "<svg><![CDATA[<i>]]></svg><p>": "svg p",
    "<svg><p><style><i></style>": "svg p style",
    "<svg><foreignObject><style><i></style><p></foreignObject></svg>": "svg foreignobject style p",
    "<svg/><style><i></style>": "svg style",
    "<p></é><i></3><b>": "p i b",
    "<plaintext><p>": "plaintext",
    "<DIV CLASS=x><x-y>": "div x-y",
}


@pytest.mark.parametrize(("text", "names"), TAGS.items())
def test_what_is_a_tag(text, names):
    assert " ".join(tag.name for tag in start_tags(text)) == names


def test_what_is_a_tag_in_xhtml():
    text = "<p/><script/><i/><![CDATA[<b>]]><title><u/></title><noscript><q/></noscript>"
    names = "p script i title u noscript q"
    assert " ".join(tag.name for tag in start_tags(text, xml=True)) == names


def test_attributes():
    (tag,) = start_tags("<a HREF = 'x&amp;y' href=z hidden =q data-a=\"1\n2\" =x=y/ b>")
    assert tag.attributes == {
        "href": "x&y",
        "hidden": "q",
        "data-a": "1\n2",
        "=x": "y/",
        "b": "",
    }


def test_places():
    text = '<p>\n  é<a\n href="x">x</a>\n<template><a></template><a>'
    found = positions_in(text, "a.html")
    assert [(s.line, s.end_line, s.column) for s in found["a"] if s] == [(2, 3, 4), (4, 4, 25)]


def test_tokens_and_their_places():
    text = "<!DOCTYPE html>a&amp;b<!--c--><p id=d>&lt;</p ><?e?><script>&lt;</script>f"
    found = [*tokens(text)]
    assert [type(token) for token in found] == [
        *(Doctype, Text, Comment, StartTag, Text, EndTag, Comment),
        *(StartTag, Text, EndTag, Text),
    ]
    assert [text[token.start : token.end] for token in found[:7]] == [
        *("<!DOCTYPE html>", "a&amp;b", "<!--c-->", "<p id=d>", "&lt;", "</p >", "<?e?>"),
    ]
    assert [token.value for token in found if isinstance(token, Text)] == [
        *("a&b", "<", "&lt;", "f"),
    ]
    (attribute,) = start_tags(text)[0].written()
    assert text[attribute.start : attribute.end] == "id=d"
    assert Lines("a\nbc\n").place(3) == (2, 2)


def test_a_mark_is_no_part_of_a_name():
    (tag,) = start_tags("<a\ufdd0t:x/y.j2:3\ufdd1 href=z>")
    assert (tag.name, tag.label, tag.attributes) == ("a", "t:x/y.j2:3", {"href": "z"})


def test_words():
    html = "<nav>a</nav><main>b&amp;<b>c</b><br>d<script>e</script><p>f<nav>g</nav></main>h"
    assert words_of(html) == "a b& c d f g h"
    assert words_of(html, within="main", without=frozenset({"nav"})) == "b& c d f"


@given(st.text("<>/=\"' \n!-?xqQ&;[]", max_size=60))
def test_start_tags_are_those_that_a_parser_of_the_standard_sees(text):
    """Of elements that the construction of the tree does nothing to."""
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    expected = [
        (element.tag, dict(element.attrib))
        for element in tree.iter()
        if isinstance(element.tag, str)
    ][1:]
    assert [(tag.name, tag.attributes) for tag in start_tags(text)] == expected


@given(st.text("<>/=\"' !-xp&;[]\ufdd0\ufdd1", max_size=40))
def test_tokens_follow_each_other_without_a_gap(text):
    end = 0
    for token in tokens(text):
        assert token.start == end
        assert token.end > end
        end = token.end
    # Only a tag that never ends is left.
    assert end == len(text) or text.startswith("<", end)


PIECES = (
    *(
        "<p>",
        "</p>",
        "<P\ufdd01.1.1\ufdd1 id=a>",
        "<svg>",
        "<svg/>",
        "</svg>",
        "<title>",
        "</title>",
    ),
    *("<template>", "</template>", "<script>", "</script>", "<textarea>", "</textarea>", "<math>"),
    *("<foreignObject>", "</foreignObject>", "<![CDATA[", "]]>", "<!--", "-->", "<!doctype html>"),
    *(
        "<plaintext>",
        "<noscript>",
        "</noscript>",
        "<br/>",
        "<desc>",
        "text <",
        "<a href='",
        "'>",
        ">",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_the_quick_reader_sees_the_same_start_tags(pieces):
    text = "".join(pieces)
    expected = [(tag.name, tag.label) for tag in start_tags(text) if not tag.in_template]
    assert [*reader.start_tags(text)] == expected


@pytest.mark.parametrize(
    "part", ["<a ", "<!--", "<a '", "</", "<a b='", "<script>", "<!", "<svg><![CDATA[", "<a/", "<"]
)
def test_a_large_broken_file_takes_no_longer_for_its_size(part):
    def read(length):
        text = part * (length // len(part))
        return lambda: sum(1 for _ in tokens(text)) + sum(1 for _ in reader.start_tags(text))

    assert growth(read(500_000), read(500_000 * TIMES)) < MOST
