"""The theme's words are there in each of its languages."""

import re
import tomllib
from pathlib import Path

import pytest
from babel import Locale

from tests.unit.making import REPOSITORY

FOLDER = REPOSITORY / "templates" / "strings"
COUNT = "search_say_count_"


def words(name: str) -> dict[str, str]:
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    return {str(key): str(value) for key, value in tomllib.loads(text).items()}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_language_has_the_words_of_english(path: Path):
    here, english = words(path.stem), words("en")
    plain = {key for key in english if not key.startswith(COUNT)}
    assert {key for key in here if not key.startswith(COUNT)} == plain
    plurals = {*Locale.parse(path.stem.replace("-", "_")).plural_form.tags, "other"}
    assert {key.removeprefix(COUNT) for key in here if key.startswith(COUNT)} == plurals
    assert all(text.strip() for text in here.values())
    for key, text in here.items():
        allowed = english.get(key, english[f"{COUNT}other"])
        assert set(re.findall(r"\{(\w+)\}", text)) <= set(re.findall(r"\{(\w+)\}", allowed)), key
