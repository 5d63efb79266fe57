"""Markdown with a slip in it, so that it is shown as characters or swallows what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import HOLE, SourcePage
from curbcut.content.positions import place_of
from curbcut.model.finding import Problem, Rule, Severity

SLIP = Rule(
    id="markdown-not-recognised",
    summary="A slip keeps Markdown from being recognised",
    why="Readers see the symbols, and the heading, link or emphasis that was meant is missing.",
    fix="Write it as the message says, or mark it as code with backticks.",
    how=(
        "Looked for in the running text, outside of code: number signs joined to a heading’s words"
        " or followed by a no-break space, a space between the brackets of a link, a space in its"
        " address, a reference that is not defined, attributes whose bracket is never closed, a"
        " line of colons alone, and asterisks that emphasise nothing."
    ),
    limits="A single number sign before a word in small letters is a tag (#help), not a heading.",
    examples=(
        ("##Prices\n\nA chain is 20 euros.", "## Prices\n\nA chain is 20 euros."),
        (
            "Look at the [prices] (https://example.com/prices).",
            "Look at the [prices](https://example.com/prices).",
        ),
    ),
)
CONFLICT = Rule(
    id="merge-conflict",
    summary="The file has the marks of a merge conflict",
    why="Readers would see two versions of the text, one after the other.",
    fix="Keep one version, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.",
    how="Two lines or more that begin with seven < or > and a name, outside of code.",
    limits="A page that has only one such line left.",
    examples=(
        (
            "<<<<<<< HEAD\nOil it once a month.\n=======\nOil it twice a month.\n>>>>>>> draft",
            "Oil it twice a month.",
        ),
    ),
)
FENCE = Rule(
    id="code-unclosed",
    summary="A code block is never closed",
    why="Everything to the end of the page is shown as code, headings and links included.",
    fix="Write a line with the same backticks or tildes where the code ends.",
    how="A code block that goes on to the end of the page, list item or quotation.",
    limits="Where it was meant to end.",
    examples=(("```\nnpm start", "```\nnpm start\n```"),),
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
PLACEHOLDER = Rule(
    id="placeholder-text",
    summary="Text says that the page is not finished",
    why="Readers wonder whether they can rely on the rest.",
    fix="Write the text that belongs here, or set “draft: true” until it is there.",
    severity=Severity.WARNING,
    how="TODO, FIXME and TBD in capitals, and the Latin of dummy text (“lorem ipsum”).",
    limits="Other words for what is missing.",
    examples=(("TODO: how long does it take?", "It takes two days."),),
)
RULES = (SLIP, CONFLICT, FENCE, CELLS, PLACEHOLDER)


class _Slip(NamedTuple):
    pattern: re.Pattern[str]
    message: str
    fix: str
    start: bool = False


_SLIPS = (
    _Slip(
        re.compile(
            r"(?P<marks>#{1,6})(?P<gap>[\u00a0\u202f\u2007]?)(?P<text>[^\W\d_][^\n#]{0,80})"
        ),
        "“{marks}{text}” is not a heading: no plain space follows the number signs",
        "Write “{marks} {text}”, with a plain space.",
        start=True,
    ),
    _Slip(
        re.compile(r"\[(?P<text>[^\[\]\n]{1,80})\] \((?P<to>[^()\s]{1,200})\)"),
        "“{text}” is not a link: there is a space between its brackets",
        "Write [{text}]({to})",
    ),
    _Slip(
        re.compile(r"\[(?P<text>[^\[\]\n]{1,80})\]\((?P<to>[^()\n]{1,200}? [^()\n]{0,200}?)\)"),
        "“{text}” is not a link: its address has a space in it",
        "Write [{text}](<{to}>)",
    ),
    _Slip(
        re.compile(r"\[(?P<text>[^\[\]\n]{1,80})\]\[(?P<name>[^\[\]\n]{1,60})\]"),
        "“{text}” is not a link: nothing says where “{name}” leads",
        "Write the address behind it, [{text}](….md), or define “[{name}]: ….md” on a line of its"
        " own.",
    ),
    _Slip(
        re.compile(r"\{(?P<text>(?:#[\w-]+|\.[\w-]+|[a-z]+=)[^{}\n]{0,80})(?=\n|$)"),
        "“{{{text}” is shown to readers: its bracket is never closed",
        "Write “}}” at its end.",
    ),
    _Slip(
        re.compile(r":{3,}(?=\n|$)"),
        "A line of colons closes nothing and is shown to readers",
        "Remove it, or open a container above, such as “::: note”.",
        start=True,
    ),
    _Slip(
        re.compile(r"(?<![*\w\\])\*\*(?=\S)(?P<text>[^*\n]{1,60})|(?<=\S)\*\*(?![*\w])"),
        "Two asterisks emphasise nothing and are shown to readers",
        "Write two asterisks at both ends, joined to the words: **important**.",
    ),
)
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBD)\b|\blorem ipsum\b", re.IGNORECASE)
_CONFLICT = re.compile(r"^(?:<{7} \S|>{7} \S)", re.M)
_CLOSED = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*$")


def run(page: SourcePage) -> Iterator[Problem]:
    """Yield slips, lost cells, unclosed code and unfinished text."""
    conflict = _conflict(page)
    if conflict:
        # Whatever else is found is in text that is there twice.
        yield conflict
        return
    yield from _slips(page)
    yield from _blocks(page)
    for found in _UNFINISHED.finditer(page.text):
        if found[0].isupper() or found[0].lower() == "lorem ipsum":
            message = f"“{found[0]}” says that this is not finished"
            yield page.problem(PLACEHOLDER, message, *found.span())


def _conflict(page: SourcePage) -> Problem | None:
    code = {
        number
        for token in page.tokens
        if token.type in ("fence", "code_block") and token.map
        for number in range(*token.map)
    }
    marks = [
        number
        for number, line in enumerate(page.lines)
        if number not in code and _CONFLICT.match(line)
    ]
    if len(marks) < 2:
        return None
    last = page.span_of(marks[0], last=marks[-1])
    return Problem(CONFLICT.id, "Two versions of the text are here", span=last)


def _slips(page: SourcePage) -> Iterator[Problem]:
    starts = {block.start for block in page.blocks}
    for slip in _SLIPS:
        for found in slip.pattern.finditer(page.text):
            start, end = found.span()
            if slip.start and start not in starts:
                continue
            if HOLE in found[0] or page.within(page.links, start, end):
                continue
            # Template brackets are reported as such, and an escaped symbol is meant to be seen.
            if any(mark in found[0] for mark in ("{%", "{{")) or _is_escaped(page, start):
                continue
            parts = {name: (value or "").strip() for name, value in found.groupdict().items()}
            message = slip.message.format(**{k: v[:40] for k, v in parts.items()})
            span = page.span(start, end)
            yield Problem(SLIP.id, message, span=span, fix=slip.fix.format(**parts))


def _is_escaped(page: SourcePage, offset: int) -> bool:
    span = page.span(offset)
    line = page.lines[span.line - page.first_line]
    return "\\" in line[max(0, span.column - 2) : span.column]


def _blocks(page: SourcePage) -> Iterator[Problem]:
    header = 0
    for token in page.tokens:
        if token.type == "fence" and token.map and not _is_closed(page, token):
            yield Problem(
                FENCE.id, "The code block is never closed", span=page.span_of(token.map[0])
            )
        elif token.type == "thead_open" and token.map:
            header = _cells(page.lines[token.map[0]])
        elif token.type == "tr_open" and token.map and header:
            more = _cells(page.lines[token.map[0]]) - header
            if more > 0:
                what = "cell is" if more == 1 else "cells are"
                message = f"{more} {what} lost: the header of the table has {header}"
                line = place_of(token)[0]
                yield Problem(CELLS.id, message, span=page.span_of(line))


def _is_closed(page: SourcePage, token: Token) -> bool:
    assert token.map
    first, end = token.map
    if end - first < 2:
        return False
    closing = _CLOSED.match(page.lines[end - 1]) if end <= len(page.lines) else None
    return bool(closing and closing[1].startswith(token.markup))


def _cells(line: str) -> int:
    """How many cells a row has as it is written."""
    bare = re.sub(r"`[^`]*`|\\.", "", line).strip().strip(">").strip()
    return len(bare.removeprefix("|").removesuffix("|").split("|"))


CHECK = SourceCheck(RULES, run)
