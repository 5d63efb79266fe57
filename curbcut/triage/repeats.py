"""Report a problem of many pages that Curbcut did not build once, with a list of the pages.

In a folder of HTML every file repeats the header. Its authors have one thing to fix; a report that
repeats it for every file hides everything else.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable

from curbcut.model.finding import Finding, Target
from curbcut.triage.trace import normalise_selector

_IDS = re.compile(r"#(?:\\.|[\w-])+")
# The same file is “img/logo.png” from one page and “../img/logo.png” from another.
_UPWARDS = re.compile(r"(?<=[\"'“=(])(?:\.{1,2}/)+")
# In each page's navigation, the link to the page itself is a different one.
_CURRENT = re.compile(r' aria-current="[^"]*"')


def gather(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Gather findings of the same kind on many pages into one. They are settled and sorted.

    The first page keeps the finding, its position and its fingerprint; the others are in
    ``also_on`` and their lines in ``related``. Answers and suppressions were applied to each page
    before, and an answer for one page is not valid for another, so findings that were settled
    differently are kept apart.
    """
    gathered: dict[tuple[object, ...], list[Finding]] = {}
    on_page: Counter[tuple[object, ...]] = Counter()
    for number, finding in enumerate(findings):
        if not finding.page:
            gathered[("alone", number)] = [finding]
            continue
        kind = _kind(finding)
        # Two on one page stay two: the second of this page is gathered with the second of another.
        on_page[finding.page, kind] += 1
        gathered.setdefault((kind, on_page[finding.page, kind]), []).append(finding)
    return tuple(_joined(group) for group in gathered.values())


def alike(one: Finding, other: Finding) -> bool:
    """Whether two findings are of the same kind and can be reported as one."""
    return _kind(one) == _kind(other)


def _kind(finding: Finding) -> tuple[object, ...]:
    return (
        finding.rule.id,
        finding.outcome,
        finding.suppressed,
        _UPWARDS.sub("", finding.message),
        _UPWARDS.sub("", finding.question),
        _look(finding.target) if finding.target else None,
    )


def _look(target: Target) -> tuple[object, ...]:
    """An element and the kind of place that it is in, without what is particular to a page.

    Selectors start at the nearest id and count siblings; the names of the ancestors do neither.
    """
    inside = target.selector[1:] if target.path else target.selector
    return (
        _CURRENT.sub("", _UPWARDS.sub("", target.html)),
        tuple(name for name, _ in target.path),
        len(target.selector),
        _IDS.sub("#", normalise_selector(inside)),
    )


def _joined(group: list[Finding]) -> Finding:
    first = group[0]
    if len(group) == 1:
        return first
    pages = [page for one in group for page in (one.page, *one.also_on) if page != first.page]
    # A finding about no element is about the whole file, and its line says nothing.
    spans = [
        span
        for one in group
        for span in ((one.span, *one.related) if one.target else one.related)
        if span is not None
    ]
    return dataclasses.replace(
        first,
        states=tuple(dict.fromkeys(state for one in group for state in one.states)),
        also_on=tuple(dict.fromkeys(pages)),
        related=tuple(span for span in dict.fromkeys(spans) if span != first.span),
    )
