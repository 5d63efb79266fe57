"""Alphabetical order in a language, and the letter under which a word is listed.

Words are compared without case and accents. An accented letter that a language treats as a separate
letter comes after the letter that it follows (CLDR's index characters and tailorings).
"""

from __future__ import annotations

import unicodedata
from functools import cache

# Each pair is a letter of the alphabet and the letters that follow it.
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
# In Turkic languages the lower case of I is ı, not i.
_DOTTED = str.maketrans({"I": "ı", "İ": "i"})
_LAST = "\U0010fffd"
OTHER = "#"
"""Stands for digits and symbols in place of a letter."""


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
    """The sort key of ``text``; symbols before its first letter or digit are ignored."""
    key = _folded(text, language)
    start = next((at for at, char in enumerate(key) if char.isalnum()), 0)
    return key[start:], text


def letter_of(text: str, language: str) -> str:
    """The capital letter under which ``text`` is listed; ``OTHER`` for a digit or a symbol."""
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
