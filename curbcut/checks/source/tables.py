"""Tables: header cells, and lines that look like a table and are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import HOLE, Block, SourcePage
from curbcut.content.positions import place_of
from curbcut.model.finding import Problem, Rule, Severity

NO_HEADER = Rule(
    id="table-header-empty",
    summary="A table's header row is empty",
    why="A screen reader cannot say which column a cell belongs to.",
    fix=(
        "Write in the first row what each column contains. If the columns have no common"
        " subject, use a list or paragraphs instead of the table."
    ),
    criteria=("1.3.1",),
    how="No cell of the header row has text, and the table has two or more columns.",
    limits="Header cells whose words do not match their column.",
    source="WCAG 2.2, technique H51.",
    examples=(
        (
            ("|       |       |\n| ----- | ----- |\n| Chain | £20   |\n| Bell  | £5    |"),
            ("| Part  | Price |\n| ----- | ----- |\n| Chain | £20   |\n| Bell  | £5    |"),
        ),
    ),
)
NO_CELL = Rule(
    id="table-header-cell-empty",
    summary="A column of a table has no header",
    why="A screen reader cannot say which column a cell belongs to.",
    fix="Write in the header cell what the column contains.",
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    how=(
        "A header cell without text, other than the first one, in a column that has text. The"
        " first one may be empty where the column has the names of the rows."
    ),
    limits="Header cells whose words do not match their column.",
    examples=(
        (
            ("| Part  |       |\n| ----- | ----- |\n| Chain | £20   |\n| Bell  | £5    |"),
            ("| Part  | Price |\n| ----- | ----- |\n| Chain | £20   |\n| Bell  | £5    |"),
        ),
    ),
)
TYPED = Rule(
    id="table-typed",
    summary="Text in rows and columns is not marked up as a table",
    why="People who use a screen reader hear one line after the other, bars and all, and cannot"
    " tell which column a cell is in.",
    fix="Write a table: a line of dashes below the header row (| --- | --- |) and an empty line"
    " above it. In a template, use <table> with <th> for the headers.",
    criteria=("1.3.1", "1.3.2"),
    question="Are these the rows and columns of a table, or columns of text made with spaces?",
    how="In Markdown: two or more lines in a row that begin and end with a bar and have the same"
    " number of bars. In the page: lines whose words are aligned with spaces or tabs, and boxes"
    " without a role in rows of three or more short cells, the first row in bold or the others with"
    " figures.",
    limits="Code and program output that is marked up as code is left out.",
    source="WCAG 2.2, 1.3.1 and 1.3.2; failures F33 and F34",
    messages={
        "failed": "{count} lines are set in columns with spaces (“{text}”)",
        "cantTell": "{count} lines are aligned with spaces as if they were columns (“{text}”)",
        "boxes": "{count} rows of boxes look like a table (“{text}”) and are not marked up as one",
    },
    examples=(
        (
            ("| Part | Price |\n| Chain | £20 |\n| Bell | £8 |"),
            ("| Part | Price |\n| --- | --- |\n| Chain | £20 |\n| Bell | £8 |"),
        ),
    ),
)
RULES = (NO_HEADER, NO_CELL, TYPED)


def run(page: SourcePage) -> Iterator[Problem]:
    """Report tables without headers, and typed ones."""
    for at, token in enumerate(page.tokens):
        if token.type == "table_open":
            yield from _table(page, at)
    for block in page.blocks:
        if block.kind == "paragraph" and block.token.content.count("|") > 3:
            yield from _typed(page, block)
        elif block.kind == "paragraph" and block.token.content.count("\t") > 1:
            yield from _tabbed(page, block)


def _table(page: SourcePage, at: int) -> Iterator[Problem]:
    headers: list[tuple[bool, int]] = []
    filled: set[int] = set()
    column = 0
    head = True
    for index in range(at, len(page.tokens)):
        token = page.tokens[index]
        if token.type == "table_close":
            break
        head = head and token.type != "thead_close"
        if token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            words = _has_words(page, index + 1)
            if head:
                headers.append((words, index))
            elif words:
                filled.add(column)
            column += 1
    line, _, place = place_of(page.tokens[at])
    if len(headers) > 1 and filled and not any(words for words, _ in headers):
        message = f"The header row of this table with {len(headers)} columns is empty"
        yield Problem(NO_HEADER.id, message, span=page.span_of(line, place))
        return
    for number, (words, index) in enumerate(headers):
        if not words and number > 0 and number in filled:
            line, _, place = place_of(page.tokens[index])
            message = f"Column {number + 1} of this table has no header"
            yield Problem(NO_CELL.id, message, span=page.span_of(line, place))


def _has_words(page: SourcePage, index: int) -> bool:
    children = page.tokens[index].children or ()
    return any(
        child.type in ("code_inline", "image", "html_inline")
        or (child.type == "text" and child.content.strip())
        for child in children
    )


def _typed(page: SourcePage, block: Block) -> Iterator[Problem]:
    rows = [
        row
        for row in page.rows(block)
        if _is_row(row.words) and HOLE not in row.words and row.words.count("|") > 2
    ]
    if len(rows) > 1 and len({row.words.count("|") for row in rows}) == 1:
        message = f"{len(rows)} lines with bars look like a table and are none"
        span = page.span_of(rows[0].line, rows[0].column, rows[-1].line)
        dashes = "| " + " | ".join(["---"] * (rows[0].words.count("|") - 1)) + " |"
        fix = f"Write “{dashes}” on a line of its own below the first row."
        yield Problem(TYPED.id, message, span=span, fix=fix)


def _tabbed(page: SourcePage, block: Block) -> Iterator[Problem]:
    """Rows pasted from a table of another program, with tabs between the cells."""
    rows = [row for row in page.rows(block) if re.search(r"\S\t+\S", row.words)]
    cells = [re.split(r"\t+", row.words.strip()) for row in rows]
    if len(rows) > 1 and len({len(row) for row in cells}) == 1:
        message = f"{len(rows)} lines have tabs between their words, like the rows of a table"
        span = page.span_of(rows[0].line, rows[0].column, rows[-1].line)
        first = f"| {' | '.join(cells[0])} |"
        dashes = "| " + " | ".join(["---"] * len(cells[0])) + " |"
        fix = f"Write “{first}”, below it “{dashes}”, and the other lines like the first."
        yield Problem(TYPED.id, message, span=span, fix=fix)


def _is_row(text: str) -> bool:
    """Whether a line begins and ends with a bar, and has words between."""
    return text[:1] == text[-1:] == "|" and bool(text[1:-1].strip())


CHECK = SourceCheck(RULES, run)
