"""Tables: header cells with their scope, captions, and a box that may scroll.

    Table: Opening hours

    |            | Monday | Tuesday | | ---------- | ------ | ------- | | **London** | 9 to 5 | 9 to
    5  |

A paragraph before a table that begins with “Table:” is its caption. The first cells of the rows are
row headers if they are all in bold, or if the first header cell is empty.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.content.extensions.headings import plain_text
from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()

WIDE = 5
"""Tables of at least this many columns scroll instead of breaking words. Two lists around a table,
which take up space, count as one column."""
_BREAKS = ((14, ""), (24, "table--long"), (44, "table--longer"))
"""The most letters in the longest words of all header cells together, counting two for the space
around each, and the class of the box in which no word breaks: at any width, from 16 rem (a screen
of 320 pixels, less its margins), from 36 rem. With more letters, words may break at any width."""
_CAPTION = re.compile(r"Table:\s+(?=\S)")


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.enable("table")
    md.core.ruler.push("curbcut_tables", _dress)


def _dress(state: StateCore) -> None:
    tokens: list[Token] = []
    number = 0
    table: list[Token] | None = None
    for token in state.tokens:
        if token.type == "table_open":
            table = []
        if table is None:
            tokens.append(token)
            continue
        table.append(token)
        if token.type == "table_close":
            _name_rows(table)
            caption = _take_caption(tokens)
            number += 1 if caption else 0
            words = str(state.env.get("strings", {}).get("table_wide", "Wide table"))
            tokens += _boxed(table, caption, f"caption-{number}", words)
            table = None
    state.tokens = tokens


def _take_caption(before: list[Token]) -> list[Token]:
    """The paragraph that ``before`` ends with, as a caption, where it is one."""
    if len(before) < 3 or before[-1].type != "paragraph_close":
        return []
    opening, inline, closing = before[-3:]
    children = inline.children or []
    mark = _CAPTION.match(inline.content)
    if mark is None or not children or not children[0].content.startswith("Table:"):
        return []
    del before[-3:]
    children[0].content = children[0].content.removeprefix("Table:").lstrip()
    for token in (opening, closing):
        token.type = token.type.replace("paragraph", "caption")
        token.tag, token.hidden = "caption", False
    return [opening, inline, closing]


def _boxed(table: list[Token], caption: list[Token], name: str, words: str) -> list[Token]:
    """The table in its box.

    A wide one may scroll, so the keyboard reaches its box, by its caption or else by ``words``. A
    narrow one cannot need to: where the words of its header cells are long, they may break.
    """
    opening = table[0]
    box = Token("table_box_open", "div", 1, map=opening.map, block=True, meta=opening.meta)
    box.attrSet("class", "table")
    wide = _columns(table) + opening.level // 4 >= WIDE
    if wide and caption:
        caption[0].attrSet("id", name)
        box.attrs |= {"role": "region", "aria-labelledby": name, "tabindex": "0"}
    elif wide:
        # A group and no region: several may have the same name, and none is a landmark.
        box.attrs |= {"role": "group", "aria-label": words, "tabindex": "0"}
    else:
        letters = _letters(table)
        kind = next((kind for most, kind in _BREAKS if letters <= most), "table--longest")
        box.attrSet("class", f"table {kind}".strip())
    return [box, opening, *caption, *table[1:], Token("table_box_close", "div", -1, block=True)]


def _letters(table: Sequence[Token]) -> int:
    """The letters of the longest words in the header cells of all columns, and two for each.

    Capitals are half as wide again.
    """
    longest: dict[int, int] = {}
    column = 0
    for cell, inline in itertools.pairwise(table):
        if cell.type == "tr_open":
            column = 0
        elif cell.type in ("th_open", "td_open"):
            words = plain_text(inline).split() if cell.type == "th_open" else ()
            widths = (len(word) + sum(map(str.isupper, word)) // 2 for word in words)
            longest[column] = max(longest.get(column, 0), *widths, 0)
            column += 1
    return sum(longest.values()) + 2 * len(longest)


def _columns(table: Sequence[Token]) -> int:
    end = next((at for at, token in enumerate(table) if token.type == "tr_close"), 0)
    return sum(token.nesting == 1 and token.type in ("th_open", "td_open") for token in table[:end])


def _name_rows(table: Sequence[Token]) -> None:
    """Say of each header cell what it heads."""
    first: list[int] = []
    for at, token in enumerate(table):
        if token.type in ("th_open", "td_open"):
            _without_style(token)
            if token.type == "th_open":
                token.attrs = {"scope": "col", **token.attrs}
            if table[at - 1].type == "tr_open":
                first.append(at)
    head, rows = first[0], first[1:]
    unnamed = not table[head + 1].content.strip() and _columns(table) > 1
    bold = bool(rows) and _columns(table) > 1 and all(_bold(table[at + 1]) for at in rows)
    if unnamed and rows:
        _become(table[head], table[head + 2], "td")
        table[head].attrs.pop("scope", None)
    for at in rows:
        if bold:
            table[at + 1].children = _inside_bold(table[at + 1])
        if bold or (unnamed and table[at + 1].content.strip()):
            _become(table[at], table[at + 2], "th")
            table[at].attrs = {"scope": "row", **table[at].attrs}


def _become(opening: Token, closing: Token, tag: str) -> None:
    for token, end in ((opening, "open"), (closing, "close")):
        token.tag, token.type = tag, f"{tag}_{end}"


def _bold(cell: Token) -> bool:
    """Whether all of a cell is in bold."""
    inside = _filled(cell)
    return (
        len(inside) > 2
        and inside[0].type == "strong_open"
        and inside[-1].type == "strong_close"
        and all(token.level > inside[0].level for token in inside[1:-1])
    )


def _inside_bold(cell: Token) -> list[Token]:
    """What is between the asterisks, which a header cell no longer needs."""
    return _filled(cell)[1:-1]


def _filled(cell: Token) -> list[Token]:
    return [t for t in cell.children or () if t.type != "text" or t.content.strip()]


def _without_style(token: Token) -> None:
    """Alignment as a class: the site's policy allows no style attribute."""
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrJoin("class", style.replace("text-align:", "align-"))
