"""Callouts and tabs of Markdown dialects: ``!!!``, ``???``, ``===``, ``:::``, ``> [!NOTE]``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from curbcut.content.importers.lines import Line, Loss, fences_closed, is_code

KINDS = {
    "note": "note",
    "tip": "tip",
    "important": "important",
    "warning": "warning",
    **dict.fromkeys(
        ("info", "abstract", "summary", "tldr", "todo", "question", "help", "faq", "example"),
        "note",
    ),
    **dict.fromkeys(("quote", "cite", "seealso", "primary", "secondary", "default"), "note"),
    **dict.fromkeys(("callout", "admonition", "alert", "notice", "aside", "message"), "note"),
    **dict.fromkeys(("hint", "success", "check", "done", "protip"), "tip"),
    **dict.fromkeys(("highlight", "attention", "new", "update"), "important"),
    **dict.fromkeys(("caution", "danger", "error", "failure", "fail", "bug", "warn"), "warning"),
    **dict.fromkeys(("missing", "critical", "deprecated"), "warning"),
}
"""Curbcut's callout for each kind that other tools have."""

DETAILS = frozenset({"details", "expand", "expandable", "accordion", "collapse", "spoiler"})
_OURS = frozenset({"note", "tip", "important", "warning", "details", "steps"})

_ADMONITION = re.compile(
    r"([ \t]*)(!!!|\?\?\?\+?)[ \t]*([\w-]*)(?:[ \t]+[\w-]+)*(?:[ \t]+\"(.*)\")?[ \t]*$"
)
_TAB = re.compile(r"([ \t]*)===[+!]{0,2}[ \t]+(?:\"(.*)\"|'(.*)')[ \t]*$")
_COLONS = re.compile(
    r"([ \t]*)(:{3,}|/{3,})[ \t]*(?:\{?([A-Za-z][\w-]*)\}?[ \t]*(?:\[(.*)\]|\|?(.*?)))?[ \t]*$"
)
_ALERT = re.compile(r"([ \t]*)>[ \t]?\[!([\w-]+)\]([+-]?)[ \t]*(.*)$")
_QUOTED_NOTE = re.compile(r"([ \t]*)>[ \t]?\*\*(Note|Warning|Important|Tip|Caution)\*\*:?[ \t]*$")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_BRACES = re.compile(r"[ \t]*\{[^}]*\}[ \t]*$")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]")


def plain(title: str) -> str:
    """A title without markup, as the title of a container must be."""
    title = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", title)
    title = re.sub(r"<[^>]*>|[*`]|(?<!\w)_|_(?!\w)", "", title)
    return " ".join(title.split())


def words_of(kind: str, title: str) -> str:
    """What follows the colons of a callout of another tool's ``kind``."""
    title = plain(title)
    ours = KINDS.get(kind.lower(), "note")
    return ours if title.lower() in (ours, kind.lower(), "") else f"{ours} {title}"


def details_words(title: str) -> str:
    """What follows the colons of details; they need a summary."""
    return f"details {plain(title) or 'Details'}"


def callouts(lines: Sequence[Line], losses: list[Loss]) -> list[Line]:
    """Turn the callouts, details and tabs of Markdown dialects into containers and headings."""
    return _convert(list(lines), losses, 1, 0)


def _convert(lines: list[Line], losses: list[Loss], level: int, depth: int) -> list[Line]:
    if depth > 20:
        return lines
    code = is_code(lines)
    out: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if code[at] or line.box:
            out.append(line)
            at += 1
            continue
        if heading := _HEADING.match(line.text):
            level = len(heading[1])

        def inside(part: list[Line], level: int = level) -> list[Line]:
            return _convert(part, losses, level, depth + 1)

        for form in (_indented, _tabs, _fenced, _quoted):
            found = form(lines, at, code, losses, inside, level)
            if found is not None:
                made, at = found
                out += made
                break
        else:
            out.append(line)
            at += 1
    return out


type _Inside = Callable[[list[Line]], list[Line]]
type _Found = tuple[list[Line], int] | None


def boxed(opening: Line, body: list[Line], closing: Line, indent: str = "") -> list[Line]:
    """A container with an empty line around it, so that no paragraph swallows its colons."""
    body = fences_closed(body)
    while body and not body[0].text.strip():
        body = body[1:]
    while body and not body[-1].text.strip():
        body = body[:-1]
    gap = opening.says("")
    inner = [line.indented(indent) for line in body]
    return [gap, opening, *inner, closing, closing.says("")]


def _body(lines: list[Line], at: int, width: int) -> tuple[list[Line], int]:
    """The lines from ``at`` on that are indented by ``width`` more, without that; and their end."""
    end = at
    for number in range(at, len(lines)):
        text = lines[number].text.expandtabs(4)
        if text.strip() and len(text) - len(text.lstrip()) < width:
            break
        if text.strip():
            end = number + 1
    return [_dedent(line, width) for line in lines[at:end]], end


def _dedent(line: Line, width: int) -> Line:
    if line.text[:width].strip(" "):
        return line.says(line.text.expandtabs(4)[width:])
    return line.says(line.text[width:])


def _indented(
    lines: list[Line],
    at: int,
    code: list[bool],
    losses: list[Loss],
    inside: _Inside,
    level: int,
) -> _Found:
    match = _ADMONITION.match(lines[at].text)
    if not match:
        return None
    indent = match[1].expandtabs(4)
    body, end = _body(lines, at + 1, len(indent) + 4)
    kind, title = match[3] or "note", match[4]
    if match[2] == "!!!":
        words = words_of(kind, title or "")
    else:
        words = details_words(title or kind.capitalize())
    line = lines[at]
    return boxed(line.opens(words, indent), inside(body), line.closes(indent), indent), end


def _tabs(
    lines: list[Line],
    at: int,
    code: list[bool],
    losses: list[Loss],
    inside: _Inside,
    level: int,
) -> _Found:
    match = _TAB.match(lines[at].text)
    if not match:
        return None
    indent = match[1].expandtabs(4)
    body, end = _body(lines, at + 1, len(indent) + 4)
    title = match[2] or match[3] or "Tab"
    return [one.indented(indent) for one in tab(lines[at], title, inside(body), level)], end


def tab(line: Line, title: str, body: list[Line], level: int) -> list[Line]:
    """A tab as a section of its own, one level below the heading that it is under."""
    heading = line.says(f"{'#' * min(level + 1, 6)} {plain(title)}")
    return [line.says(""), heading, line.says(""), *fences_closed(body), line.says("")]


def _fenced(
    lines: list[Line],
    at: int,
    code: list[bool],
    losses: list[Loss],
    inside: _Inside,
    level: int,
) -> _Found:
    line = lines[at]
    match = _COLONS.match(line.text)
    if not match or not match[3]:
        if match and match[2][0] == ":":
            what = f"The line “{line.text.strip()}” closes nothing and was left out"
            losses.append(Loss("box", line.path, line.number, what))
            return [line.says("")], at + 1
        return None
    kind = match[3].lower()
    title = _BRACES.sub("", match[4] or match[5] or "").strip(" |")
    if match[2][0] == "/" and not (kind in KINDS or kind in DETAILS or kind == "tab"):
        return None
    body, end = _until_closed(lines, at, code, match[2])
    if end is None:
        what = f"“{line.text.strip()}” is never closed"
        fix = "Check where the container ends."
        losses.append(Loss("box", line.path, line.number, what, fix))
        end = len(lines)
    body = inside(body)
    indent = match[1]
    if kind in ("tabs", "tabset", "codegroup", "code-group"):
        return body, end
    if kind == "tab":
        return tab(line, title, body, level), end
    if kind in DETAILS:
        words = details_words(title)
    elif kind == "steps":
        words = "steps"
    else:
        words = words_of(kind, title)
        if kind not in KINDS:
            what = f"The container “{kind}” became a note"
            losses.append(Loss("box", line.path, line.number, what, "Choose another kind."))
    return boxed(line.opens(words, indent), body, line.closes(indent)), end


def _until_closed(
    lines: list[Line], at: int, code: list[bool], colons: str
) -> tuple[list[Line], int | None]:
    inside = [len(colons)]
    for number in range(at + 1, len(lines)):
        match = None if code[number] else _COLONS.match(lines[number].text)
        if match is None or match[2][0] != colons[0]:
            continue
        length = len(match[2])
        if match[3]:
            inside.append(length)
            continue
        # A line of colons closes the innermost container with as many, else the innermost one.
        last = max((n for n, one in enumerate(inside) if one == length), default=len(inside) - 1)
        del inside[last:]
        if not inside:
            return lines[at + 1 : number], number + 1
    return lines[at + 1 :], None


def _quoted(
    lines: list[Line],
    at: int,
    code: list[bool],
    losses: list[Loss],
    inside: _Inside,
    level: int,
) -> _Found:
    line = lines[at]
    match = _ALERT.match(line.text) or _QUOTED_NOTE.match(line.text)
    if not match:
        return None
    end = at + 1
    while end < len(lines) and _QUOTE.match(lines[end].text):
        end += 1
    body = [one.says(_QUOTE.sub("", one.text, count=1)) for one in lines[at + 1 : end]]
    foldable, title = (match[3], match[4]) if match.re is _ALERT else ("", "")
    indent = match[1]
    folded = details_words(title or match[2].capitalize())
    words = folded if foldable else words_of(match[2], title)
    return boxed(line.opens(words, indent), inside(body), line.closes(indent), indent), end
