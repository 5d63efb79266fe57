"""Lines of a foreign page that remember where they come from, and what could not be kept of them.

Whether a line is code is markdown-it's to say, so that nothing inside code is ever changed.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """Something of a foreign site that is not in the imported one as it was.

    ``kind`` groups losses in the report; ``what`` says it in a sentence, ``fix`` what to do.
    """

    kind: str
    path: str
    line: int
    what: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the file and line it was written on.

    ``box`` marks the first and last line of a container, whose colons are counted at the end.
    """

    text: str
    path: str
    number: int
    box: Literal["", "open", "close"] = ""

    def says(self, text: str) -> Line:
        """Other text from the same place."""
        return Line(text, self.path, self.number)

    def opens(self, words: str, indent: str = "") -> Line:
        """The first line of a container."""
        return Line(f"{indent}::: {words}".rstrip(), self.path, self.number, "open")

    def closes(self, indent: str = "") -> Line:
        """The last line of a container."""
        return Line(f"{indent}:::", self.path, self.number, "close")

    def indented(self, indent: str) -> Line:
        """The line after more space."""
        return dataclasses.replace(self, text=indent + self.text) if self.text.strip() else self


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines from ``start`` to before ``end`` that are one thing to Markdown."""

    kind: Literal["code", "html", "text"]
    start: int
    end: int


Change = Callable[[re.Match[str], Callable[[int], Line]], str]
"""What replaces a match; the second argument tells the line of an offset in the match's text."""


def lines_of(text: str, path: str, first: int = 1) -> list[Line]:
    """Text as lines that start at line ``first`` of the file."""
    return [Line(one, path, first + at) for at, one in enumerate(text.split("\n"))]


def text_of(lines: Iterable[Line]) -> str:
    """The text of lines."""
    return "\n".join(line.text for line in lines)


_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_WHOLE = re.compile(r"[ ]{0,3}<(?:(?:pre|script|style|textarea)\b|[!?])", re.I)
"""What starts HTML that goes on to its own end (CommonMark 4.6, conditions 1 to 5)."""


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """CommonMark and tables; a fence ends a block of HTML, as it does for those who write MDX."""
    md = MarkdownIt("commonmark").enable("table")
    rule = next(one.fn for one in md.block.ruler.__rules__ if one.name == "html_block")

    def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        if silent or _WHOLE.match(state.getLines(start, start + 1, 0, False)):
            return True
        for number in range(start + 1, state.line):
            if state.sCount[number] < 4 and _FENCE.match(
                state.src, state.bMarks[number] + state.tShift[number]
            ):
                token = state.tokens[-1]
                token.map = [start, number]
                token.content = state.getLines(start, number, state.blkIndent, True)
                state.line = number
                break
        return True

    md.block.ruler.at("html_block", html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    return md


@lru_cache(maxsize=4)
def _chunks(text: str) -> tuple[Chunk, ...]:
    count = text.count("\n") + 1
    kinds: dict[int, Chunk] = {}
    for token in parser().parse(text):
        if not token.map or token.type not in ("fence", "code_block", "html_block", "inline"):
            continue
        start, end = token.map
        kind: Literal["code", "html", "text"] = "text"
        if token.type in ("fence", "code_block"):
            kind = "code"
        elif token.type == "html_block":
            comment = token.content.lstrip().startswith("<!--")
            kind = "code" if comment else "html"
        kinds.setdefault(start, Chunk(kind, start, min(end, count)))
    found: list[Chunk] = []
    at = 0
    for start in sorted(kinds):
        chunk = kinds[start]
        if chunk.end <= at:
            continue
        if start > at:
            found.append(Chunk("text", at, start))
        found.append(Chunk(chunk.kind, max(start, at), chunk.end))
        at = chunk.end
    if at < count:
        found.append(Chunk("text", at, count))
    return tuple(found)


def chunks(lines: Sequence[Line]) -> Sequence[Chunk]:
    """All lines as chunks, in order."""
    return _chunks(text_of(lines))


def is_code(lines: Sequence[Line]) -> list[bool]:
    """Whether each line is code."""
    flags = [False] * len(lines)
    for chunk in chunks(lines):
        if chunk.kind == "code":
            flags[chunk.start : chunk.end] = [True] * (chunk.end - chunk.start)
    return flags


def fences_closed(lines: Sequence[Line]) -> list[Line]:
    """The lines with an end to a fence that has none, before anything is put behind it."""
    out = list(lines)
    last = next((token for token in reversed(parser().parse(text_of(out))) if token.map), None)
    if last is None or last.type != "fence" or not last.map or last.level or not out:
        return out
    end = out[last.map[1] - 1].text.strip() if last.map[1] - last.map[0] > 1 else ""
    if end.startswith(last.markup) and not end.strip(last.markup[0]):
        return out
    indent = re.match(r" *", out[last.map[0]].text)
    return [*out, out[-1].says((indent[0] if indent else "") + last.markup)]


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where code in backticks is in a block of text (CommonMark 6.1)."""
    runs = [match.span() for match in re.finditer(r"(?<![`\\])`+|(?<=\\\\)`+", text)]
    by_length: dict[int, list[int]] = {}
    for at, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(at)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(runs):
        same = by_length[runs[at][1] - runs[at][0]]
        after = bisect_right(same, at)
        if after < len(same):
            found.append((runs[at][0], runs[same[after]][1]))
            at = same[after]
        at += 1
    return found


def change(
    lines: Sequence[Line],
    pattern: re.Pattern[str],
    replace: Change,
    kinds: tuple[str, ...] = ("text", "html"),
) -> list[Line]:
    """Replace what matches outside code; new lines come from where the match was."""
    if pattern.search(text_of(lines)) is None:
        return list(lines)
    out: list[Line] = []
    for chunk in chunks(lines):
        part = lines[chunk.start : chunk.end]
        if chunk.kind not in kinds:
            out += part
            continue
        # Lines of containers are ours, and part the text around them.
        start = 0
        for at, line in enumerate((*part, None)):
            if line is None or line.box:
                out += _changed(part[start:at], pattern, replace)
                out += [line] if line else []
                start = at + 1
    return out


def _changed(lines: Sequence[Line], pattern: re.Pattern[str], replace: Change) -> list[Line]:
    text = text_of(lines)
    if not lines or pattern.search(text) is None:
        return list(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.text) + 1)

    def place(offset: int) -> Line:
        return lines[min(bisect_right(starts, offset), len(lines)) - 1]

    spans = code_spans(text)
    span_starts = [start for start, _ in spans]
    out: list[Line] = []
    words, origin = "", place(0)
    fresh = False

    def add(piece: str, offset: int, *, kept: bool) -> None:
        nonlocal words, origin, fresh
        for number, part in enumerate(piece.split("\n")):
            if number:
                out.append(origin.says(words))
                words, fresh = "", True
            if fresh:
                origin, fresh = place(offset), False
            words += part
            offset += len(part) + 1 if kept else 0

    end = 0
    for match in pattern.finditer(text):
        near = bisect_right(span_starts, match.start()) - 1
        if near >= 0 and match.start() < spans[near][1]:
            continue
        add(text[end : match.start()], end, kept=True)
        add(replace(match, place), match.start(), kept=False)
        end = match.end()
    add(text[end:], end, kept=True)
    out.append(origin.says(words))
    before = {line.text for line in lines}
    return [line if line.text in before else _no_fence(line) for line in out]


def _no_fence(line: Line) -> Line:
    """A line that would open code only because something before it is gone stays text."""
    if match := _FENCE.match(line.text):
        return line.says(line.text.replace(match[1], f"\\{match[1]}", 1))
    if _WHOLE.match(line.text) and "</" not in line.text and "-->" not in line.text:
        return line.says(line.text.replace("<", "\\<", 1))
    return line


def level_boxes(lines: Sequence[Line]) -> list[Line]:
    """Give each container as many colons as it needs around those inside it, and close them all."""
    out = list(lines)
    stack: list[list[int]] = []  # where it opens, and how deep what is inside goes
    for at, line in enumerate(out):
        if line.box == "open":
            stack.append([at, 0])
        elif line.box == "close" and stack:
            opened, depth = stack.pop()
            colons = ":" * (3 + depth)
            for where in (opened, at):
                text = out[where].text
                out[where] = dataclasses.replace(
                    out[where], text=re.sub(":{3,}", colons, text, count=1)
                )
            if stack:
                stack[-1][1] = max(stack[-1][1], depth + 1)
    return out
