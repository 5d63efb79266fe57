"""Lists that are only typed: lines after forced breaks that begin with a bullet or a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curbcut.content.importers.lines import Line, is_code

_BULLET = re.compile(r"[ ]{0,3}\\?([-*•·◦▪‣–])(?:[ \t\u00a0]*)(?=\S)(.*?)(?:[ ]{2,}|\\)?$")
_NUMBER = re.compile(
    r"[ ]{0,3}(\d{1,3})\\?[.)][ \t\u00a0]*(?=[^\W\d]|[\"“(*\[])(.*?)(?:[ ]{2,}|\\)?$"
)
_BREAK = re.compile(r"(?:[ ]{2,}|\\)$")
_REAL = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")


def typed_lists(lines: Sequence[Line]) -> list[Line]:
    """Make lists of two or more lines in a row that begin with the same bullet, or count up."""
    code = is_code(lines)
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end = at if code[at] or lines[at].box else _end(lines, at, code)
        if end - at < 2:
            out.append(lines[at])
            at += 1
            continue
        if out and out[-1].text.strip():
            out[-1] = out[-1].says(_BREAK.sub("", out[-1].text))
            out.append(lines[at].says(""))
        for line in lines[at:end]:
            bullet, number = _BULLET.match(line.text), _NUMBER.match(line.text)
            if bullet:
                out.append(line.says(f"- {bullet[2].strip()}"))
            elif number:
                out.append(line.says(f"{number[1]}. {number[2].strip()}"))
        if end < len(lines) and lines[end].text.strip():
            out.append(lines[end - 1].says(""))
        at = end
    return out


def _end(lines: Sequence[Line], at: int, code: Sequence[bool]) -> int:
    """Where the typed list that begins at a line ends; ``at`` if none does."""
    first, number = _BULLET.match(lines[at].text), _NUMBER.match(lines[at].text)
    if not first and not number:
        return at
    end = at
    forced = at > 0 and bool(_BREAK.search(lines[at - 1].text))
    while end < len(lines) and not code[end] and not lines[end].box:
        text = lines[end].text
        if first:
            match = _BULLET.match(text)
            fits = match is not None and match[1] == first[1] and not _rule(text)
        else:
            match = _NUMBER.match(text)
            fits = (
                match is not None
                and number is not None
                and int(match[1]) == int(number[1]) + end - at
            )
        if not fits:
            break
        forced = forced or bool(_BREAK.search(text) and end + 1 < len(lines))
        end += 1
    mark = first[1] if first else "1"
    real = all(_REAL.match(line.text) for line in lines[at:end])
    if real and not forced:
        return at  # Markdown sees a list already
    if mark == "*" and any(line.text.lstrip().startswith("**") for line in lines[at:end]):
        return at
    return end


def _rule(text: str) -> bool:
    """Whether a line is a line of dashes rather than an item, or a dash that opens something."""
    return not text.strip(" -*\\") or text.lstrip().startswith(("--", "**"))
