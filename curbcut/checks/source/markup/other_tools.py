"""Markup of other tools, which readers would see as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import HOLE, SourcePage
from curbcut.model.finding import Problem, Rule

FOREIGN = Rule(
    id="markup-of-another-tool",
    summary="Markup of another tool is shown to readers as text",
    why=(
        "Readers see symbols that mean nothing to them, a screen reader reads them aloud, and what"
        " they were to make, a box or a list of contents, is missing."
    ),
    fix="Write it the way that Curbcut reads, or mark it as code with backticks.",
    how=(
        "Looked for in the running text, outside of code: blocks of MkDocs (!!! note, ??? note, ==="
        " “Tab”), attribute lists of kramdown and Python-Markdown ({: .class }), [TOC], snippets"
        " (--8<--), icons and emoji by name (:material-home:), [[wiki links]], ==highlights==, math"
        " between $$, and imports of MDX."
    ),
    limits="What is in a code block or between backticks is an example and is left alone.",
    examples=(
        (
            '!!! note "Sundays"\n    The shop is closed.',
            "::: note Sundays\nThe shop is closed.\n:::",
        ),
        ("Oil the ==chain==.", "Oil the **chain**."),
    ),
)
RULES = (FOREIGN,)

_KINDS = {
    "tip": "tip", "hint": "tip", "success": "tip", "important": "important",
    "warning": "warning", "caution": "warning", "danger": "warning", "error": "warning",
    "attention": "warning", "bug": "warning", "failure": "warning",
}  # fmt: skip
"""Which container says the same as an admonition of MkDocs; note is for all others."""
_QUOTE = '["“”„]'


class _Form(NamedTuple):
    """A form of markup: ``start`` says that it is one only at the beginning of a block."""

    pattern: re.Pattern[str]
    fix: str
    start: bool = False


_FORMS = (
    _Form(
        re.compile(
            rf"(?P<mark>!!!|\?\?\?\+?) ?(?P<kind>[A-Za-z]+)(?: {_QUOTE}(?P<title>[^\"“”]*))?"
        ),
        "",
        start=True,
    ),
    _Form(
        re.compile(rf"=== ?{_QUOTE}(?P<title>[^\"“”]+){_QUOTE}"),
        "Write a heading, “### {title}”, and the text below it without indentation.",
        start=True,
    ),
    _Form(
        re.compile(r"\{:[^{}\n]{0,200}\}"),
        "Remove it. A heading takes a permanent anchor as “## Title {{#name}}”, an image"
        " {{.decorative}}.",
    ),
    _Form(
        re.compile(r"\[(?:TOC|toc|\[_TOC_\])\]"),
        "Remove it. A page with several headings gets its contents by itself.",
        start=True,
    ),
    _Form(
        re.compile(rf"--8<-- ?{_QUOTE}[^\"“”]+{_QUOTE}|[-–—]{{1,2}}8<[-–—]{{1,2}}"),
        "Write the text of that file here; Curbcut includes no files.",
        start=True,
    ),
    _Form(
        re.compile(r"(?<![\w:/.]):(?:material|octicons|fontawesome|simple|fa)-[a-z0-9-]+:"),
        "Remove the icon, or write its meaning as a word.",
    ),
    _Form(
        re.compile(r"(?<![\w:/.]):[a-z][a-z_]{2,30}:(?![\w:/])"),
        "Put the emoji itself there, with its meaning beside it as a word, or remove it.",
    ),
    _Form(
        re.compile(r"\[\[(?P<page>[^\[\]\n|]{1,80})(?:\|(?P<text>[^\[\]\n]{1,80}))?\]\]"),
        "Write [{text}](….md), with the path of the page’s file.",
    ),
    _Form(
        re.compile(r"(?<![=\w])==(?P<text>[^\s=][^=\n]{0,100})==(?![=\w])"),
        "Write **{text}** if it is important, or the words alone.",
    ),
    _Form(
        re.compile(r"\$\$[^$\n]{1,300}\$\$"),
        "Write the formula in words, or as an image with alternative text.",
    ),
    _Form(
        re.compile(r"(?:import|export) (?:\{[^{}]*\}|\w+|\* as \w+|const \w+) (?:from|=) \S+"),
        "Remove the line; components of other tools are not run here.",
        start=True,
    ),
)


def run(page: SourcePage) -> Iterator[Problem]:
    """Yield markup of other tools, each place once."""
    taken: list[tuple[int, int]] = []
    starts = {block.start for block in page.blocks}
    for form in _FORMS:
        for found in form.pattern.finditer(page.text):
            start, end = found.span()
            if form.start and start not in starts and page.text[start - 1] not in "\n ":
                continue
            if form.start and not _begins(page, start):
                continue
            if HOLE in found[0] or any(start < stop and end > begin for begin, stop in taken):
                continue
            taken.append((start, end))
            shown = _short(found[0])
            span = page.span(start, end)
            fix = _fix(form, found)
            yield Problem(FOREIGN.id, f"“{shown}” is shown to readers as it is", span=span, fix=fix)


def _begins(page: SourcePage, offset: int) -> bool:
    """Whether what is at an offset begins a written line."""
    span = page.span(offset)
    line = page.lines[span.line - page.first_line]
    return not line[: max(0, span.column - 1)].strip(" \t>-*+0123456789.")


def _fix(form: _Form, found: re.Match[str]) -> str:
    parts = {name: value or "" for name, value in found.groupdict().items()}
    if "kind" in parts:
        details = parts["mark"].startswith("?")
        kind = "details" if details else _KINDS.get(parts["kind"].lower(), "note")
        title = parts["title"] or (parts["kind"].capitalize() if details else "")
        opened = f"{kind} {title}".strip()
        return (
            f"Write “::: {opened}”, then the text without indentation, and “:::” on a line below."
        )
    if "page" in parts:
        parts["text"] = parts["text"] or parts["page"]
    return form.fix.format(**parts)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


CHECK = SourceCheck(RULES, run)
