"""The start tags of an HTML file, in one pass over it.

Python’s own HTMLParser looks for the end of an unfinished tag or comment again and again, which
for a hostile or a broken file takes minutes; here each character is looked at once. What is a tag
and what is text is decided as in the HTML Standard's tokenizer, closely enough to count elements.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_BEGINNING = re.compile(r"<[a-zA-Z/!?]")
_NAME = re.compile(r"[a-zA-Z][^ \t\n\f\r/>]*+")
_BLANKS = re.compile(r"[ \t\n\f\r/]*+")
_ATTRIBUTE = re.compile(
    r"(?P<name>=?[^ \t\n\f\r/>=]*+)(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+"
    r"""(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^ \t\n\f\r>"'][^ \t\n\f\r>]*+)"""
    r"""|(?P<open>["'])|(?=>|\Z)))?+"""
)
_COMMENT_END = re.compile(r"--!?>")
_TEXT_ONLY = frozenset(
    ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript")
)
"""Elements whose content is text, in HTML and while scripts run."""


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag: its name in lower case, where it begins and ends, and its attributes.

    Lines and the column count from 1. ``hidden`` says that it is in a template, so it is no
    element of the document. ``name_end`` is the offset behind its name in the text.
    """

    name: str
    line: int
    column: int
    end_line: int
    hidden: bool = False
    name_end: int = 0
    attributes: dict[str, str] = field(default_factory=dict)


def start_tags(text: str, *, xml: bool = False) -> Iterator[StartTag]:
    """Yield each start tag of a file in order; ``xml`` says that it is read as XHTML."""
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    templates = foreign = at = 0
    while (begin := _BEGINNING.search(text, at)) is not None:
        at = begin.start()
        closing = text.startswith("/", at + 1)
        found = _NAME.match(text, at + 1 + closing)
        if found is None:
            at = _after_other(text, at, sections=xml or foreign > 0)
            if at < 0:
                return
            continue
        name = found.group().lower()
        end, attributes, empty = _rest(text, found.end())
        if end < 0:
            return
        if closing:
            templates -= name == "template" and templates > 0
            foreign -= name in ("svg", "math") and foreign > 0
            at = end
            continue
        line = bisect_right(lines, at)
        yield StartTag(
            name,
            line,
            at - lines[line - 1] + 1,
            bisect_right(lines, end - 1),
            hidden=templates > 0,
            name_end=found.end(),
            attributes=attributes,
        )
        empty = empty and (xml or foreign > 0)
        templates += name == "template" and not empty
        foreign += name in ("svg", "math") and not empty
        at = end
        if name == "plaintext" and not xml:
            return
        if name in _TEXT_ONLY and not xml and not foreign:
            last = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(text, end)
            if last is None:
                return
            at = last.start()


def _rest(text: str, at: int) -> tuple[int, dict[str, str], bool]:
    """The end of a tag, -1 if it has none; its attributes; whether it closes itself."""
    attributes: dict[str, str] = {}
    while True:
        start = at
        blanks = _BLANKS.match(text, at)
        at = blanks.end() if blanks else at
        if at >= len(text):
            return -1, attributes, False
        if text[at] == ">":
            return at + 1, attributes, at > start and text[at - 1] == "/"
        found = _ATTRIBUTE.match(text, at)
        if found is None or found.end() == at or found["open"]:
            # A quotation mark that is never closed: the rest of the file is this tag.
            return -1, attributes, False
        value = found["double"] or found["single"] or found["bare"] or ""
        attributes.setdefault(found["name"].lower(), html.unescape(value))
        at = found.end()


def _after_other(text: str, at: int, *, sections: bool) -> int:
    """Where what begins with “<” and is no tag ends; -1 if that is the end of the file."""
    if text.startswith("<!--", at):
        if text.startswith((">", "->"), at + 4):
            return text.index(">", at + 4) + 1
        end = _COMMENT_END.search(text, at + 4)
        return end.end() if end else -1
    if sections and text.startswith("<![CDATA[", at):
        end_of = text.find("]]>", at)
        return end_of + 3 if end_of >= 0 else -1
    if text.startswith(("<!", "<?", "</"), at):
        end_of = text.find(">", at + 2)
        return end_of + 1 if end_of >= 0 else -1
    return at + 1
