"""What happens to findings between the check and the report, step by step.

It is the same for a site, a folder, a file, an address and lint. Each step takes all findings and
returns those that continue; no step undoes what another one did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from curbcut.model.finding import Evaluation, Finding
from curbcut.model.page import RenderedPage
from curbcut.triage.advice_for_html import for_html
from curbcut.triage.asked_once import ask_once
from curbcut.triage.downgrade import downgrade, wanted
from curbcut.triage.echoes import without_echoes
from curbcut.triage.merge import merge, rank
from curbcut.triage.repeats import gather
from curbcut.triage.reviews import apply_reviews
from curbcut.triage.suppressions import apply_suppressions, looked_for
from curbcut.triage.trace import trace
from curbcut.triage.unite import unite


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps need besides the findings.

    ``lines`` are the lines of the source files by the path that spans use. ``first_party`` says
    that Curbcut built the pages. ``answers`` is the folder in which answers and suppressions are
    stored, None if they cannot be, and ``shown`` is its path as shown to people. ``evaluations``
    say what the run checked, ``checked`` whether it used a browser. ``strict`` asks everything.
    """

    today: dt.date
    lines: Mapping[str, list[str]]
    pages: Mapping[str, RenderedPage] = field(default_factory=dict)
    first_party: bool = True
    answers: Path | None = None
    shown: str = ""
    evaluations: Sequence[Evaluation] = ()
    checked: bool = True
    strict: bool = False


type Step = Callable[[Iterable[Finding], Context], Iterable[Finding]]


def traced(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Add the source line that caused each finding."""
    return trace(findings, context.pages)


def told_once(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Remove what a generated page repeats from the pages that it is made of."""
    return without_echoes(findings, context.pages)


def downgraded(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """On pages that Curbcut did not build, suggest good practice, and ask only what WCAG asks."""
    if context.first_party:
        return findings
    softened = map(for_html, map(downgrade, findings))
    return softened if context.strict else filter(wanted, softened)


def merged(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Merge the same finding in several states, and give each its fingerprint."""
    return merge(findings, context.lines)


def united(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Unite what two checks found, of the Markdown and the page or both of the page."""
    return unite(findings)


def answered(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Apply people's answers."""
    if context.answers is None:
        return findings
    return apply_reviews(findings, context.answers, context.shown, context.lines)


def suppressed(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Mark what a site accepts for a limited time."""
    if context.answers is None:
        return findings
    looked = looked_for(context.evaluations, checked=context.checked)
    return apply_suppressions(findings, context.answers, context.shown, context.today, looked)


def asked_once(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Ask each question once a page, after answers, which are about single elements."""
    return ask_once(sorted(findings, key=rank), failures=not context.first_party)


def ranked(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Sort: blocking findings first, then by position."""
    return sorted(findings, key=rank)


def gathered(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """On pages that Curbcut did not build, gather what many pages have in common.

    This comes after answers and suppressions, which are each valid for one page, and after sorting,
    because the first finding of each kind stays.
    """
    return gather(findings)


PAGE_STEPS: tuple[Step, ...] = (
    traced,
    told_once,
    downgraded,
    merged,
    united,
    answered,
    suppressed,
    asked_once,
    ranked,
)
"""The steps for the findings of each page by itself."""
TARGET_STEPS: tuple[Step, ...] = (ranked, gathered)
"""The steps for all pages of a folder or address together, once each page has had its own."""


def settle(
    findings: Iterable[Finding], context: Context, steps: tuple[Step, ...] = PAGE_STEPS
) -> tuple[Finding, ...]:
    """Apply the steps and return the findings as they are reported."""
    for step in steps:
        findings = step(findings, context)
    return tuple(findings)
