"""A parsed page with what the checks of its Markdown found, as it is kept for the next run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

import msgspec

from curbcut.checks.source import RULES as SOURCE_RULES
from curbcut.checks.source import Inspected
from curbcut.content import front_matter_rules, markdown
from curbcut.model.finding import Finding, Outcome, Rule
from curbcut.model.front_matter import Meta
from curbcut.model.page import Heading, LinkRef, ParsedPage, Term
from curbcut.model.source import SourceFile, Span

_DATES = frozenset(
    name for name, kind in get_type_hints(Meta).items() if dt.date in (kind, *get_args(kind))
)
_DEFAULTS = Meta(title="")

_RULES: Mapping[str, Rule] = {
    rule.id: rule for rule in (*SOURCE_RULES, *front_matter_rules.RULES, *markdown.RULES)
}

SOURCE_IDS = tuple(rule.id for rule in SOURCE_RULES)


@dataclass(frozen=True, slots=True)
class _Noted:
    rule: str
    message: str
    outcome: Outcome
    span: Span | None
    related: tuple[Span, ...]
    question: str
    fix: str


@dataclass(frozen=True, slots=True)
class Kept:
    """All of a page but its source.

    Of the front matter what differs from its defaults, rules by their ids, and the outcomes
    other than “passed”.
    """

    meta: dict[str, str | int | bool | list[str]]
    spans: dict[str, Span]
    html: str
    headings: tuple[Heading, ...]
    links: tuple[LinkRef, ...]
    anchors: tuple[str, ...]
    body_line: int
    terms: tuple[Term, ...]
    found: tuple[_Noted, ...]
    inspected: tuple[_Noted, ...]
    outcomes: dict[str, Outcome]


DECODER = msgspec.msgpack.Decoder(Kept)


def encoded(page: ParsedPage, found: Iterable[Finding], seen: Inspected) -> bytes:
    """A page in the form in which it is stored; empty if one of its findings cannot be stored."""
    noted = [_noted(finding) for finding in found]
    inspected = [_noted(finding) for finding in seen.findings]
    if None in noted or None in inspected:
        return b""
    values = msgspec.structs.asdict(page.meta)
    kept = Kept(
        meta={
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in values.items()
            if name != "spans" and value != getattr(_DEFAULTS, name)
        },
        spans=page.meta.spans,
        html=page.html,
        headings=page.headings,
        links=page.links,
        anchors=tuple(sorted(page.anchors)),
        body_line=page.body_line,
        terms=page.terms,
        found=tuple(filter(None, noted)),
        inspected=tuple(filter(None, inspected)),
        outcomes={
            rule: outcome
            for rule, outcome in seen.outcomes.items()
            if outcome is not Outcome.PASSED
        },
    )
    return msgspec.msgpack.encode(kept)


def restored(kept: Kept, source: SourceFile) -> tuple[ParsedPage, list[Finding], Inspected]:
    """The page of a source with its findings, as they were when it was kept."""
    meta: dict[str, Any] = {
        name: dt.date.fromisoformat(str(value)) if name in _DATES else value
        for name, value in kept.meta.items()
    }
    page = ParsedPage(
        source=source,
        meta=Meta(**{"title": "", **meta}, spans=kept.spans),
        html=kept.html,
        headings=kept.headings,
        links=kept.links,
        anchors=frozenset(kept.anchors),
        body_line=kept.body_line,
        terms=kept.terms,
    )
    outcomes = dict.fromkeys(SOURCE_IDS, Outcome.PASSED) | kept.outcomes
    seen = Inspected(tuple(map(_finding, kept.inspected)), outcomes)
    return page, [*map(_finding, kept.found)], seen


def _noted(finding: Finding) -> _Noted | None:
    """A finding as it is kept; None if it says more than those about Markdown do."""
    rule = finding.rule
    noted = _Noted(
        rule.id,
        finding.message,
        finding.outcome,
        finding.span,
        finding.related,
        finding.question,
        finding.fix,
    )
    return noted if _RULES.get(rule.id) is rule and _finding(noted) == finding else None


def _finding(noted: _Noted) -> Finding:
    return Finding(
        _RULES[noted.rule],
        noted.message,
        outcome=noted.outcome,
        span=noted.span,
        related=noted.related,
        question=noted.question,
        fix=noted.fix,
    )
