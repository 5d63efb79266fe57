"""Patterns find what a native would write, and leave alone what only looks like it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from curbcut.words import pattern, tables

PAIRS = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text("utf-8"))
CASES = [
    pytest.param(language, name, *pair, id=f"{language}-{name}")
    for language, names in PAIRS.items()
    for name, pair in names.items()
]
LANGUAGES = {"es", "ar", "de", "fr", "it", "pt", "nl"}
ALONE = re.compile(r"logo_words|purpose_(?!email_start|tel_part)")
"""Patterns that must fit the whole text; those of files must fit whole words."""


def finds(name: str, source: str, text: str) -> bool:
    if ALONE.match(name):
        source = rf"^(?:{source})$"
    elif name.startswith("file_"):
        source = rf"(?:^|[\W\d_])(?:{source})(?![^\W\d_])"
    return re.search(source, text, re.I) is not None


@pytest.mark.parametrize(("language", "name", "text", "other"), CASES)
def test_a_pattern_finds_one_and_not_the_other(language: str, name: str, text: str, other: str):
    assert finds(name, tables()[language]["patterns"][name], text)
    assert not finds(name, pattern(name), other)


def test_no_pattern_is_in_english_alone():
    having = {
        language: set(data["patterns"]) for language, data in tables().items() if "patterns" in data
    }
    elsewhere = set[str]().union(*(having[other] for other in having if other != "en"))
    assert having["en"] <= elsewhere
    for name in PAIRS["es"].keys() & PAIRS["fr"].keys():
        assert all(name in having[language] for language in LANGUAGES), name
