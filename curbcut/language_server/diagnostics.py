"""Findings as an editor shows them: what is wrong, where, and what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lsprotocol import types

from curbcut.errors import CurbcutError
from curbcut.language_server.lines import Lines
from curbcut.language_server.rule_pages import rule_page
from curbcut.model.finding import Finding, Outcome, Severity
from curbcut.model.source import Span
from curbcut.reports.summary import fix_of, question_of

SOURCE = "curbcut"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.SUGGESTION: types.DiagnosticSeverity.Information,
}
_QUOTED = re.compile(r"“([^”]+)”")
_LINK = re.compile(r"!?\[(?:[^\[\]\\]|\\.)*\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])|<[^<>\s]+>")
_WORD = re.compile(r"\S+")


def diagnostic(
    finding: Finding, lines: Lines, files: Mapping[str, Path] | None = None
) -> types.Diagnostic:
    """A finding in a document; ``files`` are other files by the paths that spans have."""
    assert finding.span is not None
    line, start, end = extent(finding, lines)
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(files[span.path].as_uri(), _line_of(span)), "see also"
        )
        for span in finding.related
        if files and span.path in files
    ]
    return types.Diagnostic(
        range=lines.range(line, start, end),
        message=message_of(finding),
        severity=_severity(finding),
        code=finding.rule.id,
        code_description=types.CodeDescription(rule_page(finding.rule)),
        source=SOURCE,
        related_information=related or None,
    )


def failure(error: CurbcutError) -> types.Diagnostic:
    """Why a document's site could not be read, on the document's first line."""
    return types.Diagnostic(
        range=types.Range(types.Position(0, 0), types.Position(0, 1)),
        message=f"{error}\n{error.fix}".strip(),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )


def message_of(finding: Finding) -> str:
    """What is wrong and, on a line below, what to type or to ask oneself."""
    message = (
        finding.message if finding.message.endswith((".", "?", "!")) else finding.message + "."
    )
    asked = finding.outcome is Outcome.CANT_TELL
    advice = question_of(finding) if asked else fix_of(finding)
    return message if not advice or advice in message else f"{message}\n{advice}"


def extent(finding: Finding, lines: Lines) -> tuple[int, int, int]:
    """The line of a finding, and the characters from and up to which it is about it.

    A finding has no end in its line: it is that of the words that the message quotes, of a link, or
    of the word there. What has no place in its line is about all of it.
    """
    assert finding.span is not None
    line, start = finding.span.line - 1, finding.span.column - 1
    text = lines.line(line)
    rest = text[start:]
    for quoted in _QUOTED.findall(finding.message):
        if rest.startswith(quoted):
            return line, start, start + len(quoted)
    if found := _LINK.match(rest) or (_WORD.match(rest) if start else None):
        return line, start, start + found.end()
    first = len(text) - len(text.lstrip())
    return line, min(first, start) if start else first, len(text.rstrip())


def _severity(finding: Finding) -> types.DiagnosticSeverity:
    if finding.outcome is Outcome.UNTESTED:
        return types.DiagnosticSeverity.Error
    if finding.outcome is Outcome.CANT_TELL:
        return types.DiagnosticSeverity.Information
    return _SEVERITIES[finding.rule.severity]


def _line_of(span: Span) -> types.Range:
    return types.Range(types.Position(span.line - 1, 0), types.Position(span.line, 0))
