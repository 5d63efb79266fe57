"""Good practice is asked about on pages that Curbcut did not build; see docs/decisions/0005."""

from __future__ import annotations

from dataclasses import replace

from curbcut.checks.runner.notes import PageResult
from curbcut.model.finding import Finding, Outcome, Severity


def asked_about(result: PageResult) -> PageResult:
    """The result with ``failed`` kept for broken success criteria; all else is ``cantTell``."""
    softened = {finding.rule.id for finding in result.findings if _is_practice(finding)}
    if not softened:
        return result
    return replace(
        result,
        findings=tuple(
            replace(finding, outcome=Outcome.CANT_TELL) if _is_practice(finding) else finding
            for finding in result.findings
        ),
        evaluations=tuple(
            replace(evaluation, outcome=Outcome.CANT_TELL)
            if evaluation.rule in softened and evaluation.outcome is Outcome.FAILED
            else evaluation
            for evaluation in result.evaluations
        ),
    )


def _is_practice(finding: Finding) -> bool:
    rule = finding.rule
    binding = rule.severity is Severity.ERROR and bool(rule.criteria)
    return finding.outcome is Outcome.FAILED and not binding
