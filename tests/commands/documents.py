"""Documents of any size, one for each Markdown construct and each rule, including hostile ones."""

from __future__ import annotations

from collections.abc import Callable

type Document = Callable[[int], str]
"""The Markdown of a document of about so many characters."""


def again(unit: str, *, before: str = "", behind: str = "") -> Document:
    """A piece over and over; “@” in it is the number of the piece."""

    def make(size: int) -> str:
        parts, length, number = [], 0, 0
        while length < size:
            part = unit.replace("@", str(number))
            parts.append(part)
            length += len(part)
            number += 1
        return before + "".join(parts) + behind + "\n"

    return make


def both(one: str, other: str, *, before: str = "") -> Document:
    """All of one piece and then as many of another."""

    def make(size: int) -> str:
        number = size // (len(one) + len(other)) + 1
        halves = (
            "".join(piece.replace("@", str(n)) for n in range(number)) for piece in (one, other)
        )
        return before + "\n\n".join(halves) + "\n"

    return make


def nested(opening: str, closing: str) -> Document:
    """A piece in itself, as deep as the size allows."""

    def make(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        return opening * depth + "a" + closing * depth + "\n"

    return make


# What pages are made of, many times over in one paragraph or in as many blocks.
PLAIN: dict[str, str] = {
    "words": "word ",
    "lines": "some words\n",
    "paragraphs": "some words\n\n",
    "forced breaks": "This is a sentence of eight words or more.  \n",
    "headings": "## a @\n\n",
    "same headings": "## a\n\n",
    "underlined headings": "a\n---\n",
    "given anchors": "## a {#i@}\n\n",
    "bold lines": "**Bold line**\n\ntext\n\n",
    "bold paragraphs": "**a b**\n\n",
    "emphasis": "*a* **b** ***c*** _d_ ",
    "strikethrough": "~~a~~ ",
    "code": "`a` ",
    "fenced code": "```text\n|a|\n```\n",
    "indented code": "    a\n\nb\n\n",
    "links": "[a](b.md) ",
    "links in paragraphs": "[a @](b@.md)\n\n",
    "links to many places": "[same words](b@.md) ",
    "vague links": "[click here](a@.md) ",
    "links to files": "[a](b@.pdf) ",
    "refused links": "[a](javascript:x) ",
    "references": "[a@][b@] [b@]\n\n[b@]: c@.md\n\n",
    "autolinks": "<http://x.yz/@> <a@b.cd> ",
    "addresses": "http://x.yz/@ ",
    "addresses as words": "[http://x@.com/a](http://x@.com/a) ",
    "images": "![a @](b@.png) ",
    "images with captions": '![a @](b@.png "c @")\n\n',
    "images in links": "[![a](b.png)](c@.md)\n\n",
    "images without words": "![](b@.png) ",
    "footnotes": "[^@] a\n\n[^@]: b\n\n",
    "missing footnotes": "[^@] ",
    "unused footnotes": "[^@]: a\n\n",
    "abbreviations without use": "*[AB@]: x y\n",
    "unexplained abbreviations": "A@B ",
    "keys": "++Ctrl+C++ ++A++ ",
    "keys in HTML": "<kbd>a</kbd> ",
    "allowed or refused HTML": '<span lang="fr">a</span> <b>b</b> ',
    "blocks of HTML": "<div>\na\n</div>\n\n",
    "comments": "<!-- a -->\n\n",
    "spans": "[a]{lang=fr} [b]{.c} ",
    "attributes": "[a](b.md){.c} `d`{.e} ",
    "taken anchors": "[a]{#x} ",
    "refused attributes": "[a]{onclick=b} ",
    "lists": "- a\n  - b\n",
    "loose lists": "1. a\n\n   b\n\n",
    "typed lists": "• a  \n",
    "lettered lists": "a) b\n\n",
    "quotes": "> a\n\n",
    "definitions": "a @\n: b\n\n",
    "tables": "Table: x\n\n|a|b|\n|-|-|\n|c|d|\n\n",
    "typed tables": "|a|b|c|\n",
    "cells": "|a",
    "callouts": "::: note\na\n:::\n\n",
    "open callouts": "::: note\n",
    "unknown containers": "a\n::: foo\n",
    "dates": "01/02/2020 1.2.2020 ",
    "telephone numbers": "+44 20 7946 0000 555-123-4567 ",
    "capitals": "ABCD EFGH IJKL MNOP QRST\n\n",
    "Latin abbreviations": "e.g. i.e. ",
    "sentences": "This is it. ",
    "hard words": "utilize commence ",
    "notes as paragraphs": "Note: a\n\n",
    "sensory instructions": "press the red button on the right ",
    "other scripts": "привет мир ",
    "emoji": "😀 😀 😀 a\n\n",
    "spaced letters": "A B C D E F a ",
    "wide spaces": "\u00a0\u00a0\u00a0a ",
    "quotation marks": "\"a\" 'b' c's ",
    "template brackets": "{{a}} {%b%} ",
}
# What no editor means, and what parsers and patterns stumble over.
HOSTILE: dict[str, Document] = {
    "opening brackets": nested("[", "]"),
    "links in links": nested("[", "](b.md)"),
    "spans in spans": nested("[", "]{.b}"),
    "images in images": nested("![", "](b.md)"),
    "openers and then closers": nested("**a", "a**"),
    "quotation marks that open": nested('"a ', " a'"),
    "asterisks": again("*a_ "),
    "backticks": again("`a``b"),
    "opening tags": again("<a b='"),
    "open comments": again("<!-- <? <![CDATA["),
    "entities": again("&a&#1;"),
    "open braces": again("[a]{.b "),
    "long braces": again("[a]{b='c "),
    "footnotes to one": again("[^1] ", behind="\n\n[^1]: a\n"),
    "abbreviations": both("AB@x ", "*[AB@x]: long words\n"),
    "abbreviations of one word": both("A ", "*[A A A A A A A A A A A A A A @]: x\n"),
    "abbreviations and terms": both("ABC@D ", "ABC@\n: b\n\n"),
    "abbreviations in brackets": both("A@BC DEF ", "(A@BC)\n\n"),
    "numbers and links": both("+44 20 7946 0000 ", "[a](b@.md) "),
    "images and links": both("![a @](b@.png)\n\n", "[a](b@.md) "),
    "forced breaks and lists": both("- a  \n• b  \n\n", "A sentence of eight words is here.  \n"),
    "addresses and brackets": both("http://x.yz/@ ", "{{a}} "),
    "braces in text": again("{"),
    "definitions of nothing": again("[a\n"),
    "open brackets before an address": again("{{ {% ", before="http://x.yz/a "),
    "an address of capitals": again("A", before="https://x.yz/", behind="1"),
    "an address and brackets": again(")", before="https://x.yz/"),
    "words of dots": again(".", before="[", behind="a](b.md)"),
    "a heading of capitals": again("ABCDE FGHIJ a ", before="## "),
    "a heading of dots": again(".", before="## ", behind="a"),
    "a cell of dots": again(". ", before="|a|\n|-|\n|", behind="b|"),
    "one row": lambda size: "".join(f"{'|a' * (size // 8)}|\n{'|-' * (size // 8)}|\n" * 2),
    "rows": again("|a|a a|\n", before="|a|b|\n|-|-|\n"),
    "quotes in quotes": again(">" * 50 + " a\n"),
    "quotation marks in elements": again("\"*a* '**b** "),
    "a line of colons": again(":"),
    "line feeds": again("\n"),
    "spaces": again(" ", before="a", behind="b"),
}  # fmt: skip
DOCUMENTS: dict[str, Document] = {name: again(unit) for name, unit in PLAIN.items()} | HOSTILE
