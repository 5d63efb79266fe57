"""Fixes in the Markdown what can be fixed without asking: ``lint --fix``.

Fixes are made in rounds until there is nothing left to do, so that a second run changes
nothing. After each round the page is read again, and a fix that would change what a reader hears,
other than telling them more of the structure, is taken back.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from curbcut import files
from curbcut.checks.source import headings, links, lists, paragraphs
from curbcut.checks.source.page import Block, Row, SourcePage, lay_out
from curbcut.content.extensions.headings import slugify
from curbcut.content.markdown import parse_page
from curbcut.content.positions import place_of
from curbcut.content.sources.discover import decode_page
from curbcut.html.marks import unmark
from curbcut.html.tokens import EndTag, StartTag, Text, tokens
from curbcut.model.finding import CurbcutError
from curbcut.model.source import SourceFile

MAX_ROUNDS = 12
_ENDING = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
"""A line with its end; str.splitlines would end one at U+0085 and the like as well."""
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Fix:
    """What was fixed: in which line of the file as it was in that round, and by which rule."""

    path: str
    line: int
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with all of its fixes. ``before`` and ``after`` are its bytes."""

    path: str
    before: bytes
    after: bytes
    fixes: tuple[Fix, ...]

    def diff(self) -> str:
        """What was changed, as a unified diff."""
        old, new = (
            _LINE.findall(_ENDING.sub("\n", data.decode("utf-8-sig")))
            for data in (self.before, self.after)
        )
        lines = difflib.unified_diff(old, new, self.path, self.path, "before", "after")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines ``start`` to ``end`` (from 0, in the body) become ``lines``."""

    start: int
    end: int
    lines: tuple[str, ...]
    rule: str
    message: str
    retells: bool = False


def fix_page(
    raw: bytes, path: str, language: str, titles: Mapping[str, str] | None = None
) -> Fixed:
    """Fix one page.

    Line ends, a byte order mark and all lines that need nothing stay as they are, to the byte.
    ``titles`` gives the titles of pages by their full addresses.
    """
    fixes: list[Fix] = []
    refused: set[tuple[str, tuple[str, ...]]] = set()
    current = raw
    for _ in range(MAX_ROUNDS):
        source, _problem = decode_page(current, path)
        page = _read(source, language) if source else None
        if source is None or page is None:
            break
        edits = [
            edit
            for edit in _apart(_edits(page, titles or {}))
            if (edit.rule, edit.lines) not in refused
        ]
        plain = [edit for edit in edits if not edit.retells]
        edits = plain or edits
        if not edits:
            break
        heard = _heard(page)
        retold = any(edit.retells for edit in edits)
        kept = edits
        changed = _apply(current, source, page, edits)
        if not retold and not _good(changed, path, language, heard):
            kept = []
            for edit in edits:
                if _good(_apply(current, source, page, [edit]), path, language, heard):
                    kept.append(edit)
                else:
                    refused.add((edit.rule, edit.lines))
            changed = _apply(current, source, page, kept)
            if not kept or not _good(changed, path, language, heard):
                break
        first = page.first_line
        fixes += (Fix(path, edit.start + first, edit.rule, edit.message) for edit in kept)
        if changed == current:
            break
        current = changed
    return Fixed(path, raw, current, tuple(fixes) if current != raw else ())


def write(file: Path, fixed: Fixed, root: Path) -> None:
    """Put a fixed page in its place.

    Raises:
        CurbcutError: when the file lies outside of ``root``, was changed meanwhile or cannot be
            written.
    """

    def change(found: bytes | None) -> bytes:
        if found != fixed.before:
            raise CurbcutError(
                f"“{file}” was changed meanwhile and is left alone.", "Run it again."
            )
        return fixed.after

    files.edit(file, root, change)


def _read(source: SourceFile, language: str) -> SourcePage | None:
    tokens: list[Token] = []
    page, _ = parse_page(source, keep=tokens)
    return lay_out(page, tokens, page.meta.lang or language) if tokens else None


def _apart(edits: Iterator[_Edit]) -> list[_Edit]:
    """Edits that touch no line twice, in their order; the others get their turn next round."""
    found: list[_Edit] = []
    taken: set[int] = set()
    for edit in edits:
        lines = set(range(edit.start, edit.end))
        if taken.isdisjoint(lines):
            taken |= lines
            found.append(edit)
    return sorted(found, key=lambda edit: edit.start)


def _apply(raw: bytes, source: SourceFile, page: SourcePage, edits: Sequence[_Edit]) -> bytes:
    text = raw.decode("utf-8")
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    lines = _ENDING.split(text)
    endings = [*_ENDING.findall(text), ""]
    seen = source.text.split("\n")
    offset = page.first_line - 1
    usual = max(endings, key=endings.count) or "\n"
    for edit in sorted(edits, key=lambda edit: -edit.start):
        start, end = edit.start + offset, edit.end + offset
        if end > len(lines) or lines[start:end] != seen[start:end]:
            continue  # the file has characters there that are not shown as they are
        last = endings[end - 1]
        lines[start:end] = edit.lines
        endings[start:end] = [*([endings[start] or usual] * (len(edit.lines) - 1)), last]
    joined = "".join(line + ending for line, ending in zip(lines, endings, strict=True))
    return (bom + joined).encode("utf-8")


def _edits(page: SourcePage, titles: Mapping[str, str]) -> Iterator[_Edit]:
    yield from _blocks(page)
    yield from _bold(page)
    yield from _levels(page)
    yield from _addresses(page, titles)


def _blocks(page: SourcePage) -> Iterator[_Edit]:
    """Real lists of typed ones, and paragraphs of thoughts that run together."""
    items: dict[int, dict[int, lists.Item]] = {}
    for run in lists.typed_lists(page):
        for item in run:
            items.setdefault(item.block.index, {})[item.row] = item
    for block in page.blocks:
        if block.kind != "paragraph":
            continue
        here = items.get(block.index, {})
        if here and _beside_list(page, block):
            continue
        rows = page.rows(block)
        starts = {row.line for row in paragraphs.thoughts(rows, set(here))[1:]}
        if not here and not starts:
            continue
        first = page.lines[rows[0].line][: rows[0].column - 1]
        if 0 in here and first.strip(" \t>"):
            continue
        lines = tuple(_rebuilt(page, rows, here, starts))
        rule = lists.TYPED.id if here else paragraphs.TOGETHER.id
        message = f"made {len(here)} lines a real list" if here else "parted the thoughts"
        if here and starts:
            message += " and parted the thoughts around it"
        yield _Edit(rows[0].line, rows[-1].line + 1, lines, rule, message)


def _beside_list(page: SourcePage, block: Block) -> bool:
    around = [
        page.tokens[at].type
        for at in (block.index - 2, block.index + 2)
        if 0 <= at < len(page.tokens)
    ]
    return any(kind.endswith(("list_open", "list_close")) for kind in around)


def _rebuilt(
    page: SourcePage, rows: Sequence[Row], items: Mapping[int, lists.Item], starts: set[int]
) -> list[str]:
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


def _bold(page: SourcePage) -> Iterator[_Edit]:
    """Real headings of bold lines, where nothing else can be meant."""
    for block in headings.bold_lines(page):
        line = page.lines[block.line]
        match = re.fullmatch(r"\s{0,3}(\*\*|__)(?!\s)((?:(?!\1).)+?)\1\s*", line)
        above = [other for other in page.blocks if other.start < block.start]
        if not match or not above or re.search(r"[:?\d{}#<]", match[2]):
            continue
        if len(match[2].split()) > 8:
            continue
        level = next((other.level for other in reversed(above) if other.kind == "heading"), 1)
        if level >= 6 or headings_id(match[2]) in page.parsed.anchors:
            continue  # another heading's anchor would change
        text = f"{'#' * (level + 1)} {match[2].strip()}"
        message = f"made the bold line “{match[2].strip()}” a level {level + 1} heading"
        yield _Edit(block.line, block.line + 1, (text,), headings.BOLD.id, message)


def headings_id(written: str) -> str:
    """The anchor that a heading with these words would take."""
    return slugify(re.sub(r"\]\([^)]*\)|[*_`\[\]]", "", written))


def _levels(page: SourcePage) -> Iterator[_Edit]:
    """Headings without jumps; what was below a heading stays below it."""
    open_levels = [(0, 1)]
    for block in page.blocks:
        if block.kind != "heading":
            continue
        if block.parents != ("heading_open",):
            continue  # a heading in a list or a quote has an outline of its own
        while open_levels[-1][0] >= block.level:
            open_levels.pop()
        level = min(6, open_levels[-1][1] + 1)
        open_levels.append((block.level, level))
        if level == block.level:
            continue
        line = page.lines[block.line]
        message = f"made a level {block.level} heading level {level}"
        match = re.match(r"(\s{0,3})#{1,6}(?=\s)", line)
        if match:
            text = f"{match[1]}{'#' * level}{line[match.end() :]}"
            yield _Edit(block.line, block.line + 1, (text,), headings.SKIPPED.id, message)
        elif place_of(page.tokens[block.index - 1])[1] == block.line + 1:  # underlined
            text = f"{'#' * level} {line.strip()}"
            yield _Edit(block.line, block.line + 2, (text,), headings.SKIPPED.id, message)


def _addresses(page: SourcePage, titles: Mapping[str, str]) -> Iterator[_Edit]:
    """Links of addresses, with the title of the page where that is known."""
    found: dict[int, list[tuple[int, str, bool]]] = {}
    for offset, address in links.bare_addresses(page):
        span = page.span(offset)
        found.setdefault(span.line - page.first_line, []).append((span.column - 1, address, False))
    for link in page.links:
        address = links.words_of(page, link)
        if address in titles:
            span = page.span(link.start)
            at = (span.column - 2, address, True)
            found.setdefault(span.line - page.first_line, []).append(at)
    for number, places in found.items():
        line = page.lines[number]
        messages = []
        retells = False
        for column, address, linked in sorted(places, reverse=True):
            old = f"<{address}>" if linked else address
            if line[column : column + len(old)] != old or page.lines[number].count("`") > 1:
                continue
            title = titles.get(address)
            new = f"[{_escaped(title)}]({address})" if title else f"<{address}>"
            line = line[:column] + new + line[column + len(old) :]
            retells = retells or bool(title)
            messages.append(f"made “{address}” a link")
        if messages:
            text = "; ".join(reversed(messages))
            yield _Edit(number, number + 1, (line,), links.UNLINKED.id, text, retells)


def _escaped(title: str) -> str:
    return re.sub(r"([\\\[\]`*_<])", r"\\\1", title)


def _good(raw: bytes, path: str, language: str, heard: list[str]) -> bool:
    source, _ = decode_page(raw, path)
    page = _read(source, language) if source else None
    return page is not None and _heard(page) == heard


def _heard(page: SourcePage) -> list[str]:
    return heard_in(unmark(page.parsed.html))


_TOLD = frozenset({"code", "pre", "table", "td", "th", "img", "blockquote", "sup", "details"})


def heard_in(html: str) -> list[str]:
    """The words of a page as a reader hears them, with the numbers of numbered lists.

    Symbols that only part words are no words.
    """
    heard: list[str] = []
    counts: list[int | None] = []  # of each list that is open, the number of its next item
    for token in tokens(html):
        match token:
            case StartTag(name="ol" | "ul" as name):
                start = token.attributes.get("start") or "1"
                counts.append(int(start) if name == "ol" and start.isdigit() else None)
            case StartTag(name="li") if counts and (number := counts[-1]) is not None:
                heard.append(str(number))
                counts[-1] = number + 1
            case StartTag(name=name):
                heard += [f"<{name}>"] if name in _TOLD else []
                heard += _WORD.findall(token.attributes.get("alt", "") if name == "img" else "")
            case EndTag(name="ol" | "ul") if counts:
                counts.pop()
            case Text():
                heard += _WORD.findall(token.value)
            case _:
                continue
    return heard


_WORD = re.compile(r"[^\W_]+")
