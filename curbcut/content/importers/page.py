"""One foreign page: its front matter and its text, up to where its links need the other pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from curbcut.content.importers.front_matter import Keys, keys_of, split
from curbcut.content.importers.html_page import read_html
from curbcut.content.importers.lines import (
    Line,
    Loss,
    fences_closed,
    is_code,
    level_boxes,
    lines_of,
    parser,
    text_of,
)
from curbcut.content.importers.markup.attributes import attributes
from curbcut.content.importers.markup.boxes import boxes
from curbcut.content.importers.markup.callouts import callouts, plain
from curbcut.content.importers.markup.includes import Find, includes
from curbcut.content.importers.markup.inline_html import inline, modules, regions, without_open_ends
from curbcut.content.importers.markup.symbols import symbols
from curbcut.content.importers.markup.templates import templates
from curbcut.content.importers.markup.typed_lists import typed_lists
from curbcut.content.importers.settings import Foreign
from curbcut.content.importers.tree import HTML

_HEADING = re.compile(r"([ ]{0,3})(#{1,6})([ \t].*)$")
_GIVEN = re.compile(r"[ \t]*\{#[^{}]*\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that is converted but for its links. ``html`` is what site.toml must allow."""

    source: str
    keys: Keys
    title: str
    lines: tuple[Line, ...]
    html: frozenset[str] = frozenset()


def convert(
    text: str, path: str, foreign: Foreign, find: Find, losses: list[Loss], named: str = ""
) -> Draft:
    """Convert a page.

    ``path`` is its path in the foreign tree, ``find`` reads other files of it, and ``named`` is
    what the navigation calls it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    data, numbers, body, first = split(text, path, losses)
    keys = keys_of(data, numbers)
    named = keys.label or named
    if path.lower().endswith(HTML):
        return _from_html(body, path, first, keys, losses, named)
    lines, html = convert_body(lines_of(body, path, first), keys.title, path, foreign, find, losses)
    title, lines = _title(lines, keys.title, named, path, foreign, losses)
    return Draft(path, keys, title, tuple(_tidy(lines)), frozenset(html))


def convert_body(
    lines: Sequence[Line],
    title: str,
    path: str,
    foreign: Foreign,
    find: Find,
    losses: list[Loss],
) -> tuple[list[Line], set[str]]:
    """The text of a page in Curbcut's Markdown, and the elements of HTML that it keeps."""
    html: set[str] = set()
    made = includes(without_open_ends(fences_closed(lines)), find, losses)
    made = callouts(made, losses)
    made = includes(made, find, losses)
    if foreign.dialect == "docusaurus" or path.endswith(".mdx"):
        made = modules(made, losses)
    made = templates(made, foreign.values, title, losses)
    made = regions(made, losses, html)
    made = boxes(made, losses)
    made = inline(made, losses, html)
    made = attributes(made, losses)
    made = symbols(made, losses, html)
    made = typed_lists(made)
    return level_boxes(made), html


def _from_html(
    body: str, path: str, first: int, keys: Keys, losses: list[Loss], named: str
) -> Draft:
    page = read_html(body, path, losses, first)
    lines = callouts([_placed(one, body, path, first) for one in page.body.split("\n")], [])
    if page.description:
        keys.values.setdefault("description", page.description)
    if page.language:
        keys.values.setdefault("lang", page.language)
    title = keys.title or page.title or named or _from_name(path, losses)
    lines = level_boxes(typed_lists(lines))
    return Draft(path, keys, title, tuple(_tidy(lines)), frozenset(page.html))


def _placed(text: str, html: str, path: str, first: int) -> Line:
    """A line of Markdown where the page of HTML has the first address that is on it."""
    match = re.search(r"\]\(<?([^)>\s]+)", text)
    at = html.find(match[1].replace("&", "&amp;")) if match else -1
    return Line(text, path, first + html.count("\n", 0, max(at, 0)))


def _from_name(path: str, losses: list[Loss]) -> str:
    name = posixpath.splitext(posixpath.basename(path))[0]
    if name.lower() in ("index", "_index", "readme"):
        name = posixpath.basename(posixpath.dirname(path)) or "home"
    title = re.sub(r"^\d{1,3}[-_. ]+(?=\D)", "", name).replace("-", " ").replace("_", " ").strip()
    title = title[:1].upper() + title[1:] or "Untitled"
    what = f"The page has no title; its file's name made “{title}”"
    losses.append(Loss("title", path, 1, what, "Write a better “title” at the top of the page."))
    return title


def _title(
    lines: list[Line],
    given: str,
    named: str,
    path: str,
    foreign: Foreign,
    losses: list[Loss],
) -> tuple[str, list[Line]]:
    """The title of a page, and its text without it; other top-level headings go down a level."""
    headings = _headings(lines)
    if headings and headings[0][2] == 1:
        start, end, _, words = headings[0]
        same = plain(words).casefold() == given.casefold()
        shown = foreign.dialect in ("mkdocs", "docusaurus")
        if not given or same or (shown and plain(words)):
            if given and not same:
                what = f"The title “{given}” differs from the page's heading, which is used"
                losses.append(Loss("title", path, lines[start].number, what))
            given = plain(words) or given
            lines = [*lines[:start], *lines[end:]]
            headings = _headings(lines)
    given = " ".join(given.split()) or named or _from_name(path, losses)
    if any(level == 1 for _, _, level, _ in headings):
        lines = _lowered(lines, headings, everything=headings[0][2] == 1)
    return given, lines


def _headings(lines: Sequence[Line]) -> list[tuple[int, int, int, str]]:
    """The headings on lines: first line, line behind, level, and words."""
    tokens = parser().parse(text_of(lines))
    found = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.map and token.level == 0:
            words = _GIVEN.sub("", tokens[at + 1].content)
            found.append((token.map[0], token.map[1], int(token.tag[1]), words))
    return found


def _lowered(
    lines: list[Line], headings: list[tuple[int, int, int, str]], *, everything: bool
) -> list[Line]:
    out = list(lines)
    gone: set[int] = set()
    for start, end, level, _ in headings:
        if level != 1 and not everything:
            continue
        match = _HEADING.match(out[start].text)
        if match:
            hashes = "#" * min(len(match[2]) + 1, 6)
            out[start] = out[start].says(f"{match[1]}{hashes}{match[3]}")
        else:  # underlined with = or -
            words = " ".join(line.text.strip() for line in out[start : end - 1])
            out[start] = out[start].says(f"{'#' * (level + 1)} {words}")
            gone.update(range(start + 1, end))
    return [line for at, line in enumerate(out) if at not in gone]


def _tidy(lines: Sequence[Line]) -> list[Line]:
    """The lines with at most one empty line in a row outside code, and none at either end."""
    code = is_code(lines)
    kept: list[Line] = []
    for line, coded in zip(lines, code, strict=True):
        empty = not coded and not line.text.strip()
        if empty and (not kept or not kept[-1].text.strip()):
            continue
        kept.append(line.says("") if empty else line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept
