"""Comparing two texts: what is paired, what is said, and that it never takes long."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.content.changes.alignment import align
from curbcut.content.changes.blocks import read_blocks
from curbcut.content.changes.comparison import compare
from curbcut.content.changes.plural import counted
from curbcut.content.changes.redline import redline
from curbcut.content.markdown import parse_page
from curbcut.html.marks import unmark
from curbcut.model.page import ParsedPage
from curbcut.model.source import SourceFile
from curbcut.render.theming.strings import read_strings
from curbcut.render.theming.theme import read_theme
from tests.growth import MOST, TIMES, growth

STRINGS = read_strings(read_theme(None), "en")
LONG = "The quick brown fox jumps over the lazy dog in the park every day."


def parsed(text: str, name: str = "a.md") -> ParsedPage:
    page, _ = parse_page(SourceFile(name, f"---\ntitle: T\n---\n{text}", ""))
    return page


def compared(old: str, new: str) -> tuple[str, str]:
    """The summary and the HTML, without marks and without what is for screen readers alone."""
    found = redline(parsed(old, "old.md"), parsed(new, "new.md"), STRINGS, "en")
    html = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", unmark(found.html))
    return found.summary, re.sub(r'<strong class="redline__label">([^<]*)</strong>', r"\1", html)


@pytest.mark.parametrize(
    ("old", "new", "summary", "html"),
    [
        ("a b\n", "a b\n", "No words changed.", "<p>a b</p>\n"),
        (
            f"{LONG}\n",
            LONG.replace("quick brown", "slow") + "\n",
            "1 passage changed.",
            "<p>Changed: The <del>quick brown</del> <ins>slow</ins> fox jumps over the lazy dog in"
            " the park every day.</p>\n",
        ),
        # Changes with a word or two between them are one.
        (
            f"{LONG}\n",
            LONG.replace("quick brown", "slow").replace("jumps", "hops") + "\n",
            "1 passage changed.",
            "<p>Changed: The <del>quick brown fox jumps</del> <ins>slow fox hops</ins> over the"
            " lazy dog in the park every day.</p>\n",
        ),
        (
            "Same here.\n\nGone now.\n",
            "Same here.\n\n- It came\n- And this\n",
            "2 passages added, 1 passage removed.",
            "<p>Same here.</p>\n<p>Removed: <del>Gone now.</del></p>\n"
            "<ul><li>Added: <ins>It came</ins></li>\n<li>Added: <ins>And this</ins></li>\n</ul>\n",
        ),
        # An item stays in its list, and keeps its number.
        (
            "1. one thing\n2. two things\n3. three things\n",
            "1. one thing\n2. three things\n",
            "1 passage removed.",
            '<ol><li value="1">one thing</li>\n<li value="2">Removed: <del>two things</del></li>\n'
            '<li value="2">three things</li>\n</ol>\n',
        ),
        # A heading that was renamed is known by what stands below it.
        (
            f"## Foxes\n\n{LONG}\n",
            f"## Dogs and more\n\n{LONG}\n",
            "1 heading changed.",
            "<h3>Changed: <ins>Dogs and more</ins></h3>\n"
            f"<p>Previous heading: <del>Foxes</del></p>\n<p>{LONG}</p>\n",
        ),
        (
            f"## A\n\n{LONG}\n",
            f"## A\n\n{LONG}\n\n## B\n\nNew here.\n\nAnd more.\n",
            "1 section added.",
            "<p>x</p>",
        ),
        (
            f"{LONG}\n\nOne more.\n",
            f"One more.\n\n{LONG}\n",
            "1 passage moved.",
            "<p>x</p>",
        ),
        (
            "| a | b |\n| --- | --- |\n| one | 1 |\n| two | 2 |\n",
            "| a | b |\n| --- | --- |\n| one | 3 |\n| six | 6 |\n",
            "1 passage added, 1 passage removed, 1 passage changed.",
            "<p>x</p>",
        ),
    ],
)
def test_what_is_said(old: str, new: str, summary: str, html: str):
    found = compared(old, new)
    assert found[0] == summary
    if html != "<p>x</p>":
        assert found[1] == html


def test_a_moved_passage_says_so_at_both_places():
    _, html = compared(f"{LONG}\n\nOne more.\n\nTwo more.\n", f"One more.\n\nTwo more.\n\n{LONG}\n")
    assert f"<p>Moved elsewhere: <del>{LONG}</del></p>" in html
    assert f"<p>Moved here: {LONG}</p>" in html


def test_a_row_of_a_table_stays_a_row():
    _, html = compared(
        "| a | b |\n| --- | --- |\n| one thing | 1 |\n",
        "| a | b |\n| --- | --- |\n| one thing | 3 |\n",
    )
    assert "<tr><td>Changed: one thing</td><td><del>1</del> <ins>3</ins></td></tr>" in html
    assert html.count("<table>") == 1
    assert '<tr><th scope="col">a</th><th scope="col">b</th></tr>' in html


def test_what_is_unchanged_is_folded_and_the_way_to_a_change_is_not():
    body = (
        "## First\n\nOne.\n\nTwo.\n\n## Second\n\nThree.\n\nFour.\n\n"
        "### Deep\n\n{}\n\nMore.\n\nEnd.\n"
    )
    _, html = compared(body.format(LONG), body.format(LONG.replace("lazy ", "")))
    assert re.findall(r"<summary>([^<]*)<", html) == [
        "1 unchanged section: “First”",
        "2 unchanged passages under “Second”",
        "2 unchanged passages under “Deep”",
    ]
    outside = re.sub(r"<details.*?</details>", "", html, flags=re.S)
    assert re.findall(r"<(h\d)>", outside) == ["h3", "h4"]
    assert html.count("<h") == 3


def test_each_change_is_announced():
    found = redline(parsed(f"{LONG}\n"), parsed(LONG.replace("dog", "cat") + "\n"), STRINGS, "en")
    assert (
        '<del><span class="visually-hidden">removed: </span>dog'
        '<span class="visually-hidden"> end of removed text. </span></del>'
    ) in unmark(found.html)


def test_markup_of_the_text_is_text():
    _, html = compared("Fine `<b>` words here & there\n", "Fine `<script>` words here & there\n")
    assert "&lt;script&gt;" in html or "&lt;<del>b</del> <ins>script</ins>&gt;" in html
    assert "<script" not in html
    assert "&amp;" in html


def test_each_element_comes_from_its_own_file():
    found = redline(
        parsed("- gone things\n", "old.md"), parsed("Words.\n\nNew.\n", "new.md"), STRINGS, "en"
    )
    assert "<ul\ufdd0f:old.md:4.4.1\ufdd1>" in found.html
    assert "<del\ufdd0f:old.md:4.4.1\ufdd1>" in found.html
    assert "<ins\ufdd0f:new.md:6.6.1\ufdd1>" in found.html


def test_plurals_are_those_of_the_language():
    strings = {"n_one": "{count} one", "n_few": "{count} few", "n_other": "{count} other"}
    said = [counted(strings, "n", number, "ar") for number in (1, 3, 100)]
    assert said == ["1 one", "3 few", "100 other"]
    assert counted(strings, "n", 1234, "en") == "1,234 other"
    assert counted(strings, "n", 2, "xx-none") == "2 other"


class _Balance(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


BLOCKS = (
    *(
        "Words of one.\n",
        "Words of two and more.\n",
        "## Head\n",
        "### Deep\n",
        "- a\n- b\n  - c\n",
    ),
    *(
        "1. x\n\n   y\n",
        "> quote\n",
        "::: note\nIn.\n:::\n",
        "Term\n: Is that.\n",
        "```\nx\ny\n```\n",
    ),
    *(
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        "| a | b | c |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n",
    ),
)
TEXTS = st.lists(st.sampled_from(BLOCKS), max_size=8).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_are_in_it_whole(old: str, new: str):
    """Without what was added it is the old text, without what was removed the new one."""
    before, after = read_blocks(parsed(old).html), read_blocks(parsed(new).html)
    changes = compare(before, after)
    for blocks, tag, kinds in (
        (after, "del", ("removed", "moved-away")),
        (before, "ins", ("added", "moved")),
    ):
        texts = [
            "".join("".join(run.text for run in cell if run.tag != tag) for cell in change.runs)
            for change in changes
            if change.kind not in kinds
        ]
        assert [re.sub(r"\s", "", text) for text in texts] == [
            re.sub(r"\s", "", "".join(block.texts)) for block in blocks
        ]
    balance = _Balance()
    balance.feed(unmark(redline(parsed(old), parsed(new), STRINGS, "en").html))
    assert balance.open == []


@settings(max_examples=200, deadline=None)
@given(st.text("abc", max_size=30), st.text("abc", max_size=30), st.sampled_from((4, 1000)))
def test_pairs_are_equal_and_in_order(old: str, new: str, most: int):
    pairs = align(old, new, most=most)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in itertools.pairwise(pairs))
    if old == new:
        assert len(pairs) == len(old)


def _random_words(size: int) -> tuple[str, str]:
    rng = random.Random(5)
    old, new = (
        "\n\n".join(" ".join(rng.choices("abcdefghij", k=60)) for _ in range(size // 120))
        for _ in range(2)
    )
    return old, new


HOSTILE: dict[str, Callable[[int], tuple[str, str]]] = {
    "one word a paragraph": lambda size: ("a\n\n" * (size // 3), "b\n\na\n\n" * (size // 6)),
    "one long paragraph": lambda size: ("a b " * (size // 4), "b a c " * (size // 6)),
    "long paragraphs": lambda size: (
        ("a b c d e " * 64 + "\n\n") * (size // 640),
        ("e d a b c f " * 53 + "\n\n") * (size // 640),
    ),
    "many headings": lambda size: ("## a b\n\n" * (size // 8), "### b a\n\nc\n\n" * (size // 12)),
    "random words": _random_words,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_the_time_to_compare_grows_with_the_size(name: str):
    def comparing(size: int):
        old, new = (parsed(text) for text in HOSTILE[name](size))
        return lambda: redline(old, new, STRINGS, "en")

    assert growth(comparing(16_000), comparing(16_000 * TIMES)) < MOST
