"""Instructions that depend on colour, shape or position alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import HOLE, SourcePage
from curbcut.model.finding import Problem, Rule, Severity

NEEDS_WORDS = True

SENSORY = Rule(
    id="sensory-instruction",
    summary="An instruction names a control by its colour, shape or size alone",
    why="People who cannot see it cannot tell which control is meant, and no screen reader says"
    " “green” or “round”.",
    fix="Name the control by its text: “Press **Save**”. You can add the colour.",
    criteria=("1.3.3",),
    severity=Severity.WARNING,
    question="Can what “{text}” names be found without seeing its colour, shape or size?",
    how="A verb such as “press”, a colour, a shape or a size, and a kind of control, from the lists"
    " of the language, with no name in quotes, bold type, a link or code near them.",
    limits="Instructions without a verb from the list, and names in plain type; languages without"
    " lists.",
    source="WCAG 2.2, failure F14; Understanding 1.3.3",
    messages={"cantTell": "“{text}” names something by how it looks"},
    examples=(
        (
            "To send your order, press the green button.",
            "To send your order, press the green button **Send order**.",
        ),
    ),
)
POSITION = Rule(
    id="position-instruction",
    summary="An instruction names a control by its position",
    why="People who cannot see the page, or see it in one narrow column, do not know what is on the"
    " right.",
    fix="Name the control by its text: “Press **Save**”. You can add the position.",
    criteria=("1.3.3",),
    severity=Severity.WARNING,
    question="Can what “{text}” names be found without knowing where it is on the screen?",
    how="A verb such as “press”, a kind of control, and a position such as “on the right”, from the"
    " lists of the language, with no name in quotes, bold type, a link or code near them.",
    limits="“Above” and “below” are positions in the reading order and right; languages without"
    " lists.",
    source="WCAG 2.2, failure F14; Understanding 1.3.3",
    messages={"cantTell": "“{text}” names something by where it is"},
    examples=(
        (
            "Press the button on the right.",
            "Press the **Save** button on the right.",
        ),
    ),
)
COLOUR = Rule(
    id="colour-only",
    summary="The text tells something by a colour",
    why="People who cannot see the colour, or not well, cannot tell which ones are meant.",
    fix="Say it in words or with a symbol as well: “marked in red and with an asterisk”.",
    criteria=("1.4.1",),
    severity=Severity.WARNING,
    question="Does something besides the colour tell what “{text}” is about?",
    how="Words such as “marked in red”, from the lists of the language. Sentences about the fields"
    " of a form have a rule of their own.",
    limits="Whether the colour is the only means, which is why it is a question.",
    source="WCAG 2.2, failures F14 and F81",
    messages={"cantTell": "“{text}” tells something by a colour"},
    examples=(
        (
            "Parts that are sold out are marked in red.",
            "Parts that are sold out are marked in red and with an asterisk.",
        ),
    ),
)
RULES = (SENSORY, POSITION, COLOUR)

_NAMED = re.compile(
    r"[“”\"«»‘]|\b(?:labell?ed|named|called|marked|that says|which says|reading|titled)\b", re.I
)
_CLAUSE = re.compile(r"[.!?؟;\n]")


def run(page: SourcePage) -> Iterator[Problem]:
    """Report instructions that depend on the senses alone."""
    words = page.words
    if words is None:
        return
    seen = page.vocabulary
    if words.sensory and not seen.isdisjoint(words.looks):
        for match in words.sensory.finditer(page.text):
            if not _named(page, match):
                message = f"“{_plain(match[0])}” names a control by how it looks"
                yield page.problem(SENSORY, message, match.start())
    if words.position and not seen.isdisjoint(words.sides):
        for match in words.position.finditer(page.text):
            if not _named(page, match):
                text = _plain(match[0])
                message = f"“{text}” names a control by where it is"
                yield page.question(POSITION, message, match.start(), text)
    if words.colour_only and not seen.isdisjoint(words.looks):
        for match in words.colour_only.finditer(page.text):
            text = _plain(match[0])
            message = f"“{text}” tells something by a colour"
            yield page.question(COLOUR, message, match.start(), text)


def _named(page: SourcePage, match: re.Match[str]) -> bool:
    """Whether the control has a name too, in the same sentence."""
    last = min(match.end() + 60, len(page.text))
    stop = _CLAUSE.search(page.text, match.end(), last)
    end = stop.start() if stop else last
    near = page.text[match.start() : end]
    if HOLE in near or _NAMED.search(near):
        return True
    return page.within(page.strong, match.start(), end) or page.within(
        page.links, match.start(), end
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


CHECK = SourceCheck(RULES, run, need_words=RULES)
