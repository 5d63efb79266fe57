"""Texts with a count, in the plural forms of each language."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal


def counted(strings: Mapping[str, str], key: str, count: int, language: str, **words: str) -> str:
    """A text with a count in it.

    ``strings`` has a text for each plural form of the language (zero, one, two, few, many and other
    in Unicode's CLDR), such as ``key_one`` and ``key_other``. “Other” replaces missing ones.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    text = strings.get(f"{key}_{locale.plural_form(count)}") or strings[f"{key}_other"]
    return text.format(count=format_decimal(count, locale=locale), **words)
