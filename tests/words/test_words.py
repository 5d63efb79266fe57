"""A language is one file: what the files hold, and that a new one needs no code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.words import (
    in_any_language,
    languages,
    pattern,
    tables,
    words_for,
)
from curbcut.words.patterns import PATTERNS

CHECKS = Path(__file__).parents[2] / "curbcut" / "checks"
PATTERNED = [data for data in tables().values() if "patterns" in data]


def test_the_files_hold_no_pattern_that_is_not_described_and_none_is_missing():
    found = {name for data in PATTERNED for name in data["patterns"]}
    assert found == set(PATTERNS)


@pytest.mark.parametrize("name", PATTERNS)
def test_each_pattern_of_each_language_is_a_regular_expression(name):
    for data in PATTERNED:
        if name in data["patterns"]:
            assert not re.compile(data["patterns"][name], re.I).search("")
    re.compile(pattern(name), re.I)


def test_no_pattern_has_a_letter_class_between_brackets():
    """In scripts it is written as a class of its own, which cannot be in another."""
    for data in PATTERNED:
        for name, source in data["patterns"].items():
            assert not re.search(r"\[[^\]]*\\[wWbB]", source), name


def test_scripts_ask_for_patterns_that_there_are_and_for_all_that_python_does_not():
    in_scripts = {
        name
        for path in CHECKS.rglob("*.js")
        for name in re.findall(r'ordsPattern\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    in_python = {
        name
        for path in CHECKS.rglob("*.py")
        for name in re.findall(r"""\bpattern(?:_of)?\(["'](\w+)["'][,)]""", path.read_text("utf-8"))
    }
    assert in_scripts | in_python == set(PATTERNS)


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


def test_a_new_language_needs_no_code(words_folder):
    (words_folder / "fi.toml").write_text(
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


def test_reading_ease_is_a_formula_of_the_file(words_folder):
    table = "base = 100\nwords = 2\nsyllables = 10\nsyllable = '[aeiouyäö]'\nsilent = 'e\\b'\n"
    (words_folder / "fi.toml").write_text(
        f"links.vague = []\nimages.kinds = []\n[plain]\nsentence_words = 20\n"
        f"[plain.reading]\n{table}",
        "utf-8",
    )
    found = words_for("fi")
    assert found is not None
    assert found.reading is not None
    assert (found.reading.base, found.reading.words, found.reading.syllables) == (100, 2, 10)
    assert len(found.reading.syllable.findall("Hame")) == 2
    assert found.reading.silent is not None
    assert len(found.reading.silent.findall("Hame on")) == 1


def test_text_has_no_formula_where_the_language_has_none():
    readings = {code: words for code in languages() if (words := words_for(code))}
    assert {code for code, words in readings.items() if words.reading} == {"en", "es"}


def test_words_of_a_page_alone_make_no_language_of_text(words_folder):
    (words_folder / "fi.toml").write_text("[patterns]\nhelp = 'ohje'\n", "utf-8")
    assert words_for("fi") is None
    assert re.search(pattern("help"), "ohje")


WORDLESS = ("forms", "images", "layout", "links", "media", "structure", "text")
NO_WORDS = set("ツಠł")
"""Letters of faces made of characters, and of the sign of a currency."""


@pytest.mark.parametrize("subject", WORDLESS)
def test_scripts_hold_no_words_of_other_languages(subject):
    for path in sorted((CHECKS / "page" / subject).glob("*.js")):
        code = re.sub(r"/\*.*?\*/|(?:^|\s)//[^\n]*", "", path.read_text("utf-8"), flags=re.S)
        letters = {one for one in code if one.isalpha() and not one.isascii()}
        assert letters <= NO_WORDS, path.name


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (
            "required",
            "Pflichtfeld, obligatoire, obbligatorio, wymagane, povinné, обязательно, 必須",
        ),
        (
            "new_window",
            "ny flik, nuova scheda, välilehdellä, yeni pencere, в новом окне, חלון, 새 창",
        ),
        ("download", "herunterladen, télécharger, scarica, pobierz, baixar, تحميل, 下载"),
        ("transcript", "Mitschrift, transcripción, تفريغ, 文字起こし"),
        ("purpose_email", "Correo electrónico, courriel, E-Mail-Adresse, البريد الإلكتروني"),
        ("turn_device", "Gerät drehen bitte: drehe das Gerät, tournez votre téléphone, أدر الجهاز"),
        ("alt_placeholder", "ein Bild, immagine, afbeelding, imatge, 图片"),
    ],
)
def test_words_that_scripts_look_for_are_found_in_each_language(name, texts):
    found = re.compile(pattern(name), re.I)
    for text in texts.split(", "):
        assert found.search(text), text
    assert not found.search("Our boats")
