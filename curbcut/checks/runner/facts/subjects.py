"""A digest of what a question for the reviewer is about: an answer holds while it is unchanged.

It covers the text of the element's block, the element's attributes, the bytes of its images and,
for questions about colour or layout, computed styles. Sizes in pixels are left out, because they
depend on the machine's fonts.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from curbcut.browser.visit import ScriptError
from curbcut.checks.api import PageInState
from curbcut.model.finding import Finding, Outcome
from curbcut.web.fetch import Refusal

# Criteria about appearance or position, besides those of guideline 1.4.
_LOOKS = frozenset({"1.3.2", "1.3.3", "1.3.4", "2.4.7", "2.4.11", "2.4.12", "2.4.13", "2.5.8"})
# Limits for fetching an image: seconds, bytes.
_TIMEOUT = 5.0
_LARGEST = 8 << 20


def with_subjects(page: PageInState, findings: Sequence[Finding]) -> list[Finding]:
    """The findings; each open question about an element gets the digest of that element."""
    asked = [
        number
        for number, one in enumerate(findings)
        if one.outcome is Outcome.CANT_TELL and one.target and not one.subject
    ]
    bound = list(findings)
    if not asked:
        return bound
    selectors = [list(one.target.selector) for one in (bound[n] for n in asked) if one.target]
    try:
        found = page.script("return arguments[0].map((one) => checks.subject(one))", selectors)
    except ScriptError:
        # Without a digest the answer holds for the file as a whole, which is stricter.
        return bound
    pictures: dict[str, str] = {}
    for number, subject in zip(asked, found, strict=True):
        if subject is not None:
            digest = _digest(page, bound[number], subject, pictures)
            bound[number] = dataclasses.replace(bound[number], subject=digest)
    return bound


def _digest(
    page: PageInState, finding: Finding, subject: dict[str, Any], pictures: dict[str, str]
) -> str:
    shown = []
    for address in subject["pictures"]:
        if address not in pictures:
            pictures[address] = _picture(page, address)
        shown.append(pictures[address])
    about = [subject["words"], subject["says"], shown]
    if any(one.startswith("1.4.") or one in _LOOKS for one in finding.rule.criteria):
        about.append(subject["looks"])
    text = json.dumps(about, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _picture(page: PageInState, address: str) -> str:
    """The digest of an image's bytes (or of its data URL); its URL if it cannot be fetched."""
    if not address.startswith(("http://", "https://")):
        return hashlib.sha256(address.encode()).hexdigest()
    answer = page.session.fetch(address, timeout=_TIMEOUT, whole=_TIMEOUT, most=_LARGEST)
    if isinstance(answer, Refusal):
        return address
    return hashlib.sha256(answer.data).hexdigest()
