"""Report a problem that two checks found as one finding.

A rule may find the same problem in the Markdown and in the page, or axe-core may report the same
element. The finding with the better position is reported: the one from the Markdown, which has the
column.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable

from curbcut.model.finding import Finding, Outcome
from curbcut.model.source import Span
from curbcut.triage.renamed import former_ids

_WRITTEN_AS = {"axe/link-name": "link-without-words"}
"""Rules of axe-core that find in a page what a rule with another id finds in its Markdown."""
_STRENGTH = {Outcome.FAILED: 0, Outcome.CANT_TELL: 1}


def unite(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, which have their fingerprints, with each problem once.

    The others are kept in ``merged`` of the finding that stays, so that answers and suppressions
    for them are found. Of two outcomes the more severe one stays.
    """
    findings = _without_files_of_pictures(findings)
    homes = _homes(findings)
    guests: dict[int, list[Finding]] = defaultdict(list)
    kept: list[int] = []
    for number, finding in enumerate(findings):
        home = homes.get(number, number)
        if home == number:
            kept.append(number)
        else:
            guests[home].append(finding)
    return [_united(findings[number], guests[number]) for number in kept]


def _without_files_of_pictures(findings: Iterable[Finding]) -> list[Finding]:
    """A picture that is missing is one finding: nobody sees it. That its file is, is the reason."""
    findings = list(findings)
    unseen = {
        (one.page, one.target.selector)
        for one in findings
        if one.rule.id == "image-not-shown" and one.target is not None
    }
    return [
        one
        for one in findings
        if one.rule.id != "file-missing"
        or one.target is None
        or (one.page, one.target.selector) not in unseen
    ]


def _homes(findings: list[Finding]) -> dict[int, int]:
    """For each finding that goes into another one: the places of both in the list."""
    written: dict[tuple[str, str], list[tuple[int, Span]]] = defaultdict(list)
    judged: dict[tuple[object, ...], int] = {}
    homes: dict[int, int] = {}
    for number, finding in enumerate(findings):
        if finding.outcome not in _STRENGTH:
            continue
        if _in_markdown(finding) and finding.span:
            written[finding.rule.id, finding.span.path].append((number, finding.span))
        elif finding.target is not None and _judged_by_axe(finding.rule.id):
            element = finding.rule.id, finding.page, finding.span, finding.target.selector
            home = judged.setdefault(element, number)
            if home != number:
                homes[number] = home
    for number, finding in enumerate(findings):
        if finding.outcome not in _STRENGTH or not finding.states or finding.span is None:
            continue
        name = _WRITTEN_AS.get(finding.rule.id, finding.rule.id)
        for home, span in written.get((name, finding.span.path), ()):
            if span.line <= finding.span.end_line and finding.span.line <= span.end_line:
                homes[number] = home
                break
    return homes


def _judged_by_axe(rule: str) -> bool:
    """Whether axe-core has a rule whose outcomes are reported under one of ours."""
    return any(former.startswith("axe/") for former in former_ids(rule))


def _in_markdown(finding: Finding) -> bool:
    """Whether the Markdown itself was looked at: in no state, and at no element."""
    span = finding.span
    return not finding.states and span is not None and span.path.endswith(".md")


def _united(finding: Finding, others: list[Finding]) -> Finding:
    if not others:
        return finding
    outcome = min((one.outcome for one in (finding, *others)), key=_STRENGTH.__getitem__)
    pages = [page for one in (finding, *others) for page in (*one.also_on, one.page)]
    return dataclasses.replace(
        finding,
        outcome=outcome,
        question=finding.question if outcome is Outcome.CANT_TELL else "",
        also_on=tuple(dict.fromkeys(page for page in pages if page != finding.page)),
        merged=(*finding.merged, *others),
    )
