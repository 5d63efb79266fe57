"""The report for people, like a good compiler's: position, source line, message, why, fix."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence

from curbcut.characters import printable
from curbcut.model.finding import Finding, Outcome, RunResult
from curbcut.model.wcag import criterion
from curbcut.reports.summary import (
    closing,
    fix_of,
    is_listed,
    message_of,
    one_line,
    pages_of,
    question_of,
    review_command,
    shown_excerpt,
    suppressed_line,
    word_for,
)

_COLOURS = {
    "error": "1;31",
    "not checked": "1;31",
    "warning": "1;33",
    "suggestion": "36",
    "to review": "1;36",
}
_EXCERPT = 120
_BEFORE = "see the first “{rule}” above"

_MANY = 20
"""Findings from which on they are counted by rule."""

type _Paint = Callable[[str, str], str]


def report_text(result: RunResult, *, colour: bool = False, width: int = 0) -> str:
    """The findings in full, then the summary. ``width`` is in columns, 0 for the terminal's."""
    width = min(width or shutil.get_terminal_size((96, 24)).columns, 100)
    paint = _painter(colour)
    said: set[tuple[str, str]] = set()
    shown = [finding for finding in result.findings if not finding.suppressed]
    blocks = [_block(finding, paint, width, said, result.answers_in) for finding in shown]
    hidden = [suppressed_line(finding) for finding in result.findings if is_listed(finding)]
    if hidden:
        blocks.append("\n".join(paint("2", line) for line in hidden) + "\n")
    blocks += _by_rule(shown)
    ok = not result.blocking
    last = closing(result)
    last[-1] = paint("1;32" if ok else "1;31", last[-1])
    return "\n".join((*blocks, *last)) + "\n"


def _by_rule(findings: Sequence[Finding]) -> list[str]:
    """How many findings each rule has, the most first, where there are too many to keep in mind."""
    if len(findings) < _MANY:
        return []
    counted = Counter((word_for(finding), finding.rule.id) for finding in findings)
    width = len(str(max(counted.values())))
    lines = [f"  {n:>{width}}  {rule} ({word})" for (word, rule), n in counted.most_common()]
    return ["\n".join(["By rule:", *lines]) + "\n"]


def _block(
    finding: Finding,
    paint: _Paint,
    width: int,
    said: set[tuple[str, str]],
    answers_in: str | None,
) -> str:
    """One finding. What ``said`` has of its rule is further up and is not repeated."""
    word = word_for(finding)
    # A file name may contain anything, including line feeds and escape sequences.
    place = one_line(str(finding.span) if finding.span else (finding.page or "the site"))
    lines = [f"{paint('1', place)}: {paint(_COLOURS[word], word)}: {_flat(message_of(finding))}"]
    lines += _source_lines(finding, paint)
    if finding.outcome is Outcome.CANT_TELL and (question := question_of(finding)):
        asked = question if _new(said, finding, question) else _BEFORE.format(rule=finding.rule.id)
        lines += _labelled("question", asked, width, paint)
        lines += _labelled("answer", review_command(finding, answers_in), width, paint)
    else:
        if _new(said, finding, finding.rule.why):
            lines += _labelled("why", finding.rule.why, width, paint)
        fix = fix_of(finding)
        known = not _new(said, finding, fix)
        lines += _labelled(
            "fix", _BEFORE.format(rule=finding.rule.id) if known else fix, width, paint
        )
    lines += _labelled("where", one_line(_where(finding)), width, paint)
    names = [f"{number} {criterion(number).name}" for number in finding.rule.criteria]
    rule = finding.rule.id + (f"  (WCAG {', '.join(names)})" if names else "")
    lines += _labelled("rule", rule, width, paint)
    return "\n".join(lines) + "\n"


def _new(said: set[tuple[str, str]], finding: Finding, text: str) -> bool:
    known = (finding.rule.id, text) in said
    said.add((finding.rule.id, text))
    return not known


def _source_lines(finding: Finding, paint: _Paint) -> list[str]:
    if finding.span is None or not finding.excerpt or finding.excerpt.isspace():
        if finding.target and finding.target.html:
            return [f"    {paint('2', '|')} {_flat(finding.target.html)}"]
        return []
    number = str(finding.span.line)
    excerpt, column = shown_excerpt(finding, _EXCERPT)
    text = printable(excerpt.replace("\t", " ")).rstrip()
    gutter = " " * len(number)
    lines = [f"  {number} {paint('2', '|')} {text}"]
    if 1 < column <= len(text):
        lines.append(f"  {gutter} {paint('2', '|')} {' ' * (column - 1)}{paint('1;31', '^')}")
    return lines


def _flat(text: str) -> str:
    """Words of a page in one line, so that none of them looks like a line of the report."""
    return " ".join(printable(text).split())


def _where(finding: Finding) -> str:
    parts = []
    if pages := pages_of(finding):
        parts.append(pages)
    if finding.target:
        parts.append(f"element {' >>> '.join(finding.target.selector)}")
    if finding.states:
        parts.append(f"in {', '.join(finding.states)}")
    if finding.related:
        # A finding on many pages has a line on each; three are enough to find the others.
        shown = 3 if finding.also_on else len(finding.related)
        more = len(finding.related) - shown
        places = ", ".join(str(span) for span in finding.related[:shown])
        parts.append(f"see also {places}" + (f" and {more} more" if more > 0 else ""))
    return "; ".join(parts)


def _labelled(label: str, text: str, width: int, paint: _Paint) -> list[str]:
    if not text:
        return []
    lines = textwrap.wrap(
        printable(text), width - 14, break_long_words=False, break_on_hyphens=False
    )
    first = f"    {paint('2', f'{label}:'.ljust(10))}{lines[0]}"
    return [first, *(" " * 14 + line for line in lines[1:])]


def _painter(colour: bool) -> _Paint:
    return lambda code, text: f"\033[{code}m{text}\033[0m" if colour else text
