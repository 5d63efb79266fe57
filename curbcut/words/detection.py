"""How languages are told apart, and their own names: the table ``language`` of each file.

``common`` are the words that most sentences contain: articles, pronouns, prepositions, conjunctions
and forms of “to be” and “to have”, from grammars of each language. A word may be in several
languages; texts are compared by how many of their words each language has. ``names`` are a
language's own names for itself, for language menus. ``also`` are other codes for which both are
used, if these have none of their own.

Limitations: languages that have no file; a list of names or products.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from curbcut import words
from curbcut.words import fold


@cache
def common_words() -> dict[str, frozenset[str]]:
    """The commonest words of each language, by code."""
    found = {code: text.split() for code, text in _by_code("common").items()}
    return {code: frozenset(map(str.casefold, listed)) for code, listed in found.items()}


@cache
def own_names() -> dict[str, frozenset[str]]:
    """Each language's own names for itself, by code."""
    return {code: frozenset(map(fold, names)) for code, names in _by_code("names").items()}


def _by_code(key: str) -> dict[str, Any]:
    tables = {code: data.get("language", {}) for code, data in words.tables().items()}
    found = {code: table[key] for code, table in tables.items() if key in table}
    also = {
        other: found[code]
        for code, table in tables.items()
        for other in table.get("also", ())
        if code in found
    }
    return also | found
