"""The start tags of files: which they are, and how long it takes to find them."""

from __future__ import annotations

import time

import pytest

from curbcut.content.sources.folders import positions_in
from curbcut.content.sources.scan import start_tags

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


@pytest.mark.parametrize(
    "part", ["<a ", "<!--", "<a '", "</", "<a b='", "<script>", "<!", "<svg><![CDATA[", "<a/", "<"]
)
def test_a_large_broken_file_takes_no_time(part):
    began = time.process_time()
    list(start_tags(part * (1_000_000 // len(part))))
    assert time.process_time() - began < 10
