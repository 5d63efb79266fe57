"""What becomes of findings between the check and the report, step by step.

The same for a site, a folder, a file, an address and lint. Each step takes all findings and gives
all that go on; none changes what another one has said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from curbcut.model.finding import Evaluation, Finding
from curbcut.model.page import RenderedPage
from curbcut.triage.downgrade import downgrade
from curbcut.triage.echoes import without_echoes
from curbcut.triage.merge import merge, rank
from curbcut.triage.repeats import gather
from curbcut.triage.reviews import apply_reviews
from curbcut.triage.suppressions import apply_suppressions, looked_for
from curbcut.triage.trace import trace
from curbcut.triage.unite import unite


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps know besides the findings.

    ``lines`` are those of the source files by the path that spans use. ``first_party`` says that
    Curbcut built the pages. ``answers`` is the folder in which answers and suppressions are kept,
    ``shown`` the same as people are shown it; None where they cannot be kept. ``evaluations`` say
    what the run looked at, ``checked`` whether with a browser.
    """

    today: dt.date
    lines: Mapping[str, list[str]]
    pages: Mapping[str, RenderedPage] = field(default_factory=dict)
    first_party: bool = True
    answers: Path | None = None
    shown: str = ""
    evaluations: Sequence[Evaluation] = ()
    checked: bool = True


type Step = Callable[[Iterable[Finding], Context], Iterable[Finding]]


def traced(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Give each the source line that caused it."""
    return trace(findings, context.pages)


def told_once(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Leave out what a generated page repeats from the pages that it is made of."""
    return without_echoes(findings, context.pages)


def downgraded(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """On pages from elsewhere, ask about good practice in place of failing it."""
    return findings if context.first_party else map(downgrade, findings)


def merged(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Make one of the same in many states, and give each its fingerprint."""
    return merge(findings, context.lines)


def united(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Make one of what the Markdown and the page, or two checks of the page, both say."""
    return unite(findings)


def answered(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Settle what people have answered."""
    if context.answers is None:
        return findings
    return apply_reviews(findings, context.answers, context.shown, context.lines)


def suppressed(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Mark what a site accepts for a time."""
    if context.answers is None:
        return findings
    looked = looked_for(context.evaluations, checked=context.checked)
    return apply_suppressions(findings, context.answers, context.shown, context.today, looked)


def ranked(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """What blocks first, then by place."""
    return sorted(findings, key=rank)


def gathered(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """On pages from elsewhere, make one of what is on many pages alike.

    After answers and suppressions, which are for the finding of one page and no other, and in the
    order of the report, whose first one stays.
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
    ranked,
)
"""What becomes of the findings of each page by itself."""
TARGET_STEPS: tuple[Step, ...] = (ranked, gathered)
"""What becomes of those of all pages from elsewhere together, once each page has had its steps."""


def settle(
    findings: Iterable[Finding], context: Context, steps: tuple[Step, ...] = PAGE_STEPS
) -> tuple[Finding, ...]:
    """The findings as they are reported."""
    for step in steps:
        findings = step(findings, context)
    return tuple(findings)
