"""Plain language, as suggestions: long sentences, hard words, reading ease, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import SourcePage
from curbcut.model.finding import Problem, Rule, Severity
from curbcut.model.source import Span
from curbcut.words import in_any_language, phrases

NEEDS_WORDS = True

LONG = Rule(
    id="sentence-long",
    summary="Sentences are too long",
    why=(
        "Readers must keep the whole sentence in mind, which is hard when they listen or read"
        " slowly."
    ),
    fix="Split it into two sentences, or use a list.",
    severity=Severity.SUGGESTION,
    how=(
        "Sentences longer than the limit for the page's language: 25 words in English, 30 in"
        " Spanish, 40 in Arabic. The message shows the longest one and where the others are."
    ),
    limits="Short sentences that are hard to read.",
    source="GOV.UK, Content design: writing for GOV.UK (25 words); for the others the words of the"
    " same sentences in translation.",
    examples=(
        (
            (
                "When you bring your bicycle to our shop we look at the brakes and the"
                " gears and the chain and the wheels, and then we call you to say what it"
                " will cost."
            ),
            (
                "When you bring your bicycle to our shop, we check the brakes, gears,"
                " chain and wheels. Then we call you to say what it will cost."
            ),
        ),
    ),
)
SCORE = Rule(
    id="reading-hard",
    summary="The page is hard to read",
    why="Many readers are tired, in a hurry, or reading in their second language.",
    fix="Use shorter sentences and shorter words.",
    severity=Severity.SUGGESTION,
    how="English: Flesch's reading ease, 206.835 - 1.015 x words per sentence - 84.6 x syllables"
    " per"
    " word. Spanish: Fernández Huerta's, 206.84 - 1.02 x words per sentence - 60 x syllables per"
    " word. Pages with a hundred words or more and a score below 50 are named. Syllables are"
    " counted by groups of vowels.",
    limits="The score only counts; it does not understand. Other languages have no score.",
    source="R. Flesch, A new readability yardstick, 1948: below 50 is “fairly difficult” to"
    " “difficult”. J. Fernández Huerta, Medidas sencillas de lecturabilidad, 1959.",
)
HARD = Rule(
    id="hard-words",
    summary="A plainer word is available",
    why="Everyone reads plain words faster.",
    fix="Use the plainer word from the message, where it means the same.",
    severity=Severity.SUGGESTION,
    how="Words from the word list of the page's language.",
    limits="Technical terms that are not on the list; words that the law requires.",
    source="plainlanguage.gov, Use simple words and phrases.",
    examples=(
        (
            "You can utilize any bicycle pump.",
            "You can use any bicycle pump.",
        ),
    ),
)
LATIN = Rule(
    id="latin-abbreviation",
    summary="A Latin abbreviation is used instead of plain words",
    why="Not everyone knows it, and some screen readers read “e.g.” as “egg”.",
    fix=(
        "Write “for example” instead of “e.g.”; the message names the words for each abbreviation."
    ),
    severity=Severity.SUGGESTION,
    how="Abbreviations from the word list of the page's language.",
    limits="Abbreviations written without full stops.",
    source="GOV.UK style guide, eg, etc and ie.",
    examples=(
        (
            "Bring a lock, e.g. a chain.",
            "Bring a lock, for example a chain.",
        ),
    ),
)
ABBREVIATION = Rule(
    id="abbreviation-unexpanded",
    summary="Abbreviations are never written out",
    why="People who do not know them cannot look them up on the page.",
    fix="Write each out the first time: “Office of Fair Trading (OFT)”.",
    criteria=("3.1.4",),
    severity=Severity.SUGGESTION,
    question="Does every reader know {text}, or is it explained on the page?",
    how="Two to six capitals in running text that are not in the list of well-known ones, are not"
    " beside brackets that explain them, in a list of terms or in an element with a title, and are"
    " not the first letters of words on the page. Reported once a page.",
    limits="Names; abbreviations that are written out elsewhere on the site.",
    source="WCAG 2.2, 3.1.4 (level AAA), techniques G97 and H28",
    messages={"cantTell": "Nothing on the page says what {text} means"},
    examples=(
        (
            "The OFT explains your rights.",
            "The Office of Fair Trading (OFT) explains your rights.",
        ),
    ),
)
RULES = (LONG, SCORE, HARD, LATIN, ABBREVIATION)

_SENTENCE_END = re.compile(r"[.!?؟…][\"”’»)\]]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\ufffc")
_ABBREVIATION = re.compile(r"(?<![\w/.@#&’'-])[A-Z]{2,6}(?=s?\b)(?![\w@-]|/\w|\.\w)")
_LONGEST = 40
"""More than the characters of the longest abbreviation whose full stop does not end a sentence."""
MIN_WORDS = 100
MIN_SCORE = 50.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the running text: its offsets and its number of words."""

    start: int
    end: int
    words: int


def run(page: SourcePage) -> Iterator[Problem]:
    """Make suggestions about the words of a page."""
    words = page.words
    if words is None:
        return
    if words.sentence_words:
        sentences = list(_sentences(page))
        yield from _long(page, sentences, words.sentence_words)
        yield from _score(page, sentences)
    seen = page.vocabulary
    near = [phrase for phrase in words.hard_words if phrase.split(" ", 1)[0] in seen]
    if near and (pattern := phrases(near)):
        yield from _listed(page, HARD, pattern, words.hard_words)
    if words.latin_pattern is not None:
        better = {key.casefold(): value for key, value in words.latin.items()}
        yield from _listed(page, LATIN, words.latin_pattern, better)
    yield from _abbreviations(page)


def _sentences(page: SourcePage) -> Iterator[Sentence]:
    assert page.words is not None
    for block in page.blocks:
        if block.kind != "paragraph":
            continue
        start = block.start
        for match in _SENTENCE_END.finditer(page.text, block.start, block.end):
            near = page.text[max(start, match.start() - _LONGEST) : match.start()]
            last = near.rsplit(None, 1)[-1:]
            if last and last[0].lstrip('(“"').casefold() in page.words.no_sentence_end:
                continue
            yield _sentence(page, start, match.start())
            start = match.end()
        if start < block.end:
            yield _sentence(page, start, block.end)


def _sentence(page: SourcePage, start: int, end: int) -> Sentence:
    return Sentence(start, end, len(_WORD.findall(page.text, start, end)))


def _long(page: SourcePage, sentences: list[Sentence], bound: int) -> Iterator[Problem]:
    long = sorted((s for s in sentences if s.words > bound), key=lambda s: -s.words)
    if long:
        first, rest = long[0], long[1:11]
        message = f"A sentence has {first.words} words; more than {bound} are hard to follow"
        if len(long) > 1:
            message += f" (and {len(long) - 1} more like it)"
        related: list[Span] = [page.span(sentence.start) for sentence in rest]
        yield page.problem(LONG, message, first.start, related=related)


def _score(page: SourcePage, sentences: list[Sentence]) -> Iterator[Problem]:
    value = score(page, sentences)
    if value is not None and value < MIN_SCORE:
        message = f"The page scores {max(value, 0):.0f} of 100 for reading ease; aim at 60 or more"
        yield page.problem(SCORE, message, sentences[0].start)


def score(page: SourcePage, sentences: list[Sentence] | None = None) -> float | None:
    """The reading ease of a page, 0 (hard) to 100 (easy); None without a formula or enough text."""
    formula = page.words.reading if page.words else None
    if formula is None:
        return None
    sentences = [s for s in (sentences or list(_sentences(page))) if s.words > 1]
    number = sum(sentence.words for sentence in sentences)
    if number < MIN_WORDS:
        return None
    text = " ".join(page.text[sentence.start : sentence.end] for sentence in sentences)
    syllables = len(formula.syllable.findall(text))
    if formula.silent:
        syllables -= len(formula.silent.findall(text))
    return (
        formula.base
        - formula.words * number / len(sentences)
        - formula.syllables * max(syllables, number) / number  # each word has one at least
    )


def _listed(
    page: SourcePage, rule: Rule, pattern: re.Pattern[str], better: dict[str, str]
) -> Iterator[Problem]:
    found: dict[str, list[int]] = {}
    for match in pattern.finditer(page.text):
        found.setdefault(" ".join(match[0].casefold().split()), []).append(match.start())
    if found:
        named = ", ".join(f"“{word}” ({better.get(word, '')})" for word in found)
        places = sorted(offset for offsets in found.values() for offset in offsets)
        message = f"Use plainer words for {named}"
        related = [page.span(offset) for offset in places[1:11]]
        yield page.problem(rule, message, places[0], related=related)


def _abbreviations(page: SourcePage) -> Iterator[Problem]:
    assert page.words is not None
    if not page.words.known_abbreviations:
        return
    found: dict[str, int] = {}
    text = page.text
    for match in _ABBREVIATION.finditer(text):
        word = match[0]
        if word in found or word in page.words.known_abbreviations:
            continue
        if page.block_at(match.start()).kind in ("heading", "header"):
            continue
        if text[match.start() - 1 : match.end() + 1] == f"[{word}]":
            continue  # a mark of another tool, such as [TOC]
        around = text[max(0, match.start() - 12) : match.end() + 12]
        if len(re.findall(r"[A-Z]{2,}", around)) > 2:
            continue  # a run of capitals is not a row of abbreviations
        found[word] = match.start()
    if not found:
        return
    expanded = _expanded(page, found.keys())
    found = {word: at for word, at in found.items() if word not in expanded}
    if found:
        places = list(found.values())
        message = f"Never written out on this page: {', '.join(found)}"
        related = [page.span(offset) for offset in places[1:11]]
        yield page.problem(ABBREVIATION, message, places[0], related=related)


_JOINING = in_any_language("abbreviations", "joining")


def _initials(text: str) -> tuple[str, str]:
    """The first letters of all words, with the small words and without them."""
    words = re.findall(r"[^\W\d_]+", text)
    longer = [word for word in words if len(word) > 1 and not word.isupper()]
    return (
        "".join(word[0] for word in longer).upper(),
        "".join(word[0] for word in longer if word.casefold() not in _JOINING).upper(),
    )


def _expanded(page: SourcePage, words: Set[str]) -> set[str]:
    """Those of some abbreviations that the page explains in one way or another."""
    text = page.text
    found = {match[match.lastindex or 0] for match in _IN_BRACKETS.finditer(text)} & words
    found |= {word for match in _BEFORE.finditer(text) for word in _endings(match[1]) & words}
    for letters in _initials(text):
        found |= _pieces(letters, words)
    for block in page.blocks:
        if block.kind == "term":
            found |= _pieces(text[block.start : block.end], words)
    return found


def _pieces(text: str, words: Set[str]) -> set[str]:
    """Those of ``words`` that are somewhere in ``text``."""
    sizes = range(_SHORTEST, _MOST + 1)
    pieces = (text[at : at + size] for size in sizes for at in range(len(text) - size + 1))
    return {piece for piece in pieces if piece in words}


def _endings(letters: str) -> set[str]:
    return {letters[-size:] for size in range(_SHORTEST, min(_MOST, len(letters)) + 1)}


_SHORTEST, _MOST = 2, 6
"""Letters of an abbreviation."""
_ARTICLES = "|".join(map(re.escape, sorted(in_any_language("abbreviations", "articles"))))
_IN_BRACKETS = re.compile(
    rf"\((?:([A-Z]{{2,6}})(?:s?\)|[,;])|(?:{_ARTICLES}) ([A-Z]{{2,6}})\)"
    r"|“([A-Z]{2,6})”\)|\"([A-Z]{2,6})\"\))"
)
_BEFORE = re.compile(r"([A-Z]{2,})s?(?= \()")


CHECK = SourceCheck(RULES, run, need_words=RULES)
