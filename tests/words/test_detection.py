"""What tells languages apart is in the files of words."""

from __future__ import annotations

from curbcut.checks.page.language import detected
from curbcut.words import tables
from curbcut.words.detection import common_words, own_names


def test_a_new_language_is_told_apart_without_code(words_folder):
    assert "eo" not in common_words()
    (words_folder / "eo.toml").write_text(
        '[language]\nalso = ["ex"]\nnames = ["Íslenska"]\ncommon = "og að í á sem"\n', "utf-8"
    )
    for one in (tables, common_words, own_names):
        one.cache_clear()
    assert common_words()["eo"] == common_words()["ex"] == {"og", "að", "í", "á", "sem"}
    assert own_names()["ex"] == {"íslenska"}


def test_a_file_of_its_own_goes_before_that_of_another_code():
    assert common_words()["nn"] == common_words()["no"] == common_words()["nb"]
    assert own_names()["no"] == {"norsk", "norsk bokmål"}
    assert own_names()["nn"] == {"norsk"}


def test_common_words_are_distinct_enough_to_tell_languages_apart():
    """No language's list is another's, but for codes of one language."""
    lists = common_words()
    groups = {frozenset({"no", "nb", "nn"})}
    for one, words in lists.items():
        assert len(words) >= 15, one
        for other, theirs in lists.items():
            if one != other and words == theirs:
                assert any({one, other} <= group for group in groups), (one, other)


def test_languages_that_are_preferred_have_words_and_come_first_in_that_order():
    preferred = detected._data()["preferred"].split()
    assert list(detected._common())[: len(preferred)] == preferred
    assert preferred[:3] == ["en", "es", "pt"]


def test_a_name_of_a_language_is_its_own_or_that_of_another():
    assert detected._is_own("Deutsch", "de")
    assert not detected._is_own("Deutsch", "en")
    assert detected._is_own("Products", "en")


def test_a_short_text_in_a_language_close_to_another_is_not_reported():
    assert "da" in detected._family("nb")
    found = detected.judge("Det er en god dag for å gå på tur med hunden", "da", apart=True)
    assert found is not None
    assert not found.certainty
