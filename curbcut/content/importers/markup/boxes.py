"""Callouts, details and tabs that are written with tags: Liquid, Hugo, JSX and HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from curbcut.content.importers.lines import Line, Loss, change, is_code, text_of
from curbcut.content.importers.markup.callouts import (
    DETAILS,
    KINDS,
    boxed,
    details_words,
    tab,
    words_of,
)
from curbcut.content.importers.markup.tags import TAG, Tag, tag_of

_CALLOUTS = frozenset((
    "note", "info", "tip", "hint", "important", "warning", "caution", "danger", "error",
    "success", "callout", "admonition", "alert", "notice", "aside", "attention", "message",
    "protip",
))  # fmt: skip
_GENERIC = frozenset((
    "callout", "admonition", "alert", "notice", "aside", "message", "hint",
))  # fmt: skip
_GROUPS = frozenset((
    "tabs", "tabpane", "tabset", "codegroup", "codetabs", "cardgroup", "accordiongroup",
    "cards", "columns", "column", "steps", "step", "stepper", "row", "col", "filetree",
))  # fmt: skip
_TABS = frozenset(("tab", "tabitem", "tabpanel"))
_PLAIN = frozenset(("div", "section", "article", "main", "center", "header", "footer", "nav"))
_BOX_CLASS = re.compile(
    r"(?:usa-|bs-)?(?:alert|callout|admonition|notice|message|box)?-{0,2}([a-z]+)(?:-(?:title|box))?"
)
_MARKERS = frozenset(("admonition", "alert", "callout", "notice", "message", "usa-alert"))
_SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.S | re.I)
_TITLE = re.compile(r"[ \t]*(#{1,6})[ \t]")


@dataclass(frozen=True, slots=True)
class Role:
    """What a tag is to become; ``words`` is the title of a tab, or what follows the colons."""

    kind: Literal["group", "tab", "box", "details", "plain"]
    words: str = ""


def role_of(tag: Tag) -> Role | None:
    """The role of a tag that holds other text, or None."""
    key = tag.key
    if tag.syntax == "html" and tag.name in (*_PLAIN, "aside", "p"):
        kind = kind_by_class(tag.value("class", "classname"))
        if kind or tag.name == "aside":
            return Role("box", words_of(kind or "note", ""))
        return Role("plain") if tag.name in _PLAIN else None
    if key in _GROUPS:
        return Role("group")
    title = tag.value("title", "label", "name", "header", "summary", "heading", "text")
    if key in _TABS:
        named = title or tag.value("value") or next(iter(tag.args), "")
        return Role("tab", named or "Tab")
    if key in DETAILS:
        return Role("details", title or next(iter(tag.args), ""))
    return Role("box", _box_words(tag, title)) if key in _CALLOUTS else None


def _box_words(tag: Tag, title: str) -> str:
    """The kind and the title of a callout, from its name and arguments in any order."""
    kind = tag.value("type", "kind", "variant", "style", "color", "colour", "level", "context")
    words = [word for word in tag.args if word not in ("no-icon", "slim")]
    if not kind and (tag.key in _GENERIC or tag.key not in KINDS):
        kind = next((word for word in words if word.lower() in KINDS), "")
    rest = [word for word in words if word != kind and word.strip()]
    if tag.syntax != "html" and not title and rest:
        title = rest[0]
    return words_of(kind or tag.key, title)


def kind_by_class(names: str) -> str:
    """The kind of callout that a class attribute names, or ""."""
    classes = names.lower().split()
    marked = any(name in _MARKERS for name in classes)
    for name in classes:
        match = _BOX_CLASS.fullmatch(name)
        if match and match[1] in KINDS and match[1] not in _GENERIC:
            if name in ("summary", "quote", "example", "help", "new", "check", "primary"):
                continue
            return match[1]
    return "note" if marked else ""


def boxes(lines: Sequence[Line], losses: list[Loss]) -> list[Line]:
    """Turn tags around text into containers and headings; plain wrappers are removed."""
    return _convert(_split(lines), losses, 1, 0)


def _split(lines: Sequence[Line]) -> list[Line]:
    """Put each tag of a box on a line of its own."""

    def apart(match: re.Match[str], place: Callable[[int], Line]) -> str:
        tag = tag_of(match)
        if role_of(tag) is None:
            return match[0]
        text = match.string
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        before = text[start : match.start()].strip()
        after = text[match.end() : end if end != -1 else len(text)].strip()
        one = " ".join(match[0].split())
        return ("\n" if before else "") + one + ("\n" if after else "")

    return change(lines, TAG, apart)


def _tag_line(line: Line) -> Tag | None:
    match = TAG.fullmatch(line.text.strip())
    return tag_of(match) if match else None


def _convert(lines: list[Line], losses: list[Loss], level: int, depth: int) -> list[Line]:
    if depth > 20:
        return lines
    code = is_code(lines)
    out: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        tag = None if code[at] or line.box else _tag_line(line)
        role = role_of(tag) if tag else None
        if tag is None or role is None:
            if not code[at] and (heading := _TITLE.match(line.text)):
                level = len(heading[1])
            out.append(line)
            at += 1
            continue
        if tag.closing:  # of something that was never opened
            at += 1
            continue
        body, end = ([], at + 1) if tag.alone else _until_closed(lines, at, code, tag)
        out += _made(line, role, tag, body, losses, level, depth)
        at = end
    return out


def _until_closed(lines: list[Line], at: int, code: list[bool], tag: Tag) -> tuple[list[Line], int]:
    """The lines inside a tag, and what comes after it; nothing is inside one that never closes."""
    depth = 1
    for number in range(at + 1, len(lines)):
        other = None if code[number] else _tag_line(lines[number])
        if other is None or other.name != tag.name or other.syntax != tag.syntax:
            continue
        depth += 0 if other.alone else -1 if other.closing else 1
        if depth == 0:
            return lines[at + 1 : number], number + 1
    return [], at + 1


def _made(
    line: Line,
    role: Role,
    tag: Tag,
    body: list[Line],
    losses: list[Loss],
    level: int,
    depth: int,
) -> list[Line]:
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    if tag.syntax == "html" and role.kind != "box":
        indent = ""  # the indentation of HTML says nothing
    words = role.words
    if role.kind == "details":
        words, body = _summary(words, body)
        words = details_words(words)
    body = _convert(_dedented(body), losses, level, depth + 1)
    if role.kind in ("group", "plain"):
        return [line.says(""), *(one.indented(indent) for one in body), line.says("")]
    if role.kind == "tab":
        return [one.indented(indent) for one in tab(line, words, body, level)]
    if not any(one.text.strip() for one in body):
        title = words.partition(" ")[2]
        if role.kind == "box" and not title:
            return []
        body = [line.says(title)]
        words = words.partition(" ")[0] if role.kind == "box" else words
    return boxed(line.opens(words, indent), body, line.closes(indent), indent)


def _summary(words: str, body: list[Line]) -> tuple[str, list[Line]]:
    match = _SUMMARY.search(text_of(body))
    if not match:
        return words, body
    before = text_of(body)[: match.start()].count("\n")
    after = before + match[0].count("\n")
    rest = body[after].text[body[after].text.lower().find("</summary>") + 10 :]
    first = body[before].text.lower().find("<summary")
    head = [body[before].says(body[before].text[:first])] if first > 0 else []
    return match[1], [*body[:before], *head, body[after].says(rest), *body[after + 1 :]]


def _dedented(body: list[Line]) -> list[Line]:
    """Lines without the space that all of them begin with."""
    widths = [len(one.text) - len(one.text.lstrip(" ")) for one in body if one.text.strip()]
    width = min(widths, default=0)
    return [one.says(one.text[width:]) if not one.box else one for one in body]
