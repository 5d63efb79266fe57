"""The identity of a finding: its rule, page and subject, never a line number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache

from curbcut.model.finding import Finding
from curbcut.triage.renamed import former_ids
from curbcut.triage.trace import normalise_selector


def fingerprint_of(finding: Finding, rule: str = "") -> str:
    """The fingerprint of a finding with its excerpt, 16 hexadecimal digits.

    It survives edits elsewhere on the page. ``rule`` is a former id of the finding's rule.
    """
    where = finding.page or (finding.span.path if finding.span else "")
    if finding.target is not None:
        about = normalise_selector(finding.target.selector)
    elif not finding.excerpt or finding.excerpt.isspace():
        about = finding.message
    else:
        about = finding.excerpt
        return _digest(rule or finding.rule.id, where, about, is_line=True)
    return _digest(rule or finding.rule.id, where, about, is_line=False)


def known_as(finding: Finding) -> Iterator[tuple[str, Finding]]:
    """All fingerprints by which an answer or a suppression may refer to a finding.

    Yields its own, those under the former ids of its rule, and the same for each finding that was
    merged into it, each with the finding that it belongs to.
    """
    for one in (finding, *finding.merged):
        yield one.fingerprint, one
        for former in former_ids(one.rule.id):
            yield fingerprint_of(one, former), one


# Cached, because many findings may be about one line as long as a page.
@cache
def _digest(rule: str, where: str, about: str, *, is_line: bool) -> str:
    text = "\n".join((rule, where, " ".join(about.split()) if is_line else about))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
