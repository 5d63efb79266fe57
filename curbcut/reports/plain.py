"""One self-contained sentence a line: good for a screen reader, and for grep."""

from __future__ import annotations

from curbcut.model.finding import Finding, Outcome, RunResult
from curbcut.reports.summary import closing, pages_of, printable, question_of, word_for


def report_plain(result: RunResult) -> str:
    """A line for each finding, then the summary."""
    lines = [line_for(finding) for finding in result.findings if not finding.suppressed]
    return printable("\n".join((*lines, *closing(result))) + "\n")


def line_for(finding: Finding) -> str:
    """Everything about one finding in one line of sentences."""
    word = word_for(finding)
    parts = []
    if finding.span is not None:
        parts.append(f"{word.capitalize()} in {finding.span.path}, line {finding.span.line}:")
    else:
        parts.append(f"{word.capitalize()} on {finding.page or 'the site'}:")
    parts.append(_sentence(finding.message))
    if finding.outcome is Outcome.CANT_TELL and (question := question_of(finding)):
        parts.append(_sentence(question))
    else:
        parts.append(_sentence(finding.rule.why))
        parts.append(_sentence(finding.rule.advice))
    if finding.states:
        parts.append(f"Seen in: {', '.join(finding.states)}.")
    if finding.also_on:
        parts.append(f"It is {pages_of(finding)}.")
    parts.append(f"Rule {finding.rule.id}.")
    return " ".join(" ".join(parts).split())


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?”" else text + "."
