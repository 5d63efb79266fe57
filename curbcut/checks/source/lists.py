"""Typed lists: lines that look like list items and are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from curbcut.checks.source.check import Edit, SourceCheck
from curbcut.checks.source.page import Block, Row, SourcePage
from curbcut.checks.source.thoughts import thoughts
from curbcut.model.finding import Problem, Rule, Severity
from curbcut.model.source import Span

TYPED = Rule(
    id="list-typed",
    summary="Lines look like a list and are not marked up as one",
    why="A screen reader says how many items a list has and lets people skip it. Here it reads"
    " loose lines, bullets and all.",
    fix="Put a space between the symbol and the words (“- item”), and an empty line above the first"
    " item. `lint --fix` does it. In a template, use <ul> or <ol> with <li>.",
    fixable=True,
    criteria=("1.3.1",),
    question="Do these lines make up a list? Then they must be marked up as one.",
    how="In Markdown: two or more lines or paragraphs in a row that start with the same symbol (-,"
    " *, +, •, – and the like) joined to a word, or with numbers that count up (“1)first”). In the"
    " page: lines or blocks in a row that begin with bullets, dashes or rising numbers or letters,"
    " typed, drawn as an image or by the style sheet; lines of one link each; lines that each"
    " explain a word in bold.",
    limits="Lists of one item, and lists that only their layout shows.",
    source="WCAG 2.2, 1.3.1; techniques H48 and H40, failure F2",
    messages={
        "failed": "{count} lines begin with “{marker}” and are not marked up as a list",
        "cantTell": "{count} lines that begin with “{marker}” are not marked up as a list",
        "links": "{count} links, one in each line, are not marked up as a list",
        "terms": "{count} lines explain a word in bold and are not marked up as a list of terms",
        "images": "{count} lines begin with the same small image and are not marked up as a list",
    },
    examples=(
        (
            ("•a chain\n•a bell\n•a lamp"),
            ("- a chain\n- a bell\n- a lamp"),
        ),
    ),
)
LETTERED = Rule(
    id="list-lettered",
    summary="A list is typed with letters or numbers in brackets",
    why=(
        "A screen reader reads it as plain text, without the number of items or the end of the"
        " list, and nobody can jump from item to item."
    ),
    fix=(
        "Write a numbered list (“1. First step”). If the text refers to the letters, name the"
        " items or give the sections headings."
    ),
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    how=(
        "Two or more consecutive lines or paragraphs that start with a), (a), (1) or (i),"
        " counting up."
    ),
    limits="Letters in the middle of a sentence.",
    source="WCAG 2.2, failure F2 and technique H48.",
    examples=(
        (
            ("a) Turn the bicycle over.\nb) Take the wheel off."),
            ("1. Turn the bicycle over.\n2. Take the wheel off."),
        ),
    ),
)
RULES = (TYPED, LETTERED)

_BULLET = re.compile(r"([•●▪◦‣·∙○■◆➢➤»\uf0a7\uf0b7\uf076\uf0d8]|&bull;|&middot;)\s*(?=\S)")
_SIGN = re.compile(r"([-+])(?=[^\W\d_]|[\"“'‘(\[]|\*\*\w)")
_STAR = re.compile(r"(\*)(?=[^\s*])(?!.*\*)")
_DASH = re.compile(r"([–—])\s*(?=[^\W\d_])")
_NUMBER = re.compile(r"(\d{1,2})([.)])(?=[^\W\d_])")
_LATE_NUMBER = re.compile(r"(\d{1,2})([.)])\s+(?=\S)")
_OPTION = re.compile(r"-[A-Za-z](?=[\s,=]|$)|-[A-Za-z]\w*=")
_LETTER = re.compile(r"(\(?)([a-z]|[ivx]{1,4}|\d{1,2})(\))\s*(?=\S)|()([a-z])([.])\s+(?=\S)")

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")


@dataclass(frozen=True, slots=True)
class Item:
    """A line that starts like a list item: its block, line and marker, and what comes after."""

    block: Block
    row: int
    written: Row
    kind: str
    number: int
    sign: str
    width: int


def run(page: SourcePage) -> Iterator[Problem]:
    """Report lists that are only typed."""
    for items in typed_lists(page):
        first, last = items[0], items[-1]
        message = f"{len(items)} lines start with “{first.sign}” like a list and are none"
        if first.kind == "number":
            message = f"{len(items)} lines are numbered like a list and are none"
        span = page.span_of(first.written.line, first.written.column, last.written.line)
        yield Problem(TYPED.id, message, span=span, related=_places(page, items), fix=_typed(items))
    for items in lettered_lists(page):
        first, last = items[0], items[-1]
        message = f"{len(items)} items are numbered by hand, from “{first.sign}” to “{last.sign}”"
        span = page.span_of(first.written.line, first.written.column, last.written.line)
        fix = f"{_typed(items)} If the text refers to “{first.sign}”, name the item instead."
        yield Problem(LETTERED.id, message, span=span, related=_places(page, items), fix=fix)


def _typed(items: Sequence[Item]) -> str:
    """What to type in the place of a list that is only typed."""
    first = items[0]
    words = first.written.words[first.width :].strip()
    mark = "1." if first.kind in ("number", "letter") else "-"
    more = "and the others likewise, with an empty line above the first"
    return f"Write “{mark} {words}”, {more}. `lint --fix` does it where it is certain."


def _places(page: SourcePage, items: Sequence[Item]) -> tuple[Span, ...]:
    return tuple(page.span_of(item.written.line, item.written.column) for item in items[1:])


def typed_lists(page: SourcePage) -> list[list[Item]]:
    """The runs of lines that are typed as a list, each with at least two items."""
    return [
        items
        for items in _runs(page, _typed_item)
        if not all(_OPTION.match(item.written.text) for item in items)
        and (items[0].kind != "—" or any(item.written.broken for item in items))
    ]


def lettered_lists(page: SourcePage) -> list[list[Item]]:
    """The runs of lines or paragraphs that are lettered by hand."""
    return list(_runs(page, _lettered_item))


def _runs(page: SourcePage, read: object) -> Iterator[list[Item]]:
    open_items: list[Item] = []
    before: Block | None = None
    for block in page.blocks:
        if block.kind != "paragraph":
            yield from _close(open_items)
            before = None
            continue
        rows = page.rows(block) if _candidate(block) else []
        if before is not None and (
            before.parents != block.parents
            or page.tokens[block.index - 2].type != "paragraph_close"
        ):
            yield from _close(open_items)
        before = block
        if not rows:
            yield from _close(open_items)
            continue
        forced = True
        for number, row in enumerate(rows):
            item = read(block, number, row, open_items)  # type: ignore[operator]
            if item is not None and (not open_items or _follows(open_items[-1], item)):
                open_items.append(item)
            elif item is not None:
                yield from _close(open_items)
                open_items.append(item)
            elif forced:  # a line that does not go on with the item before it
                yield from _close(open_items)
            forced = row.broken
    yield from _close(open_items)


def _close(items: list[Item]) -> Iterator[list[Item]]:
    if len(items) > 1 and (items[0].kind != "letter" or items[0].number == 1):
        yield list(items)
    items.clear()


_FIRST = frozenset(
    "-+*•●▪◦‣·∙○■◆➢➤»\uf0a7\uf0b7\uf076\uf0d8–—(0123456789abcdefghijklmnopqrstuvwxyz&"
)


def _candidate(block: Block) -> bool:
    content = block.token.content
    return bool(content) and (content[0] in _FIRST or "\n" in content)


def _typed_item(block: Block, number: int, row: Row, before: Sequence[Item]) -> Item | None:
    text = row.text
    if text[:1] not in _FIRST:
        return None
    for pattern in (_SIGN, _BULLET, _STAR, _DASH):
        if match := pattern.match(text):
            return Item(block, number, row, match[1], 0, match[1], match.end())
    if (match := _NUMBER.match(text)) or (number and (match := _LATE_NUMBER.match(text))):
        return Item(block, number, row, "number", int(match[1]), match[1] + match[2], match.end())
    return None


def _lettered_item(block: Block, number: int, row: Row, before: Sequence[Item]) -> Item | None:
    match = _LETTER.match(row.text) if row.text[:1] in _FIRST else None
    if match is None:
        return None
    opening, mark, closing = match[1] or "", match[2] or match[5], match[3] or match[6]
    if mark.isdigit() and not opening:
        return None  # “1)” with a space is a list, and “1)first” is the other rule's
    count = _count(mark, before)
    if count is None:
        return None
    return Item(block, number, row, "letter", count, f"{opening}{mark}{closing}", match.end())


def _count(mark: str, before: Sequence[Item]) -> int | None:
    """What number a mark stands for: “i” is the first Roman one, or what comes after “h”."""
    values = []
    if mark.isdigit():
        values.append(int(mark))
    if len(mark) == 1 and mark.isalpha():
        values.append(ord(mark) - ord("a") + 1)
    if mark in _ROMAN:
        values.append(_ROMAN.index(mark) + 1)
    if before:
        return next((value for value in values if value == before[-1].number + 1), values[0])
    return next((value for value in values if value == 1), None)


def _follows(one: Item, other: Item) -> bool:
    if one.kind != other.kind:
        return False
    return one.kind not in ("number", "letter") or other.number == one.number + 1


def fix_typed_lists(page: SourcePage, _titles: Mapping[str, str]) -> Iterator[Edit]:
    """Turn typed lists into real ones, and split the text around them into paragraphs."""
    for block, items in items_by_block(page).items():
        rows = page.rows(page.blocks[block])
        first = page.lines[rows[0].line][: rows[0].column - 1]
        if _beside_list(page, page.blocks[block]) or (0 in items and first.strip(" \t>")):
            continue
        starts = {row.line for row in thoughts(rows, set(items))[1:]}
        message = f"made {len(items)} lines a real list"
        if starts:
            message += " and parted the thoughts around it"
        lines = tuple(with_parts(page, rows, items, starts))
        yield Edit(rows[0].line, rows[-1].line + 1, lines, TYPED, message)


def items_by_block(page: SourcePage) -> dict[int, dict[int, Item]]:
    """The typed items, by the index of their block and the number of their row."""
    places = {block.index: at for at, block in enumerate(page.blocks)}
    items: dict[int, dict[int, Item]] = {}
    for run in typed_lists(page):
        for item in run:
            if item.block.kind == "paragraph":
                items.setdefault(places[item.block.index], {})[item.row] = item
    return dict(sorted(items.items()))


def _beside_list(page: SourcePage, block: Block) -> bool:
    around = [
        page.tokens[at].type
        for at in (block.index - 2, block.index + 2)
        if 0 <= at < len(page.tokens)
    ]
    return any(kind.endswith(("list_open", "list_close")) for kind in around)


def with_parts(
    page: SourcePage, rows: Sequence[Row], items: Mapping[int, Item], starts: set[int]
) -> list[str]:
    """A paragraph's lines with ``items`` as a list and new paragraphs at ``starts``."""
    written = [page.lines[row.line] for row in rows]
    base = re.sub(r"[^>\s]", " ", written[0][: rows[0].column - 1])
    out: list[str] = []
    inside = ""  # the indent of the list item that is open

    def part() -> None:
        if out:
            out[-1] = _unbroken(out[-1])
            out.append(base.rstrip())

    for number, row in enumerate(rows):
        item = items.get(number)
        before = rows[number - 1] if number else None
        if item is not None:
            if inside and out:
                out[-1] = _unbroken(out[-1])
            elif number:
                part()
            mark = f"{item.sign} " if item.kind == "number" else "- "
            inside = " " * len(mark)
            start = written[0][: rows[0].column - 1] if number == 0 else base
            out.append(start + mark + row.text[item.width :].rstrip("\n"))
        elif inside and before is not None and before.broken:
            part()
            inside = ""
            out.append(base + row.text)
        elif inside:
            out.append(base + inside + row.text)
        elif row.line in starts:
            part()
            out.append(base + row.text)
        else:
            out.append(written[number])
    out[-1] = _unbroken(out[-1])
    return out


def _unbroken(line: str) -> str:
    line = line.rstrip()
    return line[:-1].rstrip() if line.endswith("\\") and not line.endswith("\\\\") else line


CHECK = SourceCheck(RULES, run, fixers=(fix_typed_lists,))
