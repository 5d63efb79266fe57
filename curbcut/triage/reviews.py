"""What people answered where a machine could not tell: who, when, and about which content.

An answer holds for the content that it was given for. When the file that the finding points at
changes, the answer lapses and the question is open again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from curbcut.model.finding import Finding, Outcome
from curbcut.triage.ledger import as_toml, read_ledger

FILE = "reviews.toml"
TABLE = "review"

Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"\S")]
Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$", title="16 digits of 0-9 and a-f")]


class Review(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One answer. ``content`` is ``content_digest`` of what was looked at."""

    fingerprint: Hex
    rule: Text
    outcome: Literal["passed", "failed"]
    by: Text
    date: dt.date
    content: Hex
    page: str = ""
    note: str = ""


def content_digest(finding: Finding, sources: Mapping[str, list[str]]) -> str:
    """The digest of the file that a finding points at, 16 hexadecimal digits."""
    lines = sources.get(finding.span.path, []) if finding.span else []
    about = "\n".join(lines) if lines else finding.page
    return hashlib.sha256(about.encode()).hexdigest()[:16]


def apply_reviews(
    findings: Iterable[Finding], folder: Path, shown: str, sources: Mapping[str, list[str]]
) -> list[Finding]:
    """Settle the questions that people have answered.

    An answer “passed” settles a question; the finding stays in the evidence with who said so.
    “failed” makes a failure of it. Mistakes in the file are findings of their own.
    """
    entries, wrong = read_ledger(folder / FILE, f"{shown}/{FILE}", TABLE, Review)
    answers = {entry.value.fingerprint: entry.value for entry in entries}
    settled = [_settle(finding, answers.get(finding.fingerprint), sources) for finding in findings]
    return [*settled, *wrong]


def _settle(finding: Finding, answer: Review | None, sources: Mapping[str, list[str]]) -> Finding:
    if finding.outcome is not Outcome.CANT_TELL or answer is None:
        return finding
    if answer.rule != finding.rule.id:
        return finding
    who = f"{answer.by} on {answer.date.isoformat()}"
    if answer.content != content_digest(finding, sources):
        message = f"{finding.message} (answered by {who}, but the content has changed since)"
        return dataclasses.replace(finding, message=message)
    if answer.outcome == "passed":
        return dataclasses.replace(finding, suppressed=f"answered by {who}: passed. {answer.note}")
    message = f"{finding.message} ({who} looked and says that it fails. {answer.note})"
    return dataclasses.replace(finding, outcome=Outcome.FAILED, message=message)


def record_review(
    finding: Finding,
    *,
    outcome: str,
    by: str,
    date: dt.date,
    note: str,
    folder: Path,
    sources: Mapping[str, list[str]],
) -> str:
    """Add an answer to the file in ``folder`` and return it as it was written."""
    entry = as_toml(
        {
            "fingerprint": finding.fingerprint,
            "rule": finding.rule.id,
            "page": finding.page,
            "outcome": outcome,
            "by": by,
            "date": date,
            "content": content_digest(finding, sources),
            "note": note,
        },
        TABLE,
    )
    path = folder / FILE
    before = path.read_text("utf-8").rstrip("\n") + "\n\n" if path.exists() else ""
    path.write_text(before + entry, "utf-8")
    return entry
