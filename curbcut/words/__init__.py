"""The words of each language: one file each, with its sources and limitations.

The tables ``links``, ``headings``, ``images``, ``senses``, ``plain``, ``abbreviations``, ``dates``
and ``callouts`` are for the text of pages in that language, in Markdown and in the browser. Without
them, the checks of words do not run and the page says so, because unchecked words are not correct
words.

The table ``patterns`` is for names of controls and the like, which may be in any language. The
patterns of all languages are searched together: ``pattern`` gives them to Python,
``script_patterns`` to the scripts in the page (js/words.js); patterns.py says what they are for.
The table ``language`` is for detecting the language (detection.py). A new language is a new file;
docs/words.md shows what each language has.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from curbcut.words.patterns import PATTERNS

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class CounterExample:
    """Markdown that contains a listed word and is correct all the same."""

    rule: str
    markdown: str


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A formula for reading ease, from 0 (hard) to 100 (easy).

    It is ``base`` less ``words`` for each word of an average sentence and ``syllables`` for each
    syllable of an average word. Syllables are what ``syllable`` finds, less what ``silent`` finds.
    """

    base: float
    words: float
    syllables: float
    syllable: re.Pattern[str]
    silent: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The lists of one language. Patterns are compiled once; a missing list has no pattern."""

    language: str
    vague_links: frozenset[str] = frozenset()
    vague_headings: frozenset[str] = frozenset()
    redundant_alternatives: re.Pattern[str] | None = None
    redundant_exceptions: re.Pattern[str] | None = None
    placeholder_alternatives: frozenset[str] = frozenset()
    kinds_of_image: frozenset[str] = frozenset()
    sensory: re.Pattern[str] | None = None
    position: re.Pattern[str] | None = None
    colour_only: re.Pattern[str] | None = None
    hard_words: dict[str, str] = field(default_factory=dict)
    looks: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    latin: dict[str, str] = field(default_factory=dict)
    latin_pattern: re.Pattern[str] | None = None
    known_abbreviations: frozenset[str] = frozenset()
    no_sentence_end: frozenset[str] = frozenset()
    callouts: dict[str, str] = field(default_factory=dict)
    ambiguous_dates: bool = False
    sentence_words: int = 0
    reading: Reading | None = None
    counter_examples: tuple[CounterExample, ...] = ()


@cache
def tables() -> dict[str, dict[str, Any]]:
    """The content of all files by language code."""
    return {path.stem: _table(path) for path in sorted(_HERE.glob("*.toml"))}


@cache
def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def languages() -> tuple[str, ...]:
    """The languages that have lists for text."""
    return tuple(code for code, data in tables().items() if data.keys() >= _NEEDED)


_NEEDED = frozenset({"links", "images", "plain"})


@cache
def pattern(name: str) -> str:
    """The source of a regular expression that finds something in any language.

    Raises:
        KeyError: when no language has a pattern of that name.
    """
    patterns = (data.get("patterns", {}) for data in tables().values())
    found = [of_language[name] for of_language in patterns if name in of_language]
    if not found:
        raise KeyError(name)
    return f"(?:{'|'.join(found)})"


def pattern_of(name: str, language: str, default: str) -> str:
    """The source of a pattern of one language, or else of ``default``, which must have it."""
    own = tables().get(language.partition("-")[0].lower(), {}).get("patterns", {})
    source = own.get(name) or tables()[default]["patterns"][name]
    return f"(?:{source})"


_IN_SCRIPTS = {
    r"\b": r"(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))",
    r"\w": r"[\p{L}\p{N}_]",
}
"""Python's meaning of these. In JavaScript, letters beyond ASCII are not word characters."""


@cache
def script_patterns() -> dict[str, str]:
    """All patterns by name, written for JavaScript's regular expressions with the flag ``u``."""
    return {
        name: re.sub(r"\\.", lambda found: _IN_SCRIPTS.get(found[0], found[0]), pattern(name))
        for name in PATTERNS
    }


@cache
def in_any_language(table: str, key: str) -> frozenset[str]:
    """A list of all languages together, because English words are on pages in every language."""
    lists = (data.get(table, {}).get(key, ()) for data in tables().values())
    return frozenset(fold(word) for words in lists for word in words)


@cache
def words_for(language: str) -> Words | None:
    """The lists for a language code; those of "en" serve "en-GB" too. None if there are none."""
    base = language.split("-", maxsplit=1)[0].lower()
    path = _HERE / f"{base}.toml"
    if not re.fullmatch(r"[a-z]{2,3}", base) or not path.is_file():
        return None
    data = _table(path)
    return _read(base, data) if data.keys() >= _NEEDED else None


def _read(language: str, data: dict[str, Any]) -> Words:
    links, images, senses = data["links"], data["images"], data.get("senses", {})
    plain = data["plain"]
    hard = {key.casefold(): value for key, value in plain.get("hard_words", {}).items()}
    latin = plain.get("latin", {})
    return Words(
        language=language,
        vague_links=frozenset(map(fold, links["vague"])),
        vague_headings=frozenset(map(fold, data.get("headings", {}).get("vague", ()))),
        redundant_alternatives=_opening(images.get("redundant", ())),
        redundant_exceptions=_any(images.get("redundant_exceptions", ())),
        placeholder_alternatives=frozenset(map(fold, images.get("placeholders", ()))),
        kinds_of_image=frozenset(map(fold, images.get("kinds", ()))),
        sensory=_filled(senses, "instruction"),
        position=_filled(senses, "position"),
        colour_only=_filled(senses, "colour_only"),
        hard_words=hard,
        looks=_single(senses, "colours", "plain_colours", "shapes"),
        sides=_single(senses, "sides"),
        latin=latin,
        latin_pattern=_latin(latin),
        known_abbreviations=frozenset(data.get("abbreviations", {}).get("known", ())),
        no_sentence_end=frozenset(plain.get("no_sentence_end", ())),
        callouts={fold(key): value for key, value in data.get("callouts", {}).items()},
        ambiguous_dates=bool(data.get("dates", {}).get("ambiguous", False)),
        sentence_words=int(plain.get("sentence_words", 0)),
        reading=_reading(plain.get("reading")),
        counter_examples=tuple(
            CounterExample(entry["rule"], entry["markdown"])
            for entry in data.get("counter_examples", ())
        ),
    )


def _reading(table: dict[str, Any] | None) -> Reading | None:
    if not table:
        return None
    silent = table.get("silent")
    return Reading(
        base=float(table["base"]),
        words=float(table["words"]),
        syllables=float(table["syllables"]),
        syllable=re.compile(table["syllable"], re.I),
        silent=re.compile(silent, re.I) if silent else None,
    )


def fold(text: str) -> str:
    """Text for comparison: without case, with single spaces, without punctuation at its ends.

    Symbols that belong to a word or number stay, so that C, C++ and C# differ, and 5, 5 % and 5 €.
    """
    text = " ".join(text.split())
    # Letter by letter: a pattern for symbols at the end would be tried at each earlier run of them.
    first, last = 0, len(text)
    while first < last and not _says(text, first, first + 1):
        first += 1
    while first < last and not _says(text, last - 1, last - 2):
        last -= 1
    return text[first:last].casefold()


def _says(text: str, at: int, inwards: int) -> bool:
    """Whether a character at an end of a text says something; ``inwards`` is the one beside it."""
    character = text[at]
    if character.isalnum() or character == "%" or unicodedata.category(character) == "Sc":
        return True
    beside = text[inwards] if 0 <= inwards < len(text) else " "
    return character in "+#" and (beside.isalnum() or beside in "+#")


def _single(senses: dict[str, Any], *names: str) -> frozenset[str]:
    words = (word for name in names for entry in senses.get(name, ()) for word in entry.split("-"))
    return frozenset(word.casefold() for word in words)


def phrases(words: Any) -> re.Pattern[str] | None:
    """A pattern for any of ``words``, as whole words."""
    return _any(words)


def _alternatives(words: Any) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def _any(words: Any) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{_alternatives(words)})\b", re.I) if words else None


def _opening(words: Any) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"\s*(?:an?\s+|the\s+)?({_alternatives(words)})(?!\w)", re.I)


def _latin(words: Any) -> re.Pattern[str] | None:
    return re.compile(rf"(?<![\w.])(?:{_alternatives(words)})(?!\w)", re.I) if words else None


def _filled(senses: dict[str, Any], name: str) -> re.Pattern[str] | None:
    """A pattern of the file in which “{list}” stands for any word of that list."""
    pattern = senses.get(name)
    if not pattern:
        return None
    lists = {key: _alternatives(value) for key, value in senses.items() if isinstance(value, list)}
    filled = re.sub(r"\{([a-z_]+)\}", lambda match: f"(?:{lists[match[1]]})", pattern)
    return re.compile(filled, re.I | re.X)
