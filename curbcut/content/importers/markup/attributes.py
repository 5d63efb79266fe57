"""Attribute lists: ``{: #id .class }`` of kramdown and Python-Markdown, ``{ .class }`` of others.

Anchors of headings are kept; a class that names a callout makes one; all else is left out and said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from curbcut.content.importers.lines import Line, Loss, change, is_code
from curbcut.content.importers.markup.boxes import kind_by_class
from curbcut.content.importers.markup.callouts import boxed, words_of

_ALONE = re.compile(
    r"[ \t]*\{:?[ \t]*((?:[.#][\w:-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s}\"']+)|[ \t])+)\}[ \t]*$"
)
_HEADING = re.compile(
    r"(?P<head>[ ]{0,3}#{1,6}[ \t].*?)[ \t]*"
    r"\{(?P<list>(?:/\*)?:?[ \t]*[#.][^{}]*|:[^{}]*|[\w-]+=[^{}]*)\}[ \t]*#*$"
)
_BEHIND = re.compile(
    r"(?<=[)\]`*_\w.])[ \t]?\{:?[ \t]*((?:[.#][A-Za-z_][\w:-]*"
    r"|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']+)|[ \t])+)\}"
)
_KRAMDOWN = re.compile(r"\{:(?:[ \t]*[^{}\n]*)\}|\{::[^{}\n]*/?\}")
_ANCHOR = re.compile(r"#([^\s{}#\"'<>&*/]+)")
_CLASSES = re.compile(r"\.([\w-]+)")
_KEPT = re.compile(r"\b((?:lang|dir|hreflang)=\"?[\w-]+\"?)|(\.decorative\b)|(#[\w:-]+)")
"""Attributes that Curbcut has too; an anchor only where there are brackets or code before it."""
_QUOTE = re.compile(r"[ \t]*>[ \t]?")


def attributes(lines: Sequence[Line], losses: list[Loss]) -> list[Line]:
    """Keep the anchors of headings, make callouts of classes, and remove the other lists."""
    lines = _blocks(lines, losses)
    code = is_code(lines)
    lines = [
        line if coded or line.box else _heading(line, losses)
        for line, coded in zip(lines, code, strict=True)
    ]

    def behind(match: re.Match[str], place: Callable[[int], Line]) -> str:
        start = match.string.rfind("\n", 0, match.start()) + 1
        if re.match(r"[ ]{0,3}#{1,6}[ \t]", match.string[start : match.start()]):
            return match[0]
        before = match.string[match.start() - 1]
        kept = [one[0] for one in _KEPT.finditer(match[1]) if not one[3] or before in ")]`"]
        if not kept:
            _lost(match[0], place(match.start()), losses)
        return f"{{{' '.join(kept)}}}" if kept else ""

    lines = change(lines, _BEHIND, behind)

    def other(match: re.Match[str], place: Callable[[int], Line]) -> str:
        _lost(match[0], place(match.start()), losses)
        return ""

    return change(lines, _KRAMDOWN, other)


def _heading(line: Line, losses: list[Loss]) -> Line:
    match = _HEADING.match(line.text)
    if not match:
        return line
    anchor = _ANCHOR.search(match["list"])
    rest = _CLASSES.findall(match["list"])
    if classes := [name for name in rest if name not in ("no_toc", "unnumbered", "unlisted")]:
        what = f"The attributes “.{' .'.join(classes)}” of a heading were left out"
        losses.append(Loss("attribute", line.path, line.number, what))
    return line.says(f"{match['head']} {{#{anchor[1]}}}" if anchor else match["head"])


def _lost(source: str, line: Line, losses: list[Loss]) -> None:
    source = source.strip()
    if _ANCHOR.search(source):
        fix = "Give the heading above it the anchor, if links lead there."
        what = f"The anchor in “{source}” is on something other than a heading and was left out"
        losses.append(Loss("anchor", line.path, line.number, what, fix))
    else:
        what = f"The attributes “{source}” were left out"
        losses.append(Loss("attribute", line.path, line.number, what))


def _blocks(lines: Sequence[Line], losses: list[Loss]) -> list[Line]:
    """Attribute lists on a line of their own: they belong to the block that touches them."""
    code = is_code(lines)
    plain = {line for line, coded in zip(lines, code, strict=True) if not coded}
    out: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        match = None if code[at] or line.box else _ALONE.match(line.text)
        if match is None:
            out.append(line)
            at += 1
            continue
        at += 1
        classes = _CLASSES.findall(match[1])
        kind = kind_by_class(" ".join(classes))
        anchor = _ANCHOR.search(match[1])
        if kind:
            before = bool(out and out[-1].text.strip())
            block = _block_above(out, plain) if before else []
            if not before:
                while at < len(lines) and lines[at].text.strip() and not code[at]:
                    if lines[at].box:
                        break
                    block.append(lines[at])
                    at += 1
            titled = any(name.endswith("-title") for name in classes)
            out += _callout(line, kind, block, titled)
        elif anchor and out and re.match(r"[ ]{0,3}#{1,6}[ \t]", out[-1].text):
            out[-1] = out[-1].says(f"{out[-1].text.rstrip()} {{#{anchor[1]}}}")
        else:
            _lost(line.text, line, losses)
    return out


def _block_above(out: list[Line], plain: set[Line]) -> list[Line]:
    """Take the paragraph or list that ends the lines; code has no callout."""
    block: list[Line] = []
    while out and out[-1].text.strip() and not out[-1].box and out[-1] in plain:
        block.insert(0, out.pop())
    return block


def _callout(line: Line, kind: str, block: list[Line], titled: bool) -> list[Line]:
    if block and all(_QUOTE.match(one.text) for one in block):
        block = [one.says(_QUOTE.sub("", one.text, count=1)) for one in block]
    title = ""
    if titled and block:
        title, block = block[0].text.strip(), block[1:]
    if not block:
        return []
    return boxed(line.opens(words_of(kind, title)), block, line.closes())
