"""A language is one file: what the files hold, and that a new one needs no code."""

from __future__ import annotations

import re
import shutil

import pytest

from curbcut import words
from curbcut.words import PATTERNS, in_any_language, languages, pattern, tables, words_for


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The files in a folder of their own, which a test may add to."""
    here = tmp_path / "words"
    shutil.copytree(words._HERE, here)
    cached = (tables, pattern, words_for, in_any_language)
    for one in cached:
        one.cache_clear()
    monkeypatch.setattr(words, "_HERE", here)
    yield here
    for one in cached:
        one.cache_clear()


def test_the_files_hold_no_pattern_that_is_not_described_and_none_is_missing():
    found = {name for data in tables().values() for name in data["patterns"]}
    assert found == set(PATTERNS)


@pytest.mark.parametrize("name", PATTERNS)
def test_each_pattern_of_each_language_is_a_regular_expression(name):
    for data in tables().values():
        if name in data["patterns"]:
            assert not re.compile(data["patterns"][name], re.I).search("")
    re.compile(pattern(name), re.I)


def test_a_pattern_finds_words_of_all_languages():
    found = re.compile(pattern("help"), re.I)
    for text in ("Get help", "Ayuda", "Hilfe", "Aide", "Aiuto", "Ajuda", "مساعدة", "Hjälp"):
        assert found.search(text), text
    assert not found.search("Helpful hints")


def test_text_is_checked_in_languages_with_lists_only():
    assert languages() == ("ar", "en", "es")
    assert words_for("en-GB") is not None
    assert words_for("de") is None
    assert words_for("../en") is None


def test_a_new_language_needs_no_code(folder):
    (folder / "fi.toml").write_text(
        """
[links]
vague = ["lue lisää"]
plainest = ["tästä"]
[images]
placeholders = ["kuva"]
[plain]
sentence_words = 20
[patterns]
help = 'ohje'
""",
        "utf-8",
    )
    found = words_for("fi")
    assert found is not None
    assert "lue lisää" in found.vague_links
    assert "fi" in languages()
    assert "tästä" in in_any_language("links", "plainest")
    assert re.search(pattern("help"), "ohje")


def test_words_of_a_page_alone_make_no_language_of_text(folder):
    (folder / "fi.toml").write_text("[patterns]\nhelp = 'ohje'\n", "utf-8")
    assert words_for("fi") is None
    assert re.search(pattern("help"), "ohje")
