"""Two versions of a page as one text in which readers see and hear what changed.

Unchanged text is collapsed. Headings, lists and tables keep their structure. A block that was
added, removed, changed or moved says so at its start, for everybody; added and removed words within
a block are announced to screen readers, because many of them ignore ``ins`` and ``del``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from curbcut.content.changes.blocks import Box, read_blocks
from curbcut.content.changes.comparison import Change, Kind, Run, compare
from curbcut.content.changes.plural import counted
from curbcut.html.marks import FILE, mark
from curbcut.model.page import ParsedPage

SHIFT = 1
"""How many levels headings are lowered: the page has a heading of its own above the text."""
_SUMMARY = (
    *((kind, "section") for kind in (Kind.ADDED, Kind.REMOVED)),
    *((kind, "heading") for kind in (Kind.ADDED, Kind.REMOVED, Kind.CHANGED, Kind.MOVED)),
    *((kind, "passage") for kind in (Kind.ADDED, Kind.REMOVED, Kind.CHANGED, Kind.MOVED)),
)
"""What the summary counts, in this order."""


@dataclass(frozen=True, slots=True)
class Redline:
    """How much changed, in words, and the comparison as HTML.

    Each element of ``html`` has a mark with its position in one of the two files.
    """

    summary: str
    html: str


def redline(old: ParsedPage, new: ParsedPage, strings: Mapping[str, str], language: str) -> Redline:
    """Compare two versions; ``strings`` are the theme's texts in ``language``."""
    changes = compare(read_blocks(old.html), read_blocks(new.html))
    writer = _Writer(old.source.path, new.source.path, strings, language)
    html = "".join(
        writer.fold(part.changes) if part.folded else writer.nest(part.changes)
        for part in _parts(changes)
    )
    return Redline(_summary(changes, strings, language), html)


def _summary(changes: Sequence[Change], strings: Mapping[str, str], language: str) -> str:
    """How much changed, in words. What came or went as a whole section counts as that."""
    counts: Counter[tuple[Kind, str]] = Counter()
    section: Kind | None = None
    for change, following in zip(changes, (*changes[1:], None), strict=False):
        if change.block.level:
            whole = change.kind in (Kind.ADDED, Kind.REMOVED) and (
                following is not None and following.kind is change.kind
            )
            section = change.kind if whole else None
            counts[change.kind, "section" if whole else "heading"] += 1
        elif change.kind is not section:
            counts[change.kind, "passage"] += 1
    said = [
        counted(strings, f"changes_{what}_{kind}", counts[kind, what], language)
        for kind, what in _SUMMARY
        if counts[kind, what]
    ]
    if not said:
        return strings["changes_none"]
    return strings["changes_summary"].format(changes=strings["changes_and"].join(said))


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of the text that is shown, or folded away."""

    folded: bool
    changes: tuple[Change, ...]


def _parts(changes: Sequence[Change]) -> Iterator[_Part]:
    """The text in parts: a list or table is shown whole, and so is the way down to a change."""
    groups = [tuple(group) for _, group in groupby(_numbered(changes), key=lambda pair: pair[0])]
    pieces = [tuple(change for _, change in group) for group in groups]
    shown = _shown(pieces)
    at = 0
    while at < len(pieces):
        end = at + 1
        if shown[at]:
            while end < len(pieces) and shown[end]:
                end += 1
            yield _Part(False, _joined(pieces[at:end]))
        else:
            # The rest of a section is one part, and whole sections after it are another.
            heading = bool(pieces[at][0].block.level)
            while end < len(pieces) and not shown[end]:
                if not heading and pieces[end][0].block.level:
                    break
                end += 1
            run = _joined(pieces[at:end])
            yield _Part(len(run) > 1, run)
        at = end


def _numbered(changes: Sequence[Change]) -> Iterator[tuple[tuple[str, int], Change]]:
    """Each block with what it is in, at the top, or with a number of its own."""
    for number, change in enumerate(changes):
        yield ("box", change.boxes[0].number) if change.boxes else ("block", number), change


def _joined(pieces: Sequence[tuple[Change, ...]]) -> tuple[Change, ...]:
    return tuple(change for piece in pieces for change in piece)


def _shown(pieces: Sequence[tuple[Change, ...]]) -> list[bool]:
    """Whether each piece is shown: it has a change, or is a heading on the way to one."""
    shown = [any(change.kind is not Kind.SAME for change in piece) for piece in pieces]
    above: list[tuple[int, int]] = []
    for at, piece in enumerate(pieces):
        level = piece[0].block.level
        if level and not piece[0].old:
            while above and above[-1][0] >= level:
                above.pop()
        if shown[at]:
            for _, heading in above:
                shown[heading] = True
        if level and not piece[0].old:
            above.append((level, at))
    return shown


class _Writer:
    """Writes blocks as HTML, with marks that say where they are."""

    def __init__(self, old: str, new: str, strings: Mapping[str, str], language: str) -> None:
        self._paths = {True: old, False: new}
        self._strings = strings
        self._language = language
        self._heading = ""

    def fold(self, changes: Sequence[Change]) -> str:
        """An unchanged part, with a summary that says how much there is in it."""
        first = changes[0].block
        if first.level:
            sections = sum(1 for change in changes if change.block.level)
            name, key, count = first.texts[0], "changes_fold_sections", sections
        elif self._heading:
            name, key, count = self._heading, "changes_fold_under", len(changes)
        else:
            name, key, count = "", "changes_fold", len(changes)
        summary = counted(self._strings, key, count, self._language, heading=name)
        start = (
            '<details class="details redline__fold">\n'
            f'<summary>{escape(summary)}</summary>\n<div class="details__body">\n'
        )
        inside = self.nest(changes)
        return f"{self._marked(start, first.label, old=False)}{inside}</div>\n</details>\n"

    def nest(self, changes: Sequence[Change]) -> str:
        """Blocks in their boxes."""
        parts: list[str] = []
        boxes: list[Box] = []
        for change in changes:
            depth = 0
            while (
                depth < min(len(boxes), len(change.boxes))
                and boxes[depth].number == change.boxes[depth].number
            ):
                depth += 1
            while len(boxes) > depth:
                parts.append(f"</{boxes.pop().tag}>\n")
            for box in change.boxes[depth:]:
                start = f"<{box.tag}{_attributes(box.attributes)}>"
                parts.append(self._marked(start, box.label, old=box.number < 0))
                boxes.append(box)
            parts.append(self._marked(self._block(change), change.block.label, old=change.old))
        parts += (f"</{box.tag}>\n" for box in reversed(boxes))
        return "".join(parts)

    def _block(self, change: Change) -> str:
        block = change.block
        label = ""
        if change.kind is not Kind.SAME:
            word = self._strings[f"changes_{change.kind.replace('-', '_')}"]
            label = f'<strong class="redline__label">{escape(word)}</strong> '
        announced = change.kind is Kind.CHANGED
        inner = [
            "".join(self._run(run, announced=announced) for run in runs) for runs in change.runs
        ]
        if block.cells:
            inner[0] = label + inner[0]
            cells = "".join(
                f"<{tag}{' scope="col"' if tag == 'th' else ''}>{text}</{tag}>"
                for tag, text in zip(block.cells, inner, strict=True)
            )
            return f"<tr>{cells}</tr>\n"
        if block.tag == "pre":
            above = f"<p>{label}</p>\n" if label else ""
            return f"{above}<pre>{inner[0]}</pre>\n"
        if not block.tag:
            return label + inner[0]
        if block.level:
            return self._titled(change, label)
        return f"<{block.tag}{_attributes(block.attributes)}>{label}{inner[0]}</{block.tag}>\n"

    def _titled(self, change: Change, label: str) -> str:
        """A heading; one that was changed has the new words, for whoever jumps by headings."""
        block, after = change.block, ""
        runs = change.runs[0]
        if change.kind is Kind.CHANGED:
            before = "".join(run.text for run in runs if run.tag != "ins")
            runs = tuple(run for run in runs if run.tag != "del")
            word = escape(self._strings["changes_heading_before"])
            after = (
                f'<p><strong class="redline__label">{word}</strong>'
                f" <del>{escape(' '.join(before.split()))}</del></p>\n"
            )
        if not change.old:
            self._heading = block.texts[0]
        words = "".join(self._run(run, announced=False) for run in runs).strip()
        tag = f"h{min(6, block.level + SHIFT)}"
        return f"<{tag}{_attributes(block.attributes)}>{label}{words}</{tag}>\n{after}"

    def _run(self, run: Run, *, announced: bool) -> str:
        if not run.tag:
            return escape(run.text)
        start = end = ""
        if announced:
            said = self._strings
            start, end = (
                f'<span class="visually-hidden">{escape(words)}</span>'
                for words in (
                    f"{said[f'changes_say_{run.tag}']} ",
                    f" {said[f'changes_say_{run.tag}_end']} ",
                )
            )
        return f"<{run.tag}>{start}{escape(run.text)}{end}</{run.tag}>"

    def _marked(self, html: str, label: str, *, old: bool) -> str:
        """``html`` with its place: which of the two files, and where in it."""
        return mark(html, f"{FILE}{self._paths[old]}:{label}") if label else html


def _attributes(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in pairs)
