"""The engine of ``lint --fix``: fix the Markdown where no question is needed.

Fixes are made in rounds until nothing is left to fix, so that a second run changes nothing. After
each round the page is parsed again, and a fix is undone if it changes the words that readers hear,
rather than the structure.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from curbcut import files
from curbcut.checks.source import CHECKS
from curbcut.checks.source.check import Edit
from curbcut.checks.source.page import SourcePage, lay_out
from curbcut.content.markdown import parse_page
from curbcut.content.sources.discover import decode_page
from curbcut.html.marks import unmark
from curbcut.html.tokens import EndTag, StartTag, Text, tokens
from curbcut.model.finding import CurbcutError
from curbcut.model.source import SourceFile

MAX_ROUNDS = 12
_ENDING = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
"""A line with its line ending; str.splitlines would also split at U+0085 and the like."""
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Fix:
    """A fix: the line of the file as it was in that round, and the rule."""

    path: str
    line: int
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with all its fixes. ``before`` and ``after`` are its bytes."""

    path: str
    before: bytes
    after: bytes
    fixes: tuple[Fix, ...]

    def diff(self) -> str:
        """The changes as a unified diff."""
        old, new = (
            _LINE.findall(_ENDING.sub("\n", data.decode("utf-8-sig")))
            for data in (self.before, self.after)
        )
        lines = difflib.unified_diff(old, new, self.path, self.path, "before", "after")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


type Choice = Callable[[Edit, int, int], bool]
"""Whether an edit is wanted, which is of the lines of the file from one number to another."""


def fix_page(
    raw: bytes,
    path: str,
    language: str,
    titles: Mapping[str, str] | None = None,
    chosen: Choice = lambda edit, first, last: True,
) -> Fixed:
    """Fix one page.

    Line endings, a byte order mark and all lines without fixes are preserved to the byte.
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
            for edit in _apart(_chosen(page, titles or {}, chosen))
            if (edit.rule.id, edit.lines) not in refused
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
                    refused.add((edit.rule.id, edit.lines))
            changed = _apply(current, source, page, kept)
            if not kept or not _good(changed, path, language, heard):
                break
        first = page.first_line
        fixes += (Fix(path, edit.start + first, edit.rule.id, edit.message) for edit in kept)
        if changed == current:
            break
        current = changed
    return Fixed(path, raw, current, tuple(fixes) if current != raw else ())


def write(file: Path, fixed: Fixed, root: Path) -> None:
    """Write a fixed page to its file.

    Raises:
        CurbcutError: when the file is outside ``root``, was changed meanwhile or cannot be written.
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


def _apart(edits: Iterator[Edit]) -> list[Edit]:
    """Edits that touch no line twice, in their order; the others get their turn next round."""
    found: list[Edit] = []
    taken: set[int] = set()
    for edit in edits:
        lines = set(range(edit.start, edit.end))
        if taken.isdisjoint(lines):
            taken |= lines
            found.append(edit)
    return sorted(found, key=lambda edit: edit.start)


def _apply(raw: bytes, source: SourceFile, page: SourcePage, edits: Sequence[Edit]) -> bytes:
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
            continue  # the file has characters there that are not shown literally
        last = endings[end - 1]
        lines[start:end] = edit.lines
        endings[start:end] = [*([endings[start] or usual] * (len(edit.lines) - 1)), last]
    joined = "".join(line + ending for line, ending in zip(lines, endings, strict=True))
    return (bom + joined).encode("utf-8")


def _edits(page: SourcePage, titles: Mapping[str, str]) -> Iterator[Edit]:
    for check in CHECKS:
        for fixer in check.fixers:
            yield from fixer(page, titles)


def _chosen(page: SourcePage, titles: Mapping[str, str], chosen: Choice) -> Iterator[Edit]:
    first = page.first_line
    for edit in _edits(page, titles):
        if chosen(edit, edit.start + first, max(edit.start, edit.end - 1) + first):
            yield edit


def _good(raw: bytes, path: str, language: str, heard: list[str]) -> bool:
    source, _ = decode_page(raw, path)
    page = _read(source, language) if source else None
    return page is not None and _heard(page) == heard


def _heard(page: SourcePage) -> list[str]:
    return heard_in(unmark(page.parsed.html))


_TOLD = frozenset({"code", "pre", "table", "td", "th", "img", "blockquote", "sup", "details"})


def heard_in(html: str) -> list[str]:
    """The words of a page as readers hear them, with the numbers of numbered lists.

    Symbols that only separate words are left out.
    """
    heard: list[str] = []
    counts: list[int | None] = []  # for each open list, the number of its next item
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
