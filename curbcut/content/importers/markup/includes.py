"""Text that other files hold: snippets, includes and imported parts, put in where it belongs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence

from curbcut.content.importers.lines import Line, Loss, is_code, lines_of
from curbcut.content.importers.markup.callouts import boxed, words_of
from curbcut.content.importers.markup.tags import TAG, tag_of

_SNIPPET = re.compile(r"([ \t]*)-{1,2}8<-{1,2}[ \t]*(?:\"([^\"]+)\"|'([^']+)')[ \t]*$")
_BLOCK = re.compile(r"[ \t]*-{1,2}8<-{1,2}[ \t]*$")
_SECTION = re.compile(r"-{1,2}8<-{1,2}[ \t]*\[(start|end):[ \t]*([\w-]+)\]")
_PART = re.compile(r"import[ \t]+(\w+)[ \t]+from[ \t]+['\"]([^'\"]+\.mdx?)['\"];?[ \t]*$")
_ELEMENT = re.compile(r"[ \t]*<(\w+)\b[^<>]*/>[ \t]*$")
_INCLUDES = frozenset(
    ("include", "includerelative", "readfile", "includemarkdown", "import", "render")
)
_HIGHLIGHTS = frozenset(("highlight", "code", "codeblock"))
DEEPEST = 5
"""How deep files may be within files."""

type Find = Callable[[str, str], tuple[str, str] | None]
"""The path and the text of a file, by what a page calls it and the page's path."""


def includes(lines: Sequence[Line], find: Find, losses: list[Loss], depth: int = 0) -> list[Line]:
    """Put in what the page takes from other files; what is not there stays, and is a loss."""
    code = is_code(lines)
    parts = {
        match[1]: match[2]
        for at, line in enumerate(lines)
        if not code[at] and (match := _PART.match(line.text))
    }
    out: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if code[at] or line.box:
            out += _in_code(line, losses, code[at])
            at += 1
            continue
        if highlighted := _highlighted(lines, at, code):
            made, at = highlighted
            out += made
            continue
        if _BLOCK.match(line.text):
            end = next((n for n in range(at + 1, len(lines)) if _BLOCK.match(lines[n].text)), None)
            if end is not None:
                for named in lines[at + 1 : end]:
                    if named.text.strip():
                        out += _inlined(named, named.text.strip(), "", find, losses, depth)
                at = end + 1
                continue
        out_of, at = _line(lines, at, parts, find, losses, depth)
        out += out_of
    return out


def _highlighted(
    lines: Sequence[Line], at: int, code: Sequence[bool]
) -> tuple[list[Line], int] | None:
    """Code between tags, as a fence, and where it ends."""
    opening = TAG.fullmatch(lines[at].text.strip())
    tag = tag_of(opening) if opening else None
    if tag is None or tag.key not in _HIGHLIGHTS or tag.syntax == "html" or tag.closing:
        return None
    for end in range(at + 1, len(lines)):
        closing = None if code[end] else TAG.fullmatch(lines[end].text.strip())
        if closing and tag_of(closing).closing and tag_of(closing).name == tag.name:
            body, line = lines[at + 1 : end], lines[at]
            runs = [len(run) for one in body for run in re.findall("`{3,}", one.text)]
            fence = "`" * max([3, *(length + 1 for length in runs)])
            opened, gap = line.says(fence + next(iter(tag.args), "")), line.says("")
            return [gap, opened, *body, line.says(fence), gap], end + 1
    return None


def _in_code(line: Line, losses: list[Loss], code: bool) -> list[Line]:
    if code and _SNIPPET.match(line.text):
        what = f"“{line.text.strip()}” is inside code, which is left as it is"
        losses.append(Loss("snippet", line.path, line.number, what, "Paste the code there."))
    return [line]


def _line(
    lines: Sequence[Line],
    at: int,
    parts: dict[str, str],
    find: Find,
    losses: list[Loss],
    depth: int,
) -> tuple[list[Line], int]:
    line = lines[at]
    if match := _SNIPPET.match(line.text):
        name = match[2] or match[3]
        return _inlined(line, name, match[1], find, losses, depth), at + 1
    if (part := _ELEMENT.match(line.text)) and part[1] in parts:
        return _inlined(line, parts[part[1]], "", find, losses, depth), at + 1
    found = TAG.fullmatch(line.text.strip())
    tag = tag_of(found) if found else None
    if tag is None or tag.syntax == "html" or tag.closing:
        return [line], at + 1
    if tag.key in _INCLUDES:
        name = tag.value("file", "path", "name") or next(iter(tag.args), "")
        stem = posixpath.splitext(posixpath.basename(name))[0].lower()
        if content := tag.value("content", "text", "message"):
            kind = tag.value("type", "kind") or stem
            words = words_of(kind, tag.value("title"))
            body = lines_of(content, line.path, line.number)
            return boxed(line.opens(words), body, line.closes()), at + 1
        if name:
            return _inlined(line, name, "", find, losses, depth), at + 1
    return [line], at + 1


def _inlined(
    line: Line, name: str, indent: str, find: Find, losses: list[Loss], depth: int
) -> list[Line]:
    name, _, section = name.partition(":") if not name.startswith("http") else (name, "", "")
    found = find(name, line.path) if depth < DEEPEST else None
    if found is None:
        what = f"“{name}”, which belongs here, is not in the folder"
        losses.append(Loss("snippet", line.path, line.number, what, "Paste the text there."))
        return [line.says("")]
    path, text = found
    if section:
        text = _section(text, section)
    inner = includes(lines_of(text.rstrip("\n"), path), find, losses, depth + 1)
    return [line.says(""), *(one.indented(indent) for one in inner), line.says("")]


def _section(text: str, name: str) -> str:
    """A part of a file: between its markers, or by numbers of lines."""
    lines = text.split("\n")
    if re.fullmatch(r"\d*(:\d*)?", name):
        start, _, end = name.partition(":")
        return "\n".join(lines[max(int(start or 1) - 1, 0) : int(end) if end else None])
    kept: list[str] = []
    inside = False
    for line in lines:
        if marker := _SECTION.search(line):
            inside = marker[1] == "start" if marker[2] == name else inside
        elif inside:
            kept.append(line)
    return "\n".join(kept)
