"""Paragraphs that should be several, and paragraphs that should be callouts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from curbcut.checks.source.check import Edit, SourceCheck
from curbcut.checks.source.lists import items_by_block, typed_lists, with_parts
from curbcut.checks.source.page import Block, Row, SourcePage
from curbcut.checks.source.thoughts import thoughts
from curbcut.model.finding import Problem, Rule, Severity
from curbcut.words import fold

TOGETHER = Rule(
    id="paragraph-run-together",
    summary="Several paragraphs are separated only by forced line breaks",
    why=(
        "To a screen reader it is one long run of text. Nobody can move from paragraph to"
        " paragraph, and there are no headings to jump by."
    ),
    fix=(
        "Put an empty line between the paragraphs, and give each section a heading. “curbcut"
        " lint --fix” adds the empty lines."
    ),
    fixable=True,
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    how=(
        "A paragraph with two or more forced line breaks (two spaces or a backslash at the end"
        " of a line), at least one of them between two lines that are whole sentences of eight"
        " words or more. Addresses, poems and signatures have shorter lines."
    ),
    limits="Paragraphs that run together without any line break.",
    source="Lines of eight words: our own limit, between an address and a sentence.",
    examples=(
        (
            (
                "We clean every bicycle before we give it back to you.  \n"
                "You can collect it on any day from nine to five.  \n"
                "Please bring the receipt that you got when you brought it."
            ),
            (
                "We clean every bicycle before we give it back to you.\n"
                "\n"
                "You can collect it on any day from nine to five.\n"
                "\n"
                "Please bring the receipt that you got when you brought it."
            ),
        ),
    ),
)
CALLOUT = Rule(
    id="note-as-paragraph",
    summary="A paragraph starts with “Note:” instead of being a note",
    why="A note that is marked up as one stands out for everyone, whatever they read it with.",
    fix="Put it between “::: note” and “:::”.",
    severity=Severity.SUGGESTION,
    how=(
        "A paragraph whose first word is “Note”, “Warning” or the like with a colon, from the"
        " word list of the language."
    ),
    limits="Notes that start with other words.",
    examples=(
        (
            "Note: the shop is closed on Sundays.",
            ("::: note\nThe shop is closed on Sundays.\n:::"),
        ),
    ),
)
RULES = (TOGETHER, CALLOUT)

_CALLOUT = re.compile(r"(\w+(?: \w+)?)\s?[:!]", re.U)


def run(page: SourcePage) -> Iterator[Problem]:
    """Report paragraphs that should be several, or callouts."""
    listed: dict[int, set[int]] | None = None
    for block in page.blocks:
        if block.kind != "paragraph":
            continue
        starts: list[Row] = []
        if block.token.content.count("  \n") + block.token.content.count("\\\n") >= 2:
            if listed is None:
                listed = defaultdict(set)
                for item in chain.from_iterable(typed_lists(page)):
                    listed[item.block.index].add(item.row)
            starts = thoughts(page.rows(block), listed.get(block.index, set()))
        if starts:
            lines = [page.span_of(row.line, row.column) for row in starts]
            named = ", ".join(str(span.line) for span in lines)
            message = f"{len(lines)} paragraphs run together in one (lines {named})"
            span = page.span_of(block.line, starts[0].column, block.last)
            yield Problem(TOGETHER.id, message, span=span, related=tuple(lines[1:]))
        yield from _note(page, block)


def _note(page: SourcePage, block: Block) -> Iterator[Problem]:
    if page.words is None or not page.words.callouts or block.parents[-1:] != ("paragraph_open",):
        return
    if any(kind not in ("paragraph_open",) for kind in block.parents):
        return
    match = _CALLOUT.match(page.text, block.start, min(block.end, block.start + 24))
    kind = page.words.callouts.get(fold(match[1])) if match else None
    if match and kind and match.end() < block.end:
        message = f"“{match[0]}” starts a paragraph that should be a note"
        yield page.problem(CALLOUT, message, block.start)


def fix_paragraphs(page: SourcePage, _titles: Mapping[str, str]) -> Iterator[Edit]:
    """Split paragraphs; those that contain a typed list are left to its fix."""
    listed = items_by_block(page)
    for at, block in enumerate(page.blocks):
        if block.kind != "paragraph" or at in listed:
            continue
        rows = page.rows(block)
        starts = {row.line for row in thoughts(rows, set())[1:]}
        if starts:
            lines = tuple(with_parts(page, rows, {}, starts))
            yield Edit(rows[0].line, rows[-1].line + 1, lines, TOGETHER, "parted the thoughts")


CHECK = SourceCheck(RULES, run, fixers=(fix_paragraphs,), need_words=(CALLOUT,))
