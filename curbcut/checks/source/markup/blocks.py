"""Blocks that are not what was meant: code, tables and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.markup.written import shortened
from curbcut.checks.source.page import SourcePage
from curbcut.content.positions import place_of
from curbcut.model.finding import Problem, Rule, Severity

FENCE = Rule(
    id="code-unclosed",
    summary="A code block is never closed",
    why="Everything to the end of the page is shown as code, headings and links included.",
    fix="Write a line with the same backticks or tildes where the code ends.",
    how="A code block that goes on to the end of the page, list item or quotation.",
    limits="Where it was meant to end.",
    examples=(("```\nnpm start", "```\nnpm start\n```"),),
)
INDENTED = Rule(
    id="code-by-indentation",
    summary="Text became a code block because it is indented",
    why="Four spaces at the start of a line make code of it: links in it do not work, Markdown is"
    " shown as characters, and a screen reader may read it letter by letter.",
    fix="Remove the spaces at the start of its lines. If it is code, put it between two lines of"
    " three backticks (```).",
    severity=Severity.WARNING,
    how="A code block made by indentation that begins with a capital letter or a list marker, has"
    " at least five words and none of the symbols of program code; or that has a link or bold words"
    " as Markdown writes them.",
    limits="Shorter text, and text with symbols such as = or ; in it.",
    source="The number of words is ours.",
    examples=(
        (
            "Oil the chain.\n\n    Wipe it with a dry cloth first.",
            "Oil the chain.\n\nWipe it with a dry cloth first.",
        ),
    ),
)
CELLS = Rule(
    id="table-cells-lost",
    summary="A row of a table has more cells than its header",
    why="What is in the further cells is not on the page.",
    fix="Add a column to the header row and to the line below it, or join the cells.",
    how="The bars in each row are counted as they are written, without those in code.",
    limits="Rows with fewer cells than the header; their last cells are empty.",
    examples=(
        (
            "| Part | Price |\n| --- | --- |\n| Chain | 20 | new |",
            "| Part | Price | State |\n| --- | --- | --- |\n| Chain | 20 | new |",
        ),
    ),
)
LEVEL = Rule(
    id="list-level-lost",
    summary="An indented list item is not inside the item above it",
    why="What belongs to one step becomes a list of its own or a step itself, and the numbers that"
    " follow may be wrong.",
    fix="Indent it as far as the words of the item above it: three spaces below “1. ”.",
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    how="A bullet list with one or two spaces before its markers directly below a numbered list"
    " that goes on after it; and an item of a numbered list that is indented by two spaces or more"
    " and whose number is 1.",
    limits="Bullets below bullets.",
    source="CommonMark 0.31.2, list items",
    examples=(
        (
            "1. Take the wheel off:\n  - open the lever\n  - pull\n2. Oil the chain",
            "1. Take the wheel off:\n   - open the lever\n   - pull\n2. Oil the chain",
        ),
    ),
)
RULES = (FENCE, INDENTED, CELLS, LEVEL)

_CLOSED = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*$")
_MARKDOWN = re.compile(r"\]\([^()\s]+\)|\*\*[^\s*][^*\n]*\*\*")
_CODE = re.compile(r"[{};=<>$|\\]|\w\(|^\s*[#/%]|--\w", re.M)
_PROSE = re.compile(r"\s*(?:[-*+•] |\d{1,2}[.)] )?[“\"‘'(¿¡]?[^\W\d_]")
_MARKER = re.compile(r"[ \t>]*?(?P<gap>[ \t]*)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])[ \t]+")
_BOXES = ("!!!", "???", "===", "..")


def run(page: SourcePage) -> Iterator[Problem]:
    """Yield code that takes in too much, lost cells, and list items that lost their level."""
    header = top = 0
    for at, token in enumerate(page.tokens):
        if token.map is None:
            continue
        if token.type == "fence" and not _is_closed(page, token):
            fix = f"Write {token.markup} on a line of its own where the code ends."
            span = page.span_of(token.map[0])
            yield Problem(FENCE.id, "The code block is never closed", span=span, fix=fix)
        elif token.type == "code_block" and _is_prose(token.content):
            if not _in_box(page, at):
                message = f"“{shortened(token.content)}” is shown as code"
                line, last, column = place_of(token)
                text = token.content.strip()
                what = f"“{text}”" if "\n" not in text and len(text) <= 80 else "the text"
                fix = (
                    f"Write {what} at the start of the line. If it is code, put it between two"
                    " lines of three backticks (```)."
                )
                yield Problem(INDENTED.id, message, span=page.span_of(line, column, last), fix=fix)
        elif token.type == "thead_open":
            top = token.map[0]
            header = _cells(page.lines[top])
        elif token.type == "tr_open" and header:
            more = _cells(page.lines[token.map[0]]) - header
            if more > 0:
                what = "cell is" if more == 1 else "cells are"
                message = f"{more} {what} lost: the header of the table has {header}"
                line = place_of(token)[0]
                row = page.lines[top].strip()
                fix = (
                    f"Write “{row.removesuffix('|').rstrip()} | … |” for the header row and one"
                    " more “--- |” below it, or join the cells."
                )
                yield Problem(CELLS.id, message, span=page.span_of(line), fix=fix)
    yield from _levels(page)


def _is_closed(page: SourcePage, token: Token) -> bool:
    assert token.map
    first, end = token.map
    if end - first < 2:
        return False
    closing = _CLOSED.match(page.lines[end - 1]) if end <= len(page.lines) else None
    return bool(closing and closing[1].startswith(token.markup))


def _is_prose(text: str) -> bool:
    if _MARKDOWN.search(text):
        return True
    words = re.findall(r"[^\W\d_]{2,}", text)
    start = _PROSE.match(text)
    if start is None or len(words) < 5 or _CODE.search(text):
        return False
    return start[0][-1].isupper() or start[0].strip()[0] in "-*+•0123456789"


def _in_box(page: SourcePage, at: int) -> bool:
    """Whether a box or a tab of another tool is above, which is reported as such."""
    for token in reversed(page.tokens[:at]):
        if token.type == "inline":
            return token.content.startswith(_BOXES)
    return False


def _cells(line: str) -> int:
    """How many cells a row has as it is written."""
    bare = re.sub(r"`[^`]*`|\\.", "", line).strip().strip(">").strip()
    return len(bare.removeprefix("|").removesuffix("|").split("|"))


@dataclass
class _List:
    """A list: the index of its first token, of the one behind its last, and its items."""

    start: int
    end: int = 0
    items: list[Token] = field(default_factory=list)


def _lists(page: SourcePage) -> Iterator[_List]:
    """The lists of a page, each when it ends."""
    opened: list[_List] = []
    for at, token in enumerate(page.tokens):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            opened.append(_List(at))
        elif token.type == "list_item_open":
            opened[-1].items.append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            ended = opened.pop()
            ended.end = at + 1
            yield ended


def _levels(page: SourcePage) -> Iterator[Problem]:
    """Items below a step that are indented, and not inside it."""
    behind = {one.start: one for one in _lists(page)}
    for numbered in behind.values():
        opening = page.tokens[numbered.start]
        top = _marker(page, numbered.items[0])
        if opening.type != "ordered_list_open" or top is None:
            continue
        for item in numbered.items[1:]:
            marker = _marker(page, item)
            if marker and marker["number"] == "1" and _indent(marker) >= _indent(top) + 2:
                yield _lost(page, item, marker, top)
        bullets = behind.get(numbered.end)
        rest = behind.get(bullets.end) if bullets else None
        if bullets is None or rest is None:
            continue
        marker = _marker(page, bullets.items[0])
        further = page.tokens[rest.start]
        number = int(opening.attrGet("start") or 1) + len(numbered.items)
        goes_on = further.type == opening.type and further.attrGet("start") == number
        if marker and goes_on and _indent(marker) > _indent(top):
            yield _lost(page, bullets.items[0], marker, top)


def _marker(page: SourcePage, item: Token) -> re.Match[str] | None:
    line = page.lines[item.map[0]] if item.map else ""
    return _MARKER.match(line)


def _indent(marker: re.Match[str]) -> int:
    return len(marker["gap"].expandtabs(4))


def _lost(page: SourcePage, item: Token, marker: re.Match[str], top: re.Match[str]) -> Problem:
    line = page.lines[place_of(item)[0]]
    words = shortened(line[marker.end() :])
    needed = _indent(top) + len(top[0].strip(" \t>")) + 1
    return Problem(
        LEVEL.id,
        f"“{words}” is not inside the item above it",
        span=page.span_of(place_of(item)[0], marker.start("mark") + 1),
        fix=f"Write {needed} spaces before “{marker['mark']}”, and as many before the items that"
        " follow it.",
    )


CHECK = SourceCheck(RULES, run)
