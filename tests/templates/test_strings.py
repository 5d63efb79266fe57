"""The theme's words are there in each of its languages."""

import re
import tomllib
from pathlib import Path

import pytest
from babel import Locale

from tests.making import REPOSITORY

FOLDER = REPOSITORY / "templates" / "strings"
PLURALS = ("zero", "one", "two", "few", "many", "other")


def words(name: str) -> dict[str, str]:
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    values = tomllib.loads(text).items()
    return {str(key): str(value) for key, value in values if key != "reviewed"}


ENGLISH = words("en")
COUNTS = {
    key.removesuffix("_one")
    for key in ENGLISH
    if key.endswith("_one") and f"{key.removesuffix('one')}other" in ENGLISH
}
"""What has one text for each plural of the language."""


def expected(language: str) -> list[str]:
    """The keys of a language's file: those of English, with the plurals of the language."""
    tags = {*Locale.parse(language.replace("-", "_")).plural_form.tags, "other"}
    keys: list[str] = []
    for key in ENGLISH:
        count = key.rpartition("_")[0]
        if count not in COUNTS:
            keys.append(key)
        elif key.endswith("_one"):
            keys += (f"{count}_{plural}" for plural in PLURALS if plural in tags)
    return keys


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_language_has_the_words_of_english(path: Path):
    here = words(path.stem)
    assert list(here) == expected(path.stem)
    assert all(text.strip() for text in here.values())
    for key, text in here.items():
        like = ENGLISH.get(key) or ENGLISH[f"{key.rpartition('_')[0]}_other"]
        places, allowed = (set(re.findall(r"\{(\w+)\}", words)) for words in (text, like))
        if key.rpartition("_")[0] in COUNTS:
            allowed.add("count")  # where “one” is said of 0 as well
        assert places <= allowed, key
        # A language may say a count, or its own name, in words.
        assert allowed - places <= {"count", "wanted"}, key


def test_languages_without_a_review_say_so():
    waiting = {
        path.stem
        for path in FOLDER.glob("*.toml")
        if tomllib.loads(path.read_text("utf-8")).get("reviewed") is False
    }
    assert waiting == {"de", "fr", "he", "it", "ja", "nl", "pl", "pt"}


def test_counts_are_more_than_those_of_the_search():
    assert {"search_say_count", "changes_passage_added", "changes_fold_under"} <= COUNTS
