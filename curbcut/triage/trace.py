"""Trace elements of a page to the source lines that they come from."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from curbcut.model.finding import MADE_BY_SCRIPT, Finding, Target
from curbcut.model.page import RenderedPage
from curbcut.model.source import Span

BY_SCRIPT = " (a script creates this element; the line is that of its container)"
"""Added to the message of a finding about an element that is not in the source."""


def trace(findings: Iterable[Finding], pages: Mapping[str, RenderedPage]) -> list[Finding]:
    """Add to each finding from the browser the source line that caused it.

    An element without a position of its own gets that of its nearest ancestor, and the message says
    if a script created it; a finding about no element gets the position of the page's title.
    """
    return [_trace(finding, pages) for finding in findings]


def _trace(finding: Finding, pages: Mapping[str, RenderedPage]) -> Finding:
    if finding.span is not None or finding.page not in pages:
        return finding
    page = pages[finding.page]
    span = span_of(finding.target, page) if finding.target else None
    message = finding.message
    if finding.target and finding.target.ordinal == MADE_BY_SCRIPT:
        message += BY_SCRIPT
    return dataclasses.replace(finding, message=message, span=span or page.fallback)


def span_of(target: Target, page: RenderedPage) -> Span | None:
    """The position that a target comes from, or that of its nearest ancestor that has one."""
    for tag, ordinal in ((target.tag, target.ordinal), *target.path):
        known = page.positions.get(tag.lower(), ())
        if 0 <= ordinal < len(known) and (span := known[ordinal]) is not None:
            return span
    return None


_NUMBERS = re.compile(r":nth-(?:child|of-type)\(\d+\)")


def normalise_selector(selector: tuple[str, ...]) -> str:
    """A selector without indices, so that adding a paragraph above does not change it."""
    return " >>> ".join(_NUMBERS.sub("", part) for part in selector)
