"""What a check reports: rules, problems, findings and evaluations, in EARL's terms.

Outcomes are those of the W3C's Evaluation and Report Language (EARL 1.0 Schema, section 2.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from curbcut.errors import CurbcutError as CurbcutError  # noqa: PLC0414  re-exported
from curbcut.model.source import Span

if TYPE_CHECKING:
    from curbcut.model.shards import ShardResult


class Outcome(StrEnum):
    """EARL's outcome values."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Severity(StrEnum):
    """How serious a failure is: an ``error`` prevents the site from being published."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


IN_BASELINE = "in the baseline"
"""Why a finding does not count that was there before; see ``triage.baseline``."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked. Static, and the source of the rule's documentation.

    ``criteria`` are WCAG 2.2 success criteria ("1.1.1"). ``messages`` are named message templates
    in ``str.format`` form, filled with the data of a problem. ``question`` is what the reviewer
    must answer when the outcome is ``cantTell``. ``how`` says how the rule is tested, ``limits``
    what the test cannot see, and ``source`` where its thresholds come from. ``examples`` are pairs
    of Markdown, or of HTML for a rule of page checks: the mistake, and the same thing fixed. A test
    runs each pair. ``examples_of`` names the file that they belong in if it is not just any page
    ("site.toml"). ``fixable`` says that “lint --fix” can fix some of what it finds in Markdown.
    """

    id: str
    summary: str
    why: str
    fix: str
    fixable: bool = False
    criteria: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR
    help_url: str = ""
    question: str = ""
    how: str = ""
    limits: str = ""
    source: str = ""
    messages: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    examples: tuple[tuple[str, str], ...] = ()
    examples_of: str = ""


MADE_BY_SCRIPT = -2
"""The ordinal of an element that does not come from a start tag in the source."""


@dataclass(frozen=True, slots=True)
class Target:
    """An element of a page.

    ``selector`` holds one CSS selector for each frame or shadow root on the way to the element.
    ``html`` is its start tag, shortened. ``tag`` and ``ordinal`` say that it comes from the n-th
    start tag of that name in the page's source, counting from 0; tracing to a source line depends
    on them. ``ordinal`` is -1 if that is not known, and ``MADE_BY_SCRIPT`` if a script created the
    element. ``path`` has the same pair for each of its ancestors, the nearest first.
    """

    selector: tuple[str, ...]
    html: str = ""
    tag: str = ""
    ordinal: int = -1
    path: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check yields; the runner adds page, state and source position to make a Finding."""

    rule: str
    message: str
    target: Target | None = None
    outcome: Outcome = Outcome.FAILED
    span: Span | None = None
    related: tuple[Span, ...] = ()
    question: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its context: which rule, which page, which source line, which states.

    ``page`` is the address of the page from the root ("/privacy/"), or empty for a finding that
    concerns a source file or the whole site. ``excerpt`` is the source line that ``span`` points
    at. ``also_on`` are the other pages with the same problem: in the same template or, on pages
    that Curbcut did not build, in the same element at the same kind of place. ``question`` is what
    the reviewer must answer, and ``fix`` what to type, each if it is more specific than the rule's
    own. ``subject`` is
    the digest of what the question is about as the browser showed it: words, pictures and, for
    colours and layout, styles; an answer is valid for that. It is "" if no browser was involved.
    ``merged`` are findings of the same problem by other checks, which are reported as this one.
    ``alike`` are those of the same rule on the same page that are asked about together with it.
    """

    rule: Rule
    message: str
    page: str = ""
    outcome: Outcome = Outcome.FAILED
    span: Span | None = None
    target: Target | None = None
    states: tuple[str, ...] = ()
    related: tuple[Span, ...] = ()
    excerpt: str = ""
    fingerprint: str = ""
    suppressed: str = ""
    also_on: tuple[str, ...] = ()
    question: str = ""
    fix: str = ""
    subject: str = ""
    merged: tuple[Finding, ...] = ()
    alike: tuple[Finding, ...] = ()

    @property
    def blocking(self) -> bool:
        """Whether this finding prevents the site from being published."""
        if self.suppressed:
            return False
        if self.outcome is Outcome.UNTESTED:
            return True
        return self.outcome is Outcome.FAILED and self.rule.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of one rule for one page in one state ("source" without a browser)."""

    rule: str
    page: str
    state: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Environment:
    """What a run used: versions, and the states that pages were checked in.

    ``grid`` is the address of the Selenium Grid that its browsers ran on; "" for this machine.
    ``cached`` is the number of pages whose result was known already. ``proof`` is when the proof
    was made that this run relies on ("2026-11-28T14:50:12Z"), "" where it has made its own.
    """

    curbcut: str
    axe: str = ""
    axe_source: str = ""
    browser: str = ""
    driver: str = ""
    states: tuple[str, ...] = ()
    grid: str = ""
    cached: int = 0
    proof: str = ""


@dataclass(frozen=True, slots=True)
class RunResult:
    """All results of a run; the only input of the reports.

    ``answers_in`` are the options that tell ``review`` where its questions are, and where answers
    to them are stored ("--in public"), "" for the site; None if they cannot be stored, as for
    pages under an address. ``roots`` are the folders that were taken for the roots of the sites of
    single pages. ``shard`` is what ``report --merge`` needs of a run that checked a share of the
    pages. ``fail_on`` is the least severity of a failure that prevents publication. ``narrowed``
    has the options that leave only a part of the findings.
    """

    environment: Environment
    pages: tuple[str, ...]
    findings: tuple[Finding, ...]
    evaluations: Sequence[Evaluation] = ()
    rules: tuple[Rule, ...] = ()
    seconds: float = 0.0
    published: str = ""
    checked: bool = True
    answers_in: str | None = ""
    shard: ShardResult | None = None
    roots: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR
    narrowed: tuple[str, ...] = ()

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that prevent the site from being published."""
        return tuple(one for one in self.findings if one.blocking or self._fails(one))

    def _fails(self, finding: Finding) -> bool:
        """Whether a failure that does not block by itself is one that the run was to fail on."""
        order = list(Severity)
        severe = order.index(finding.rule.severity) <= order.index(self.fail_on)
        return severe and finding.outcome is Outcome.FAILED and not finding.suppressed
