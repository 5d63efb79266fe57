"""One self-contained sentence per line, which suits screen readers and grep."""

from __future__ import annotations

from curbcut.characters import printable
from curbcut.model.finding import Finding, Outcome, RunResult
from curbcut.reports.summary import (
    closing,
    fix_of,
    is_listed,
    message_of,
    pages_of,
    question_of,
    review_command,
    word_for,
)

# Characters of an excerpt.
_LONGEST = 120


def report_plain(result: RunResult) -> str:
    """A line for each finding, then the summary."""
    lines = [
        line_for(finding, result.answers_in)
        for finding in result.findings
        if not finding.suppressed
    ]
    lines += [suppressed_sentence(finding) for finding in result.findings if is_listed(finding)]
    return printable("\n".join((*lines, *closing(result))) + "\n")


def line_for(finding: Finding, answers_in: str | None = "") -> str:
    """Everything about a finding in one line; for ``answers_in`` see RunResult."""
    parts = [f"{word_for(finding).capitalize()} {_place(finding)}:", _sentence(message_of(finding))]
    if element := _element(finding):
        parts.append(_sentence(f"It is about: {element}"))
    if finding.outcome is Outcome.CANT_TELL and (question := question_of(finding)):
        parts.append(_sentence(question))
    else:
        parts.append(_sentence(finding.rule.why))
        parts.append(_sentence(fix_of(finding)))
    if command := review_command(finding, answers_in):
        parts.append(f"Answer with: {command}.")
    if finding.states:
        parts.append(f"Seen in: {', '.join(finding.states)}.")
    if finding.also_on:
        parts.append(f"It is {pages_of(finding)}.")
    parts.append(f"Rule {finding.rule.id}.")
    return " ".join(" ".join(parts).split())


def suppressed_sentence(finding: Finding) -> str:
    """A finding that somebody answered or accepted, with who did and until when."""
    words = finding.suppressed
    words = words if words.startswith("answered") else f"suppressed {words}"
    parts = [f"Not counted {_place(finding)}:", _sentence(message_of(finding))]
    parts += [_sentence(words[:1].upper() + words[1:]), f"Rule {finding.rule.id}."]
    return " ".join(" ".join(parts).split())


def _place(finding: Finding) -> str:
    if finding.span is not None:
        return f"in {finding.span.path}, line {finding.span.line}"
    return f"on {finding.page or 'the site'}"


def _element(finding: Finding) -> str:
    """The words by which somebody who hears this can find the place: the line, or the element."""
    text = finding.excerpt
    if len(text) > _LONGEST and finding.span:
        # Of a long line, only the part around the finding; the line may have many findings.
        start = max(0, finding.span.column - _LONGEST // 3)
        text = ("…" if start else "") + text[start : start + _LONGEST] + "…"
    return " ".join((text or (finding.target.html if finding.target else "")).split())


def _sentence(text: str) -> str:
    text = text.strip()
    ended = text.rstrip("”")[-1:] in (".", "!", "?") if text.endswith("”") else text[-1:] in ".!?"
    return text if not text or ended else text + "."
