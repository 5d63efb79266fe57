"""Findings that a site accepts for a time: with a reason, an owner and a date on which it ends."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec

from curbcut.model.finding import Finding, Outcome, Rule, Severity
from curbcut.triage.ledger import LEDGER, Entry, read_ledger

EXPIRED = Rule(
    id="suppression-expired",
    summary="A suppression has expired",
    why="What it covered was to be mended by now, and readers still meet it.",
    advice="Mend what it covers, or agree on another date with whoever owns it.",
    severity=Severity.WARNING,
)
UNUSED = Rule(
    id="suppression-unused",
    summary="A suppression covers nothing any more",
    why="It could hide the next fault of the same kind.",
    advice="Take the entry out.",
    severity=Severity.WARNING,
)
RULES = (LEDGER, EXPIRED, UNUSED)

FILE = "suppressions.toml"
TABLE = "suppression"

Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"\S")]


class Suppression(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One entry: all findings of ``rule``, on ``page`` or by ``fingerprint`` where given."""

    rule: Text
    reason: Text
    owner: Text
    expires: dt.date
    page: str = ""
    fingerprint: str = ""


def apply_suppressions(
    findings: Iterable[Finding], folder: Path, shown: str, today: dt.date
) -> list[Finding]:
    """Mark what is covered; it stays in the evidence with who answers for it and until when.

    What was not looked at (``untested``) cannot be suppressed.
    """
    entries, wrong = read_ledger(folder / FILE, f"{shown}/{FILE}", TABLE, Suppression)
    used: set[int] = set()
    marked = [_mark(finding, entries, today, used) for finding in findings]
    for number, entry in enumerate(entries):
        value = entry.value
        if value.expires < today:
            message = f"“{value.rule}”: it ended on {value.expires}, owned by {value.owner}"
            wrong.append(Finding(EXPIRED, message, span=entry.span))
        elif number not in used:
            message = f"“{value.rule}”: nothing of the kind was found"
            wrong.append(Finding(UNUSED, message, span=entry.span))
    return [*marked, *wrong]


def _mark(
    finding: Finding, entries: list[Entry[Suppression]], today: dt.date, used: set[int]
) -> Finding:
    if finding.outcome is Outcome.UNTESTED:
        return finding
    for number, entry in enumerate(entries):
        value = entry.value
        pages = {finding.page, *finding.also_on}
        if (
            value.rule == finding.rule.id
            and value.expires >= today
            and value.page in ("", *pages)
            and value.fingerprint in ("", finding.fingerprint)
        ):
            used.add(number)
            words = f"until {value.expires.isoformat()}, by {value.owner}: {value.reason}"
            return dataclasses.replace(finding, suppressed=words)
    return finding
