"""Markup of other tools, which readers would see as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.markup.written import is_escaped, shortened
from curbcut.checks.source.page import HOLE, SourcePage
from curbcut.model.finding import Problem, Rule
from curbcut.model.source import Span

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
        " “Tab”), directives of reStructuredText (.. note::), callouts of Obsidian with a name that"
        " is not known (> [!todo]), attribute lists of kramdown and Python-Markdown ({: .class }),"
        " [TOC], snippets (--8<--), icons and emoji by name (:material-home:), [[wiki links]] and"
        " embedded files, ==highlights==, x^2^ and H~2~O, comments between %%, math between $$, and"
        " imports of MDX."
    ),
    limits="What is in a code block, between backticks or behind a backslash is an example and is"
    " left alone.",
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
"""Which container says the same as an admonition of another tool; note is for all others."""
_QUOTE = '["“”„]'


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    fix: str


_LINES = (
    _Form(
        re.compile(
            r"(?P<mark>!!!|\?\?\?\+?) ?(?P<kind>[A-Za-z]+)"
            rf"(?: {_QUOTE}(?P<title>[^\"“”]*){_QUOTE}?)?"
        ),
        "",
    ),
    _Form(re.compile(r"(?P<mark>\.\.) (?P<kind>[a-z]+)::(?P<title>[^\n]*)"), ""),
    _Form(
        re.compile(r"\[!(?P<kind>[A-Za-z]+)\][+-]?(?P<title>[^\n]*)"),
        "Write “> [!{alert}]” on a line of its own, and the text on the next one.",
    ),
    _Form(
        re.compile(rf"=== ?{_QUOTE}(?P<title>[^\"“”]+){_QUOTE}"),
        "Write “::: tabs” above the first tab, “### {title}” and the text without indentation"
        " here, and “:::” below the last one.",
    ),
    _Form(
        re.compile(r"\[\[?_?(?:TOC|toc)_?\]\]?(?=\s*$)"),
        "Remove it. A page with several headings gets its contents by itself.",
    ),
    _Form(
        re.compile(rf"--8<-- ?{_QUOTE}[^\"“”]+{_QUOTE}|[-–—]{{1,2}}8<[-–—]{{1,2}}"),
        "Write the text of that file here; Curbcut includes no files.",
    ),
    _Form(
        re.compile(
            r"import (?:[\w*{][^'\"]{0,200} from )?['\"][^'\"]+['\"];?"
            r"|export (?:const|default|function|let) [^\n]+"
        ),
        "Remove the line; components of other tools are not run here.",
    ),
)
"""Forms that begin a line, as it is written."""
_TEXTS = (
    _Form(
        re.compile(r"\{:[^{}\n]{0,200}\}"),
        "Remove it. A heading takes a permanent anchor as “## Title {{#name}}”, an image"
        " {{.decorative}}.",
    ),
    _Form(
        re.compile(r"(?<![\w:/.]):(?:material|octicons|fontawesome|simple|fa)-[a-z0-9-]+:"),
        "Remove the icon, or write its meaning as a word.",
    ),
    _Form(
        re.compile(r"(?<![\w:/.]):(?:[a-z][a-z_]{2,30}|\+1|-1):(?![\w:/])"),
        "Put the emoji itself there, with its meaning beside it as a word, or remove it.",
    ),
    _Form(
        re.compile(r"!\[\[(?P<file>[^\[\]\n|]{1,80}\.\w{2,4})(?:\|[^\[\]\n]{0,80})?\]\]"),
        "Write ![what it shows]({file})",
    ),
    _Form(
        re.compile(r"!?\[\[(?P<page>[^\[\]\n|]{1,80})(?:\|(?P<text>[^\[\]\n]{1,80}))?\]\]"),
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
        re.compile(r"(?<![\w$\\])\$(?=[^\s$])[^$\n]{0,60}[\\^_][^$\n]{0,60}(?<=[^\s$])\$(?![\w$])"),
        "Write the formula in words, or as an image with alternative text.",
    ),
    _Form(
        re.compile(r"(?<=[\w)])(?P<mark>[\^~])(?P<text>[\w+-]{1,6})(?P=mark)(?![\^~])"),
        "Write {instead}, or the words alone.",
    ),
    _Form(
        re.compile(r"\^\[(?P<text>[^\[\]\n]{1,300})\]"),
        "Write [^1] there, and “[^1]: {text}” on a line of its own.",
    ),
    _Form(
        re.compile(r"%%[^%\n]{1,300}%%"),
        "Write <!-- and --> around it: such a comment is not on the page. Or remove it.",
    ),
)
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def run(page: SourcePage) -> Iterator[Problem]:
    """Yield markup of other tools, each place once."""
    lines: set[int] = set()
    for block in page.blocks:
        if block.kind != "paragraph":
            continue
        quoted = "blockquote_open" in block.parents
        for row in page.rows(block):
            for form in _LINES:
                found = form.pattern.match(row.text)
                if found is None or (found[0].startswith("[!") and not quoted):
                    continue
                lines.add(row.line)
                span = page.span_of(row.line, row.column)
                yield _problem(form, found, span)
                break
    taken: list[tuple[int, int]] = []
    for form in _TEXTS:
        for found in form.pattern.finditer(page.text):
            start, end = found.span()
            if HOLE in found[0] or any(start < stop and end > begin for begin, stop in taken):
                continue
            span = page.span(start, end)
            if span.line - page.first_line in lines or is_escaped(page, start, found[0]):
                continue
            taken.append((start, end))
            yield _problem(form, found, span)


def _problem(form: _Form, found: re.Match[str], span: Span) -> Problem:
    message = f"“{shortened(found[0])}” is shown to readers as it is"
    return Problem(FOREIGN.id, message, span=span, fix=_fix(form, found))


def _fix(form: _Form, found: re.Match[str]) -> str:
    parts = {name: (value or "").strip() for name, value in found.groupdict().items()}
    if "kind" in parts and not form.fix:
        details = parts["mark"].startswith("?")
        kind = "details" if details else _KINDS.get(parts["kind"].lower(), "note")
        title = parts["title"] or (parts["kind"].capitalize() if details else "")
        opened = f"{kind} {title}".strip()
        return (
            f"Write “::: {opened}”, then the text without indentation, and “:::” on a line below."
        )
    if "kind" in parts:
        parts["alert"] = _KINDS.get(parts["kind"].lower(), "note").upper()
    if "page" in parts:
        parts["text"] = parts["text"] or parts["page"]
    if parts.get("mark") in ("^", "~"):
        parts["instead"] = parts["text"].translate(_RAISED if parts["mark"] == "^" else _LOWERED)
    return form.fix.format(**parts)


CHECK = SourceCheck(RULES, run)
