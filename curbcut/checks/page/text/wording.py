"""Words that not everybody understands: link text, sensory instructions, abbreviations.

The lists are those of the Markdown checks (curbcut/words); languages without lists are not checked.
The browser returns all text in one call, and it is judged here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState, fill, message_of
from curbcut.checks.page.text.reading import read, targets
from curbcut.checks.source.headings import VAGUE as VAGUE_HEADING
from curbcut.checks.source.links import VAGUE as VAGUE_LINK
from curbcut.checks.source.plain_language import ABBREVIATION
from curbcut.checks.source.sensory_characteristics import COLOUR, POSITION, SENSORY
from curbcut.checks.source.symbols import CAPITALS
from curbcut.model.finding import Outcome, Problem, Rule
from curbcut.words import Words, fold, in_any_language, pattern, words_for

MOST = 40
"""The most links of one page that are reported one by one, as in scripts; the rest is counted."""

_PLAINEST = in_any_language("links", "plainest")
_KINDS = in_any_language("links", "kinds")
_SMALL = in_any_language("links", "small")
_ARROWS = re.compile(r"[\s»›→>…⟩▸▶⇒+.]+$")
_NAMED = re.compile(rf"[“”\"«»‘]|{pattern('named')}", re.I)
_STANDS_FOR = pattern("stands_for")
_JOINING = "|".join(sorted(in_any_language("abbreviations", "joining")))
_CLAUSE = re.compile(r"[.!?؟;\n\ufffc]")
_FIELDS = re.compile(pattern("form_fields"), re.I)
_ABBREVIATION = re.compile(r"(?<![\w/.@#&’'-])[A-Z]{2,6}(?=s?\b)(?![\w@-]|/\w|\.\w)")
_CAPITALS = re.compile(r"(?<![\w.@/])[^\W\d_a-z]{2,}(?:[\s,;:!–-]+[^\W\d_a-z]+){5,}")
_WORD = re.compile(r"[^\W\d_]+")


def run(page: PageInState) -> Iterator[Problem]:
    """Yield words that exclude somebody."""
    found = read(page)
    yield from _links(page, found)
    yield from _headings(page, found)
    by_language: dict[str, list[dict[str, Any]]] = {}
    for block in found["blocks"]:
        if block["exposed"]:
            by_language.setdefault(block["lang"], []).append(block)
    for language, blocks in by_language.items():
        words = words_for(language) if language else None
        if words is not None:
            yield from _instructions(page, words, blocks)
            yield from _abbreviations(page, words, blocks, found)
    yield from _capitals(page, found["blocks"])


def _problem(
    page: PageInState,
    rule: Rule,
    number: int,
    data: dict[str, Any],
    key: str = "cantTell",
    outcome: Outcome = Outcome.CANT_TELL,
) -> Problem:
    target = targets(page, [number])[number]
    question = fill(rule.question, data) if outcome is Outcome.CANT_TELL else ""
    return Problem(rule.id, message_of(rule, key, data), target, outcome, question=question)


# --- links ------------------------------------------------------------------------------------


def _links(page: PageInState, found: dict[str, Any]) -> Iterator[Problem]:
    vague = []
    for link in found["links"]:
        words = words_for(link["lang"] or "en")
        if words is None:
            continue
        page.applied(VAGUE_LINK.id)
        plain = fold(_ARROWS.sub("", link["name"]))
        if plain in words.vague_links or plain in _KINDS:
            vague.append(link)
    if not vague:
        return
    more, vague = len(vague) - MOST, vague[:MOST]
    numbers = [link["el"] for link in vague]
    around = page.script("return checks.readingLinks(arguments[0])", numbers)
    there = targets(page, numbers)
    for link, near in zip(vague, around, strict=True):
        name = " ".join(link["name"].split())
        words = words_for(link["lang"] or "en")
        assert words is not None
        if len(_content(near["description"], words)) >= 2:
            continue
        alone = not _content(near["context"], words) and not near["headed"]
        plain = fold(_ARROWS.sub("", name))
        if plain in _KINDS and _content(near["context"], words):
            continue
        certain = alone and plain in _PLAINEST and not near["description"]
        outcome = Outcome.FAILED if certain else Outcome.CANT_TELL
        yield Problem(
            VAGUE_LINK.id,
            message_of(VAGUE_LINK, str(outcome), {"text": name}),
            there[link["el"]],
            outcome,
            question="" if certain else fill(VAGUE_LINK.question, {"text": name}),
        )
    if more > 0:
        message = f"{more} more links like these are on this page"
        yield Problem(
            VAGUE_LINK.id,
            message,
            None,
            Outcome.CANT_TELL,
            question="Do the texts around these links say where they lead?",
        )


def _content(text: str, words: Words) -> list[str]:
    """The words of a text that say something; the phrases of the list do not."""
    if fold(text) in words.vague_links:
        return []
    return [word for word in _WORD.findall(text.casefold()) if word not in _SMALL]


# --- headings ---------------------------------------------------------------------------------


def _headings(page: PageInState, found: dict[str, Any]) -> Iterator[Problem]:
    headings = found["headings"]
    for heading in headings:
        words = words_for(heading["lang"] or "en")
        if words is None:
            continue
        page.applied(VAGUE_HEADING.id)
        if fold(heading["text"]) in words.vague_headings:
            yield _problem(page, VAGUE_HEADING, heading["el"], {"text": heading["text"]})
    if len(headings) == 1 and words_for(headings[0]["lang"] or "en"):
        heading = headings[0]
        mine = _stems(heading["text"])
        rest = " ".join(block["text"] for block in found["blocks"] if not block["heading"])
        others = _stems(rest)
        if mine and len(others) >= 5 and not mine & (others | _stems(found["title"])):
            yield _problem(page, VAGUE_HEADING, heading["el"], {"text": heading["text"]}, "foreign")


def _stems(text: str) -> set[str]:
    return {
        word[: 4 if len(word) > 4 else 3]
        for word in _WORD.findall(text.casefold())
        if len(word) > 2 and word not in _SMALL
    }


# --- instructions -----------------------------------------------------------------------------


def _instructions(
    page: PageInState, words: Words, blocks: list[dict[str, Any]]
) -> Iterator[Problem]:
    if words.sensory is None:
        return
    # All text as one: a check is one search and not one for each block.
    starts, parts, length = [], [], 0
    for block in blocks:
        starts.append(length)
        parts.append(block["text"] + "\ufffc")
        length += len(block["text"]) + 1
    text = "".join(parts)
    page.applied(SENSORY.id)
    page.applied(POSITION.id)
    page.applied(COLOUR.id)
    vocabulary = set(_WORD.findall(text.casefold()))
    looks = not vocabulary.isdisjoint(words.looks)
    sides = not vocabulary.isdisjoint(words.sides)
    told: set[tuple[str, int]] = set()
    for rule, phrase, due in (
        (SENSORY, words.sensory, looks),
        (POSITION, words.position, sides),
        (COLOUR, words.colour_only, looks),
    ):
        for match in phrase.finditer(text) if phrase is not None and due else ():
            at = bisect_right(starts, match.start()) - 1
            block, offset = blocks[at], match.start() - starts[at]
            if "\ufffc" in match[0] or (rule is not COLOUR and _named(block, offset, match[0])):
                continue
            if rule is COLOUR and _FIELDS.search(block["text"]):
                continue
            kind = "colour" if rule is COLOUR else "instruction"
            if (kind, block["el"]) in told:
                continue
            told.add((kind, block["el"]))
            data = {"text": " ".join(match[0].split())}
            yield _problem(page, rule, block["el"], data)


def _named(block: dict[str, Any], start: int, phrase: str) -> bool:
    """Whether what is meant has a name too, in the same clause."""
    text = block["text"]
    end = start + len(phrase)
    stop = _CLAUSE.search(text, end)
    last = min(stop.start() + 1 if stop else len(text), end + 60)
    if _NAMED.search(text[start:last]) or "\ufffc" in text[end:last]:
        return True
    return any(begin < last and start < until for begin, until in block["named"])


# --- abbreviations and capitals -----------------------------------------------------------------


def _abbreviations(
    page: PageInState, words: Words, blocks: list[dict[str, Any]], found: dict[str, Any]
) -> Iterator[Problem]:
    if not words.known_abbreviations:
        return
    explained = {entry["text"].strip(".") for entry in found["abbreviations"] if entry["title"]}
    whole = "\n".join(block["text"] for block in found["blocks"])
    unknown: dict[str, int] = {}
    for block in blocks:
        text = block["text"]
        if block["heading"] or block["link"] or sum(map(str.isupper, text)) > len(text) / 3:
            continue
        for match in _ABBREVIATION.finditer(text):
            short = match[0]
            page.applied(ABBREVIATION.id)
            if short in words.known_abbreviations or short in explained or short in unknown:
                continue
            if not _explained(short, whole):
                unknown[short] = block["el"]
    if unknown:
        shown = ", ".join(f"“{short}”" for short in list(unknown)[:6])
        yield _problem(page, ABBREVIATION, next(iter(unknown.values())), {"text": shown})


def _explained(short: str, text: str) -> bool:
    if re.search(rf"\w\s*[(\[]\s*“?{short}s?\b|\b{short}s?\b”?\s*[(\[][^)\]]*\w{{3}}", text):
        return True
    if re.search(rf"(?:^|\n)\s*{short}s?\s*(?:[:–—=-]|\n)|\b{short}\s+(?i:{_STANDS_FOR})", text):
        return True
    initials = rf"\s+(?:(?:{_JOINING})\s+)*".join(rf"{letter}[\w’'-]*" for letter in short)
    return re.search(rf"\b{initials}", text, re.I) is not None


def _capitals(page: PageInState, blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    shouted = []
    for block in blocks:
        if not block["exposed"] or block["link"]:
            continue
        for match in _CAPITALS.finditer(block["text"]):
            page.applied(CAPITALS.id)
            found = _WORD.findall(match[0])
            capital = [word for word in found if word == word.upper() != word.lower()]
            if len(capital) == len(found) and sum(len(word) >= 4 for word in capital) >= 3:
                shouted.append((block["el"], " ".join(found)))
                break
    if shouted:
        number, text = shouted[0]
        yield _problem(page, CAPITALS, number, {"count": len(shouted), "text": text})


# Words are the same in every state.
CHECK = Check(
    rules=(VAGUE_LINK, VAGUE_HEADING, SENSORY, POSITION, COLOUR, ABBREVIATION, CAPITALS),
    states=(states.LIGHT,),
    run=run,
)
