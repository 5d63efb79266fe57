"""What the code of a language says about it: its locale and its writing direction."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_FROM_THE_RIGHT = frozenset(
    {
        *("Adlm", "Arab", "Aran", "Armi", "Hebr", "Mand", "Mend", "Nbat", "Nkoo", "Rohg", "Samr"),
        *("Syrc", "Thaa", "Yezi"),
    }
)
"""ISO 15924 codes of scripts written from right to left: those in use today and those of scripture
(Unicode, ScriptMetadata)."""


@cache
def locale_of(language: str) -> Locale:
    """The locale for a language code; “en” alone is international English (17 May 2026)."""
    try:
        return Locale.parse("en-001" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_001")


@cache
def direction_of(language: str) -> str:
    """The writing direction of a language: "ltr" or "rtl".

    It depends on the script: the one that the code names ("az-Arab"), otherwise the one that the
    language is most likely written in (CLDR, likely subtags).
    """
    parts = language.replace("_", "-").split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if not script:
        countries = [part.upper() for part in parts[1:] if len(part) == 2]
        known = get_global("likely_subtags")
        names = (f"{parts[0].lower()}_{country}" for country in countries)
        likely = next((known[name] for name in (*names, parts[0].lower()) if name in known), "")
        script = next((part for part in likely.split("_")[1:] if len(part) == 4), "")
    return "rtl" if script.title() in _FROM_THE_RIGHT else "ltr"
