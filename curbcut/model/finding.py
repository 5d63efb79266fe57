"""What a check reports: rules, problems, findings and evaluations, in EARL's terms.

Outcomes are those of the W3C's Evaluation and Report Language (EARL 1.0 Schema, section 2.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from curbcut.model.source import Span


class Outcome(StrEnum):
    """EARL's outcome values."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Severity(StrEnum):
    """How much a failure weighs: an ``error`` keeps the site from being published."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked. Static, and the source of the rule's documentation.

    ``criteria`` are WCAG 2.2 success criteria ("1.1.1"). ``messages`` are named message templates
    in ``str.format`` form, filled with the data of a problem. ``question`` is what the reviewer
    must answer when the outcome is ``cantTell``. ``how`` says how the rule is tested, ``limits``
    what the test cannot see, and ``source`` where its thresholds come from. ``examples`` are pairs
    of Markdown, or of HTML for a rule of page checks: the mistake, and the same thing fixed. A test
    runs each pair. ``fixable`` says that “lint --fix” can fix some of what it finds in Markdown.
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


MADE_BY_SCRIPT = -2
"""The ordinal of an element that no start tag of the source has made."""


@dataclass(frozen=True, slots=True)
class Target:
    """An element of a page.

    ``selector`` holds one CSS selector for each frame or shadow root on the way to the element.
    ``html`` is its start tag, shortened. ``tag`` and ``ordinal`` say that it comes from the n-th
    start tag (from 0) of that name in the page's source, which is what the trace to a source line
    goes by; ``ordinal`` is -1 where that is not known, and ``MADE_BY_SCRIPT`` where a script made
    the element. ``path`` has the same pair for each of its ancestors, the nearest first.
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


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in its place: which rule, on which page, from which source line, in which states.

    ``page`` is the address of the page from the root ("/privacy/"), or empty for a finding that
    concerns a source file or the whole site. ``excerpt`` is the source line that ``span`` points
    at. ``also_on`` are the other pages with the same problem: of the same template or, on pages
    that Curbcut did not build, of the same element in the same kind of place. ``question`` is what
    a person has to answer, where it is more exact than the rule's own. ``subject`` is the digest
    of what the question is about as the browser showed it: words, pictures, and for colours and
    layout its styles; an answer holds for that. It is "" where no browser was asked. ``merged`` are
    findings of the same problem by another check, which are reported as this one.
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
    subject: str = ""
    merged: tuple[Finding, ...] = ()

    @property
    def blocking(self) -> bool:
        """Whether this finding keeps the site from being published."""
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

    ``cached`` is the number of pages whose result was known already. ``proof`` is when the proof
    was made that this run relies on ("2026-11-28T14:50:12Z"), "" where it has made its own.
    """

    curbcut: str
    axe: str = ""
    axe_source: str = ""
    browser: str = ""
    driver: str = ""
    states: tuple[str, ...] = ()
    cached: int = 0
    proof: str = ""


@dataclass(frozen=True, slots=True)
class RunResult:
    """All results of a run; the only input of the reports.

    ``answers_in`` names the folder in which answers to its questions are kept, "" for that of the
    site itself; None where they cannot be kept, for pages under an address for example. ``roots``
    are the folders that were taken for the roots of the sites of single pages.
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
    roots: tuple[str, ...] = ()

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that keep the site from being published."""
        return tuple(finding for finding in self.findings if finding.blocking)


class CurbcutError(Exception):
    """Curbcut could not do its work. ``fix`` says what to do about it; the exit code is 2."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix
