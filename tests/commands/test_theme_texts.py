"""“translations --strings” writes the texts of the theme for a translator."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from curbcut.commands.translations import theme_texts, write_strings
from curbcut.errors import CurbcutError
from curbcut.run import Options
from tests.making import HOME, write


def options(folder: Path, language: str) -> Options:
    files = {"site.toml": f'[site]\nlanguage = "{language}"\n', "index.md": HOME}
    return Options(source=write(folder / "site_src", files), templates=folder / "templates")


def test_the_file_has_every_plural_of_the_language_and_translates_nothing(tmp_path: Path):
    given = options(tmp_path, "cs")
    (tmp_path / "templates").mkdir()
    write_strings(given, "cs")
    text = (tmp_path / "templates" / "strings" / "cs.toml").read_text("utf-8")
    assert tomllib.loads(text) == {}
    made = tomllib.loads(
        "\n".join(line.removeprefix("# ") for line in text.split("\n\n", 1)[1].split("\n"))
    )
    counts = [key for key in made if key.startswith("search_say_count_")]
    assert [key.rpartition("_")[2] for key in counts] == ["one", "few", "many", "other"]


def test_a_second_time_adds_nothing(tmp_path: Path):
    given = options(tmp_path, "cs")
    (tmp_path / "templates").mkdir()
    write_strings(given, "cs")
    before = (tmp_path / "templates" / "strings" / "cs.toml").read_bytes()
    assert "nothing more" in write_strings(given, "cs")
    assert (tmp_path / "templates" / "strings" / "cs.toml").read_bytes() == before


def test_no_code_of_a_language_is_refused(tmp_path: Path):
    with pytest.raises(CurbcutError, match="not a language code"):
        write_strings(options(tmp_path, "en"), "../x")


def test_a_site_that_has_reviewed_its_texts_is_told_nothing(tmp_path: Path):
    given = options(tmp_path, "de")
    (tmp_path / "templates").mkdir()
    assert "No native speaker" in theme_texts(given)[0]
    write(tmp_path / "templates", {"strings/de.toml": "reviewed = true\n"})
    assert theme_texts(given) == []


def test_a_file_that_is_not_utf_8_is_named_and_kept(tmp_path):
    folder = tmp_path / "templates"
    (folder / "strings").mkdir(parents=True)
    file = folder / "strings" / "fi.toml"
    file.write_bytes(b'skip_link = "S\xe4\xe4"\n')
    with pytest.raises(CurbcutError, match="is not UTF-8"):
        write_strings(Options(templates=folder), "fi")
    assert file.read_bytes() == b'skip_link = "S\xe4\xe4"\n'
