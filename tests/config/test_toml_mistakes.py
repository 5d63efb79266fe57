"""A line of site.toml that cannot be read is named, with what to type instead of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from curbcut.config.reading import read_config
from curbcut.model.theme import Theme


def findings(folder: Path, text: str):
    (folder / "site.toml").write_text(text, "utf-8")
    return read_config(folder, Theme(), "site.toml")[1]


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("title = Bicycle Help", 'title = "Bicycle Help"'),
        ("title = Bicycle Help # the name", 'title = "Bicycle Help"'),
        ("title = “Bicycle Help”", 'title = "Bicycle Help"'),
        ("title = „Fahrrad“", 'title = "Fahrrad"'),
        ('title: "Bicycle Help"', 'title = "Bicycle Help"'),
        ('title "Bicycle Help"', 'title = "Bicycle Help"'),
        ('title = "Bicycle Help', 'title = "Bicycle Help"'),
        ("title = 'Anna's bicycles'", 'title = "Anna\'s bicycles"'),
        ('title = "The "Bell""', "title = 'The \"Bell\"'"),
        ('title = "C:\\Users\\bell"', "title = 'C:\\Users\\bell'"),
        ("url = https://help.example.com/", 'url = "https://help.example.com/"'),
        ("language = en", 'language = "en"'),
        ("title =", 'title = ""'),
        ("typographer = yes", "typographer = true"),
        ("enabled = False", "enabled = false"),
        ("expires = 2027-3-1", "expires = 2027-03-01"),
    ],
)
def test_a_line_says_what_to_type(tmp_path: Path, line: str, typed: str):
    found = findings(tmp_path, f"[site]\n{line}\n")
    assert [(one.rule.id, one.span and one.span.line) for one in found] == [("site-settings", 2)]
    assert found[0].fix == f"Write {typed}"
    tomllib.loads(typed)


def test_a_bracket_that_is_never_closed(tmp_path: Path):
    found = findings(tmp_path, '[site\ntitle = "A"\n')
    assert [one.fix for one in found] == ["Write [site]"]


def test_a_key_that_appears_twice(tmp_path: Path):
    found = findings(tmp_path, '[site]\ntitle = "A"\ntitle = "B"\n')
    assert [(one.span and one.span.line, one.fix) for one in found] == [
        (3, "Remove one of the two lines.")
    ]


@pytest.mark.parametrize("text", ['html = ["b", \n', "=\n", "[site]\n'\n", "[[a]\n", "\x00"])
def test_what_has_no_certain_fix_is_reported_all_the_same(tmp_path: Path, text: str):
    assert [one.rule.id for one in findings(tmp_path, text)] == ["site-settings"]
