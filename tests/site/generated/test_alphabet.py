"""The order of the A–Z index, and the letter that a title is found under."""

import pytest

from curbcut.site.generated.alphabet import OTHER, letter_of, sort_key


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["élan", "Ask", "zoo", "apple"]),
        ("de", ["Zoo", "Äpfel", "Apfel", "Straße", "Strand"]),
        ("sv", ["Öl", "Zoo", "Ål", "Ärende", "Apa"]),
        ("da", ["Ål", "Æble", "Ø", "Zoo"]),
        ("es", ["ñu", "nz", "oso", "noche", "único"]),
        ("tr", ["jant", "iz", "ırmak", "hal", "çay", "can"]),
        ("ar", ["باب", "أمان", "تاج"]),
        ("pl", ["łza", "luty", "mama"]),
    ],
)
def test_order(language: str, words: list[str]):
    expected = {
        "en": ["apple", "Ask", "élan", "zoo"],
        "de": ["Apfel", "Äpfel", "Strand", "Straße", "Zoo"],
        "sv": ["Apa", "Zoo", "Ål", "Ärende", "Öl"],
        "da": ["Zoo", "Æble", "Ø", "Ål"],
        "es": ["noche", "nz", "ñu", "oso", "único"],
        "tr": ["can", "çay", "hal", "ırmak", "iz", "jant"],
        "ar": ["أمان", "باب", "تاج"],
        "pl": ["luty", "łza", "mama"],
    }
    assert sorted(words, key=lambda word: sort_key(word, language)) == expected[language]


@pytest.mark.parametrize(
    ("language", "text", "letter"),
    [
        ("en", "élan", "E"),
        ("en", "“Ask why”", "A"),
        ("en", "<b>bold</b>", "B"),
        ("en", "2 ways", OTHER),
        ("en", "…", OTHER),
        ("en", "", OTHER),
        ("fr", "œuvre", "O"),
        ("de", "Ärger", "A"),
        ("de", "ß", "S"),
        ("sv", "Ärende", "Ä"),
        ("sv-FI", "ål", "Å"),
        ("es", "ñu", "Ñ"),
        ("es", "ángel", "A"),
        ("tr", "ırmak", "I"),
        ("tr", "izin", "İ"),
        ("ar", "أمان", "ا"),
        ("ru", "ёлка", "Е"),
        ("el", "Άλφα", "Α"),
    ],
)
def test_letter(language: str, text: str, letter: str):
    assert letter_of(text, language) == letter
