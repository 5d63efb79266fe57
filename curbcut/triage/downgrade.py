"""Good practice is asked about on pages that Curbcut did not build; see docs/decisions/0005."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from curbcut.checks.evaluations import Evaluations
from curbcut.model.finding import Finding, Outcome, Rule, Severity

SITE = "site"
"""The state of findings of the checks of a whole site, which speak of no practice."""


def downgrade(finding: Finding) -> Finding:
    """A finding of a browser that breaks no success criterion becomes ``cantTell``.

    One of all pages together, such as a broken link, is a fact and stays, but does not block.
    """
    failed = finding.outcome is Outcome.FAILED and finding.states != ()
    if not failed or _is_binding(finding.rule):
        return finding
    if finding.states == (SITE,):
        if finding.rule.severity is not Severity.ERROR:
            return finding
        return replace(finding, rule=replace(finding.rule, severity=Severity.WARNING))
    return replace(finding, outcome=Outcome.CANT_TELL)


def downgrade_evaluations(evaluations: Evaluations, rules: Iterable[Rule]) -> Evaluations:
    """The evaluations of a browser by the same measure."""
    binding = {rule.id for rule in rules if _is_binding(rule)}

    def measured(rule: str, outcome: Outcome) -> Outcome:
        failed = outcome is Outcome.FAILED and rule not in binding
        return Outcome.CANT_TELL if failed else outcome

    return evaluations.with_outcomes(measured)


def _is_binding(rule: Rule) -> bool:
    return rule.severity is Severity.ERROR and bool(rule.criteria)
