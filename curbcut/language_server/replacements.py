"""What a fix types for the editor, where the message of a finding has the very text.

Which part of the line such a text replaces depends on the rule; a rule that is not here has no
certain one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from curbcut.language_server.lines import Lines
from curbcut.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Replacement:
    """The characters of a line, counted from 0, that ``text`` takes the place of."""

    line: int
    start: int
    end: int
    text: str


def replacement(finding: Finding, lines: Lines) -> Replacement | None:
    """What to type for a finding, or None if that is not certain or the line has changed."""
    find = _BY_RULE.get(finding.rule.id)
    if find is None or finding.span is None:
        return None
    line = finding.span.line - 1
    found = find(finding, lines.line(line), finding.span.column - 1)
    return Replacement(line, *found) if found else None


type _Found = tuple[int, int, str] | None

_TARGET = re.compile(r"!?\[(?:[^\[\]\\]|\\.)*\]\(\s*(?P<to><[^<>]*>|[^\s()]*)")
_DEFINED = re.compile(r" {0,3}\[[^\]]+\]:\s*(?P<to>\S*)")
_LINK_TO = re.compile(r"Write (?:!?\[.*\])?\((?P<to>\S+)\)(?: behind the square brackets\.)?")
_MEANT = re.compile(r"Did you mean “(?P<word>[^”]+)”\?")
_WHOLE = re.compile(
    r"Write “(?P<text>.+?)”(?:$|, with a plain space\.| at the start of the line\.)"
)
_WHOLE_VALUE = re.compile(r"Write (?P<text>[\w-]+(?:: | = ).+)")
_LINK = re.compile(r"Write (?P<text>!?\[.*\]\(\S*\))")


def _target(finding: Finding, line: str, column: int) -> _Found:
    """The address of the link at a column."""
    written = _TARGET.match(line, column) or _TARGET.search(line, column) or _DEFINED.match(line)
    meant = _LINK_TO.fullmatch(finding.fix)
    return (*written.span("to"), meant["to"]) if written and meant else None


def _anchor(finding: Finding, line: str, column: int) -> _Found:
    """What follows the number sign in the address of the link at a column."""
    written = _TARGET.match(line, column) or _TARGET.search(line, column) or _DEFINED.match(line)
    meant = _MEANT.search(finding.message)
    if written is None or meant is None or "#" not in written["to"]:
        return None
    return written.start("to") + written["to"].index("#"), written.end("to"), meant["word"]


def _key(finding: Finding, line: str, column: int) -> _Found:
    """The key that a line begins with."""
    meant = _MEANT.search(finding.message)
    written = re.match(r"\s*(?P<key>[\w-]+)", line)
    return (*written.span("key"), meant["word"]) if written and meant else None


def _line(finding: Finding, line: str, column: int) -> _Found:
    """The line, from its first character on."""
    meant = _WHOLE.match(finding.fix) or _WHOLE_VALUE.fullmatch(finding.fix)
    if meant is None:
        return None
    start = 0 if finding.fix.endswith("at the start of the line.") else column
    return start, len(line.rstrip()), meant["text"]


def _slip(finding: Finding, line: str, column: int) -> _Found:
    """A link or an image with a slip in its brackets, or a line that begins with one."""
    if finding.fix.startswith(("Write “- [ ] ", "Write “#")):
        return _line(finding, line, column)
    meant = _LINK.fullmatch(finding.fix)
    written = re.compile(r"!?\[[^\[\]]*\] ?\([^()]*\)?|\([^()]*\)\[[^\[\]]*\]").match(line, column)
    return (*written.span(), meant["text"]) if written and meant else None


def _level_two(finding: Finding, line: str, column: int) -> _Found:
    """The number sign of a level 1 heading."""
    written = re.match(r" {0,3}(?P<mark>#)(?=[ \t])", line)
    return (*written.span("mark"), "##") if written else None


_BY_RULE: dict[str, Callable[[Finding, str, int], _Found]] = {
    "link-broken": _target,
    "link-outside": _target,
    "image-missing": _target,
    "anchor-broken": _anchor,
    "front-matter-unknown-key": _key,
    "site-settings": lambda *place: _key(*place) or _line(*place),
    "front-matter-syntax": _line,
    "front-matter-quotes": _line,
    "container-unknown": _line,
    "markdown-not-recognised": _slip,
    "heading-second-h1": _level_two,
}
