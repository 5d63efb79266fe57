"""Suggest good practice on pages that Curbcut did not build; see docs/decisions/0005."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from curbcut.checks.evaluations import Evaluations
from curbcut.model.finding import Finding, Outcome, Rule, Severity
from curbcut.model.wcag import criterion

SITE = "site"
"""The state of findings about the whole site, which are facts and no matter of good practice."""


def downgrade(finding: Finding) -> Finding:
    """Turn a browser's finding into a suggestion, or into ``cantTell``, if it does not bind.

    What is good practice alone stays failed, as a suggestion: there is nothing to be decided. What
    breaks a success criterion on some pages and not on others is asked about. A finding about all
    pages together, such as a broken link, stays failed but does not block.
    """
    failed = finding.outcome is Outcome.FAILED and finding.states != ()
    if not failed or _is_binding(finding.rule):
        return finding
    if not finding.rule.criteria and finding.states != (SITE,):
        grave = finding.rule.severity is Severity.ERROR
        severity = Severity.WARNING if grave else Severity.SUGGESTION
        return replace(finding, rule=replace(finding.rule, severity=severity))
    if finding.states == (SITE,):
        if finding.rule.severity is not Severity.ERROR:
            return finding
        return replace(finding, rule=replace(finding.rule, severity=Severity.WARNING))
    return replace(finding, outcome=Outcome.CANT_TELL)


def wanted(finding: Finding) -> bool:
    """Whether a question of a browser's about a page that Curbcut did not build is to be asked.

    A question is about what may fail level A or AA of WCAG. What is our own policy (scripts inside
    of pages, requests to other sites), good practice, or level AAA alone stays ``cantTell`` in the
    evaluations, and is not asked.
    """
    if finding.outcome is not Outcome.CANT_TELL or finding.states in ((), (SITE,)):
        return True
    if finding.rule.id in _ABOUT_THE_CHECK:
        return True
    return any(criterion(number).level != "AAA" for number in finding.rule.criteria)


_ABOUT_THE_CHECK = frozenset({"part-not-opened", "tried-in-part"})
"""What says that something was not looked at is about no criterion, or about any."""


def downgrade_evaluations(evaluations: Evaluations, rules: Iterable[Rule]) -> Evaluations:
    """Do the same to a browser's evaluations."""
    binding = {rule.id for rule in rules if _is_binding(rule) or not rule.criteria}

    def measured(rule: str, outcome: Outcome) -> Outcome:
        failed = outcome is Outcome.FAILED and rule not in binding
        return Outcome.CANT_TELL if failed else outcome

    return evaluations.with_outcomes(measured)


def _is_binding(rule: Rule) -> bool:
    return rule.severity is Severity.ERROR and bool(rule.criteria)
