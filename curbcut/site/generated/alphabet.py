"""Order by the alphabet of a language, and the letter that a word is looked up under.

Words are compared without case and accents. Where a language counts an accented letter as one of
its own, it comes after the letter that it follows (CLDR's index characters and tailorings).
"""

from __future__ import annotations

import unicodedata
from functools import cache

# In each pair: a letter of the alphabet, and those that follow it.
_OWN_LETTERS = {
    "az": "cç eə gğ ıi oö sş uü",
    "cs": "cč rř sš zž",
    "da": "zæøå",
    "es": "nñ",
    "et": "sš zž wõäöü",
    "fi": "zåäö",
    "hr": "cčć dđ sš zž",
    "hu": "oö uü",
    "is": "aá dð eé ií oó uú yý zþæö",
    "lt": "cč sš zž",
    "lv": "cč gģ kķ lļ nņ sš zž",
    "nb": "zæøå",
    "nn": "zæøå",
    "no": "zæøå",
    "pl": "aą cć eę lł nń oó sś zźż",
    "ro": "aăâ iî sș tț",
    "sk": "aä cč oô sš zž",
    "sl": "cč sš zž",
    "sv": "zåäö",
    "tr": "cç gğ ıi oö sş uü",
    "vi": "aăâ dđ eê oôơ uư",
}
_PLAIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
# Turkic i has a dot, and is not what the capital I becomes.
_DOTTED = str.maketrans({"I": "ı", "İ": "i"})
_LAST = "\U0010fffd"
OTHER = "#"
"""The letter of what starts with none: digits and symbols."""


@cache
def _tailored(language: str) -> dict[str, str]:
    """Letters of their own, and what they are compared as."""
    base = language.split("-", maxsplit=1)[0]
    return {
        letter: group[0].translate(_PLAIN) + _LAST + chr(number)
        for group in _OWN_LETTERS.get(base, "").split()
        for number, letter in enumerate(group[1:], 1)
    }


@cache
def sort_key(text: str, language: str) -> tuple[str, str]:
    """What ``text`` is ordered by; symbols before its first letter or digit do not count."""
    key = _folded(text, language)
    start = next((at for at, char in enumerate(key) if char.isalnum()), 0)
    return key[start:], text


def letter_of(text: str, language: str) -> str:
    """The letter that ``text`` is listed under, in capitals; ``OTHER`` for a digit or a symbol."""
    key = sort_key(text, language)[0]
    own = next((own for own, as_ in _tailored(language).items() if key.startswith(as_)), "")
    first = own or key[:1]
    if not first.isalpha():
        return OTHER
    if own == "i":
        return "İ"
    upper = first.upper()
    return upper if len(upper) == 1 else first


def _folded(text: str, language: str) -> str:
    own = _tailored(language)
    if not own and text.isascii():
        return text.lower()
    if "i" in own:
        text = text.translate(_DOTTED)
    folded = []
    for char in unicodedata.normalize("NFC", text).casefold():
        if char in own:
            folded.append(own[char])
            continue
        plain = unicodedata.normalize("NFKD", char.translate(_PLAIN))
        folded.append("".join(part for part in plain if not unicodedata.combining(part)))
    return "".join(folded)
