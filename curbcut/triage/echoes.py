"""Report a problem once although a section's page to print repeats its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from curbcut.model.finding import Finding
from curbcut.model.page import RenderedPage


def without_echoes(findings: Iterable[Finding], pages: Mapping[str, RenderedPage]) -> list[Finding]:
    """Remove traced findings that a generated page inherits from a Markdown page.

    A finding that only the generated page has stays, at its line in the Markdown.
    """
    findings = list(findings)
    said = {_about(finding) for finding in findings if _written(finding, pages)}
    return [
        finding
        for finding in findings
        if _written(finding, pages) or finding.span is None or _about(finding) not in said
    ]


def _written(finding: Finding, pages: Mapping[str, RenderedPage]) -> bool:
    """Whether somebody writes the page of a finding; one about no page counts as such."""
    return finding.page not in pages or bool(pages[finding.page].source_path)


def _about(finding: Finding) -> tuple[object, ...]:
    span = finding.span
    return finding.rule.id, finding.outcome, span if span and span.path.endswith(".md") else finding
