"""Findings that a site accepts for a limited time, with a reason, an owner and an expiry date."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from curbcut.model.finding import Evaluation, Finding, Outcome, Rule, Severity
from curbcut.triage.fingerprints import known_as
from curbcut.triage.ledger import (
    LEDGER,
    RENAMED,
    Entry,
    append,
    as_toml,
    read_ledger,
    renamed_finding,
)
from curbcut.triage.renamed import current_ids, former_ids

EXPIRED = Rule(
    id="suppression-expired",
    summary="A suppression has expired",
    why="The problem should be fixed by now, and readers still meet it.",
    fix="Fix the problem, or agree on a new date with its owner.",
    severity=Severity.WARNING,
    examples_of="suppressions.toml",
    examples=(
        (
            (
                "[[suppression]]\n"
                'rule = "heading-bold"\n'
                'fingerprints = ["ed269e4fb5d305c7"]\n'
                'reason = "headings come with the new text"\n'
                'owner = "Ann Editor"\n'
                "expires = 2026-03-31"
            ),
            (
                "[[suppression]]\n"
                'rule = "heading-bold"\n'
                'fingerprints = ["ed269e4fb5d305c7"]\n'
                'reason = "headings come with the new text"\n'
                'owner = "Ann Editor"\n'
                "expires = 2026-12-31"
            ),
        ),
    ),
)
UNUSED = Rule(
    id="suppression-unused",
    summary="A suppression is no longer used",
    why="It could hide the next problem of the same kind.",
    fix="Remove the entry.",
    severity=Severity.WARNING,
    how=(
        "Reported only where the rule was checked completely: not by “lint” for what only a"
        " browser finds, nor where a page was not checked."
    ),
    examples_of="suppressions.toml",
    examples=(
        (
            (
                "[[suppression]]\n"
                'rule = "heading-bold"\n'
                'fingerprints = ["ed269e4fb5d305c7"]\n'
                'reason = "headings come with the new text"\n'
                'owner = "Ann Editor"\n'
                "expires = 2026-12-31\n"
                "\n"
                "[[suppression]]\n"
                'rule = "image-alt-long"\n'
                'fingerprints = ["0d1b5f3c9a7e2468"]\n'
                'reason = "the diagram needs it"\n'
                'owner = "Ann Editor"\n'
                "expires = 2026-12-31"
            ),
            (
                "[[suppression]]\n"
                'rule = "heading-bold"\n'
                'fingerprints = ["ed269e4fb5d305c7"]\n'
                'reason = "headings come with the new text"\n'
                'owner = "Ann Editor"\n'
                "expires = 2026-12-31"
            ),
        ),
    ),
)
RULES = (LEDGER, RENAMED, EXPIRED, UNUSED)

FILE = "suppressions.toml"
TABLE = "suppression"

Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"\S")]
Hex = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{16})?$", title="16 digits of 0-9 and a-f")]


class Suppression(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One entry: the findings of ``rule`` that have these fingerprints, on ``page`` if given.

    A fingerprint covers one finding. If several findings have the same one, as identical images on
    a page do, it is written once for each, so that a further one is not covered.
    """

    rule: Text
    reason: Text
    owner: Text
    expires: dt.date
    page: str = ""
    fingerprint: Hex = ""
    fingerprints: tuple[Hex, ...] = ()

    def covers(self, finding: Finding) -> bool:
        """Whether the entry's rule and page fit a finding, whatever its fingerprint."""
        pages = ("", finding.page, *finding.also_on)
        return finding.rule.id in current_ids(self.rule) and self.page in pages


def record_suppression(
    rule: str,
    fingerprints: list[str],
    *,
    reason: str,
    owner: str,
    expires: dt.date,
    folder: Path,
) -> str:
    """Add an entry to the file in ``folder`` and return it as it was written. Raises CurbcutError.

    A fingerprint is in ``fingerprints`` once for each finding that has it.
    """
    entry = as_toml(
        {
            "rule": rule,
            "fingerprints": fingerprints,
            "reason": reason,
            "owner": owner,
            "expires": expires,
        },
        TABLE,
    )
    append(folder / FILE, entry)
    return entry


type Looked = Callable[[Suppression], bool]
"""Whether a run checked what an entry is about; only then does finding nothing mean anything."""


def looked_for(evaluations: Iterable[Evaluation], *, checked: bool) -> Looked:
    """Tell what a run checked; ``checked`` says whether a browser was used."""

    @cache
    def passed_over() -> tuple[set[str], set[tuple[str, str]]]:
        """The rules of the run, and which of them were untested on which page.

        Asked for by entries alone: a large site has hundreds of thousands of evaluations.
        """
        seen: set[str] = set()
        untested: set[tuple[str, str]] = set()
        for one in evaluations:
            seen.add(one.rule)
            if one.outcome is Outcome.UNTESTED:
                untested.add((one.rule, one.page))
        return seen, untested

    def looked(entry: Suppression) -> bool:
        rules = current_ids(entry.rule)
        seen, untested = passed_over()
        missed = any(
            rule in (*rules, "page-not-checked") and entry.page in ("", page)
            for rule, page in untested
        )
        # A rule with former ids finds more in a browser than without one.
        whole = checked or all(rule in seen and not former_ids(rule) for rule in rules)
        return not missed and whole

    return looked


def apply_suppressions(
    findings: Iterable[Finding],
    folder: Path,
    shown: str,
    today: dt.date,
    looked: Looked = lambda entry: True,
) -> list[Finding]:
    """Mark covered findings; they stay in the evidence with the owner and the expiry date.

    What was not checked (``untested``) cannot be suppressed, and an entry for which ``looked`` is
    False is not reported as unused.
    """
    entries, wrong = read_ledger(folder / FILE, f"{shown}/{FILE}", TABLE, Suppression)
    found = list(findings)
    left = [
        Counter(filter(None, (one.value.fingerprint, *one.value.fingerprints))) for one in entries
    ]
    named = [bool(counter) for counter in left]
    marked = [_mark(finding, entries, left, today) for finding in found]
    wrong += filter(None, (renamed_finding(one.value.rule, one.span) for one in entries))
    for number, entry in enumerate(entries):
        value = entry.value
        if not named[number]:
            wrong.append(_unnamed(entry, found, looked(value)))
        elif value.expires < today:
            message = f"“{value.rule}”: it ended on {value.expires}, owned by {value.owner}"
            wrong.append(Finding(EXPIRED, message, span=entry.span))
        elif looked(value) and (gone := sorted(left[number].elements())):
            what = f": {', '.join(gone)}" if any(value.fingerprints) else ""
            message = f"“{value.rule}”: no finding matches it{what}"
            wrong.append(Finding(UNUSED, message, span=entry.span))
    return [*marked, *wrong]


def _unnamed(entry: Entry[Suppression], findings: list[Finding], looked: bool) -> Finding:
    """An entry that would cover whatever comes: say what to write for what is there now."""
    there = [
        one.fingerprint
        for one in findings
        if entry.value.covers(one) and one.outcome is not Outcome.UNTESTED
    ]
    names = ", ".join(f'"{fingerprint}"' for fingerprint in there)
    none = (
        "Nothing matches it now: remove the entry"
        if looked
        else "“curbcut check” says what to write"
    )
    say = f"Write: fingerprints = [{names}]" if there else none
    message = f"“{entry.value.rule}” does not say which findings it covers. {say}"
    return Finding(LEDGER, message, span=entry.span)


def _mark(
    finding: Finding, entries: list[Entry[Suppression]], left: list[Counter[str]], today: dt.date
) -> Finding:
    if finding.outcome is Outcome.UNTESTED:
        return finding
    names = dict.fromkeys(fingerprint for fingerprint, _ in known_as(finding))
    words = ""
    for number, entry in enumerate(entries):
        value = entry.value
        if not value.covers(finding) or value.expires < today:
            continue
        # Findings that are one now may have been two, each with an entry.
        for name in names:
            if left[number][name]:
                left[number][name] -= 1
                words = words or (
                    f"until {value.expires.isoformat()}, by {value.owner}: {value.reason}"
                )
        if words and len(names) == 1:
            break
    return dataclasses.replace(finding, suppressed=words) if words else finding
