"""Markdown with a slip in it, so that it is shown as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.markup.written import is_escaped, shortened
from curbcut.checks.source.page import HOLE, Block, SourcePage
from curbcut.model.finding import Problem, Rule
from curbcut.model.source import Span

SLIP = Rule(
    id="markdown-not-recognised",
    summary="A slip keeps Markdown from being recognised",
    why="Readers see the symbols, and the heading, link or emphasis that was meant is missing.",
    fix="Write it as the message says, or mark it as code with backticks.",
    how=(
        "Looked for in the running text, outside of code: number signs joined to a heading’s words"
        " or followed by a no-break space, a space between the brackets of a link or in its"
        " address, brackets in the wrong order or never closed, a reference that is not defined,"
        " attributes that cannot be read or whose bracket is never closed, “[]” for an empty"
        " checkbox, a line of colons alone, and asterisks and backticks that mark nothing."
    ),
    limits="A single number sign before a word in small letters is a tag (#help), not a heading. A"
    " single asterisk may point to a note.",
    examples=(
        ("##Prices\n\nA chain is 20 euros.", "## Prices\n\nA chain is 20 euros."),
        (
            "Look at the [prices] (https://example.com/prices).",
            "Look at the [prices](https://example.com/prices).",
        ),
    ),
)
RULES = (SLIP,)

_TEXT = r"(?P<text>[^\[\]\n]{1,80})"
_WHERE = (
    r"(?:https?://|mailto:|tel:|\.{0,2}/|#)[^()\s]{1,200}|[^()\s:]{1,100}\.\w{2,4}(?:#[^()\s]*)?"
)
"""An address or a file: what stands in the round brackets of a link."""


class _Slip(NamedTuple):
    pattern: re.Pattern[str]
    message: str
    fix: str


_BOX = _Slip(
    re.compile(r"\[\][ \t]+(?P<text>\S[^\n]*)"),
    "“[]” is not a checkbox: it has no space in it",
    "Write “- [ ] {text}”",
)
_LINES = (
    _Slip(
        re.compile(
            r"(?P<marks>#{2,6}|#(?=[\u00a0\u202f\u2007]|[^\W\d_a-z][^\n.!?#]{0,60}$))"
            r"[\u00a0\u202f\u2007]*(?P<text>[^\W_][^\n]{0,200}?)[ #]*$"
        ),
        "“{marks}{text}” is not a heading: no plain space follows the number signs",
        "Write “{marks} {text}”, with a plain space.",
    ),
    _Slip(
        re.compile(r":{3,}[ \t]*$"),
        "A line of colons closes nothing and is shown to readers",
        "Remove it, or open a container above, such as “::: note”.",
    ),
    _BOX,
)
"""Forms that begin a line, as it is written."""
_TEXTS = (
    _Slip(
        re.compile(rf"!\[{_TEXT}\]\((?P<to>[^()\s]{{1,200}}) =\d*x\d*\)"),
        "“{text}” is not an image: a size follows its address",
        "Write ![{text}]({to}); the size is taken from the file.",
    ),
    _Slip(
        re.compile(rf"(?P<mark>!?)\[{_TEXT}\] \((?P<to>{_WHERE})\)"),
        "“{text}” is not {what}: there is a space between its brackets",
        "Write {mark}[{text}]({to})",
    ),
    _Slip(
        re.compile(rf"\[{_TEXT}\]\((?P<to>[^()\s]{{1,200}}) +[“„«”][^()\n]{{0,200}}[”“»]\)"),
        "“{text}” is not a link: the quotation marks behind its address are curly",
        "Write [{text}]({to})",
    ),
    _Slip(
        re.compile(
            rf"(?P<mark>!?)\[{_TEXT}\]\[(?P<to>(?:https?://|\.{{0,2}}/)[^\[\]\s]+|[^\[\]\s]+\.md(?:#[^\[\]\s]*)?)\]"
        ),
        "“{text}” is not {what}: its address is in square brackets",
        "Write {mark}[{text}]({to})",
    ),
    _Slip(
        re.compile(rf"(?P<mark>!?)\[{_TEXT}\]\((?P<to>[^()\n]{{1,200}}? [^()\n]{{0,200}}?)\)"),
        "“{text}” is not {what}: its address has a space in it",
        "Write {mark}[{text}](<{to}>)",
    ),
    _Slip(
        re.compile(rf"(?P<mark>!?)\[{_TEXT}\]\((?P<to>{_WHERE})(?=\s|$)"),
        "“{text}” is not {what}: the bracket behind its address is never closed",
        "Write {mark}[{text}]({to})",
    ),
    _Slip(
        re.compile(rf"\((?P<text>[^()\n]{{1,80}})\)\[(?P<to>{_WHERE})\]"),
        "“{text}” is not a link: its brackets are in the wrong order",
        "Write [{text}]({to})",
    ),
    _Slip(
        re.compile(rf"(?P<mark>!?)\[{_TEXT}\]\[(?P<name>[^\[\]\n]{{1,60}})\]"),
        "“{text}” is not {what}: nothing says where “{name}” leads",
        "Write the address behind it, {mark}[{text}](….md), or define “[{name}]: ….md” on a line of"
        " its own.",
    ),
    _Slip(
        re.compile(rf"\[{_TEXT}\]\{{(?P<name>[^{{}}\n]{{0,80}})\}}"),
        "“{{{name}}}” is shown to readers: it is no name with a value",
        "Write [{text}]{{lang=fr}} for words in another language, or remove the braces.",
    ),
    _Slip(
        re.compile(
            r"\{(?P<text>#[\w-]+|\.[\w-]+|[a-z]+=(?:[\"“”][^\s{}]{0,40}|[\w-]+))"
            r"(?=[^{}\n]{0,200}(?:[{\n]|$))"
        ),
        "“{{{text}” is shown to readers: its bracket is never closed",
        "Write “{{{text}}}”",
    ),
    _Slip(
        re.compile(
            r"(?<![*\d])\*\*[ \u00a0]*(?P<before>[^\w\s*]*)"
            r"(?P<text>[^\W\d_](?:[^*\n]{0,80}[^\W_])?)"
            r"(?P<after>[^\w\s*]*)[ \u00a0]*\*\*(?!\*)"
        ),
        "The asterisks around “{text}” emphasise nothing and are shown to readers",
        "Write {before}**{text}**{after}",
    ),
    _Slip(
        re.compile(r"(?<![*\w\\])\*\*(?=\S)[^*\n]{1,60}|(?<=\S)\*\*(?![*\w])"),
        "Two asterisks emphasise nothing and are shown to readers",
        "Write two asterisks at both ends, joined to the words: **important**.",
    ),
    _Slip(
        re.compile(r"(?<!`)`{1,2}(?!`)[^`\n]{0,40}"),
        "A backtick marks no code and is shown to readers",
        "Write one at both ends, `code`, or \\` if readers are to see it.",
    ),
)


def run(page: SourcePage) -> Iterator[Problem]:
    """Yield slips, each place once."""
    for block in page.blocks:
        if block.kind != "paragraph":
            continue
        yield from _begun(page, block)
    taken: list[tuple[int, int]] = []
    for slip in _TEXTS:
        for found in slip.pattern.finditer(page.text):
            start, end = found.span()
            if HOLE in found[0] or page.within(page.links, start, end):
                continue
            # Template brackets are reported as such.
            if any(mark in found[0] for mark in ("{%", "{{")) or is_escaped(page, start, found[0]):
                continue
            if any(start < stop and end > begin for begin, stop in taken):
                continue
            taken.append((start, end))
            yield _problem(slip, found, page.span(start, end))


def _begun(page: SourcePage, block: Block) -> Iterator[Problem]:
    """Slips at the beginnings of a paragraph's lines."""
    rows = page.rows(block)
    boxed = block.parents[-2:-1] == ("list_item_open",)
    for number, row in enumerate(rows):
        found = next(
            (
                (slip, match)
                for slip in _LINES
                if (match := slip.pattern.match(row.text)) and (slip is not _BOX or boxed)
            ),
            None,
        )
        if found is None or (number and row.text[0] == ":" == rows[0].text[0]):
            continue  # a container whose name is not known is reported where it begins
        yield _problem(*found, page.span_of(row.line, row.column))


def _problem(slip: _Slip, found: re.Match[str], span: Span) -> Problem:
    parts = {name: (value or "").strip() for name, value in found.groupdict().items()}
    parts["what"] = "an image" if parts.get("mark") else "a link"
    message = slip.message.format(**{name: shortened(part) for name, part in parts.items()})
    return Problem(SLIP.id, message, span=span, fix=slip.fix.format(**parts))


CHECK = SourceCheck(RULES, run)
