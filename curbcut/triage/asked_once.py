"""Ask a question once on a page, however many elements it is about.

Thirty links that open a new window are one thing to look at, and one thing to decide. The finding
about the first stays and has the others in ``alike``, so that an answer is recorded for each; the
answer of one of them alone still counts for that one, because answers are applied before this.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from curbcut.model.finding import Finding, Outcome, Severity
from curbcut.triage.downgrade import SITE

_NAME = re.compile(r"<[^\s>]+")
_CLASS = re.compile(r"""\sclass=("[^"]*"|'[^']*'|[^\s>]+)""")


def ask_once(findings: Iterable[Finding], *, failures: bool = False) -> list[Finding]:
    """Gather the open questions, and the suggestions, of each rule on each page into one finding.

    With ``failures``, those of elements of the same kind (name and class) are gathered, too: on a
    page that Curbcut did not build they come from one template.

    What is not about an element stays alone: a question about the whole page, and all that the
    Markdown shows by itself, which editors mark line by line. So does what all pages say together,
    such as links that lead nowhere: each has its own address to be corrected.
    """
    gathered: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        gathered.setdefault(_key(finding, failures) or (number,), []).append(finding)
    return [_joined(group) for group in gathered.values()]


def _key(finding: Finding, failures: bool) -> tuple[object, ...] | None:
    """What findings have in common that are one question; None for what stays alone."""
    if finding.suppressed or finding.target is None or finding.states == (SITE,):
        return None
    asks = finding.outcome is Outcome.CANT_TELL
    suggests = finding.outcome is Outcome.FAILED and finding.rule.severity is Severity.SUGGESTION
    if not (asks or suggests):
        if not failures or finding.outcome is not Outcome.FAILED:
            return None
        kind = _CLASS.search(finding.target.html)
        name = _NAME.match(finding.target.html)
        return finding.rule.id, finding.page, name and name[0], kind and kind[0]
    return finding.rule.id, finding.outcome, finding.page


def _joined(group: list[Finding]) -> Finding:
    first = group[0]
    if len(group) == 1:
        return first
    others = group[1:]
    pages = [page for one in others for page in (one.page, *one.also_on) if page]
    spans = [span for one in others for span in (one.span, *one.related) if span is not None]
    return dataclasses.replace(
        first,
        states=tuple(dict.fromkeys(state for one in group for state in one.states)),
        also_on=tuple(dict.fromkeys((*first.also_on, *(p for p in pages if p != first.page)))),
        related=tuple(s for s in dict.fromkeys((*first.related, *spans)) if s != first.span),
        alike=tuple(others),
    )
