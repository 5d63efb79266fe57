"""Merge the same problem in several states or on several pages into one finding."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from curbcut.model.finding import Finding, Outcome, Severity
from curbcut.triage.fingerprints import fingerprint_of

_OUTCOMES = {Outcome.UNTESTED: 0, Outcome.FAILED: 1, Outcome.CANT_TELL: 2}
_SEVERITIES = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.SUGGESTION: 2}


def merge(findings: Iterable[Finding], sources: Mapping[str, list[str]]) -> tuple[Finding, ...]:
    """Merge findings, give each its fingerprint, and sort them by ``rank``.

    ``sources`` are the lines of the source files by the path that spans use.
    """
    merged: dict[tuple[object, ...], Finding] = {}
    for raw in findings:
        finding = dataclasses.replace(raw, excerpt=raw.excerpt or _excerpt(raw, sources))
        finding = dataclasses.replace(finding, fingerprint=fingerprint_of(finding))
        key = _key(finding)
        known = merged.get(key)
        merged[key] = finding if known is None else _join(known, finding)
    return tuple(sorted(merged.values(), key=rank))


def _key(finding: Finding) -> tuple[object, ...]:
    span = finding.span
    if span is not None and span.path.endswith((".j2", ".css", ".js")):
        # A problem of a template is one problem, however many pages use the template.
        return finding.rule.id, finding.outcome, span.path, span.line, _element(finding)
    target = finding.target.selector if finding.target else ()
    message = "" if finding.target else finding.message
    return finding.rule.id, finding.outcome, finding.page, span, target, message


def _element(finding: Finding) -> str:
    return finding.target.tag if finding.target else finding.message


def _join(one: Finding, other: Finding) -> Finding:
    states = tuple(dict.fromkeys((*one.states, *other.states)))
    pages = [page for page in (*one.also_on, other.page, *other.also_on) if page != one.page]
    subject = one.subject
    if one.page == other.page:
        # The same element in another state.
        known = {*one.subject.split("+"), *other.subject.split("+")} - {""}
        subject = "+".join(sorted(known))
    return dataclasses.replace(
        one, states=states, also_on=tuple(dict.fromkeys(pages)), subject=subject
    )


def _excerpt(finding: Finding, sources: Mapping[str, list[str]]) -> str:
    if finding.span is None:
        return ""
    lines = sources.get(finding.span.path, [])
    return lines[finding.span.line - 1] if 0 < finding.span.line <= len(lines) else ""


def rank(finding: Finding) -> tuple[object, ...]:
    """The sort key of a report: blocking findings first, then by position."""
    span = finding.span
    return (
        not finding.blocking,
        _OUTCOMES.get(finding.outcome, 3),
        _SEVERITIES[finding.rule.severity],
        span.path if span else "",
        span.line if span else 0,
        span.column if span else 0,
        finding.rule.id,
        finding.page,
        finding.target.selector if finding.target else (),
        finding.message,
    )
