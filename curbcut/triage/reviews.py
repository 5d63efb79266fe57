"""People's answers to what a machine could not decide: who, when, and about which content.

An answer is valid for the content it was given for: the words of the block that the question is
about, its images and, if the question is about colour or layout, how it looks. When any of these
changes, the answer lapses and the question is open again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote

import msgspec

from curbcut.cache import digest_of
from curbcut.characters import named as name_of
from curbcut.characters import unwelcome
from curbcut.model.finding import CurbcutError, Finding, Outcome, Rule, Severity
from curbcut.model.wcag import criterion
from curbcut.triage.fingerprints import known_as
from curbcut.triage.ledger import append, as_toml, read_ledger, renamed_finding
from curbcut.triage.renamed import current_ids

FILE = "reviews.toml"
TABLE = "review"
_IMAGE = re.compile(r"!\[[^\]]*\]\(<?([^)\s>]+)")

Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"\S")]
Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$", title="16 digits of 0-9 and a-f")]


class Review(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One answer. ``content`` is the ``content_digest`` of what the reviewer looked at."""

    fingerprint: Hex
    rule: Text
    outcome: Literal["passed", "failed"]
    by: Text
    date: dt.date
    content: Hex
    page: str = ""
    note: str = ""


def content_digest(finding: Finding, sources: Mapping[str, list[str]], folder: Path) -> str:
    """The digest of what a question is about, 16 hexadecimal digits.

    For an element seen in a browser, that is what the browser showed. For a question about the
    Markdown it is the block of lines that the finding points at, with the images in ``folder`` that
    these lines name; for any other question, the whole file or page.
    """
    if finding.subject:
        parts: list[bytes | str] = [finding.subject]
    else:
        lines = sources.get(finding.span.path, []) if finding.span else []
        if lines and finding.span and not finding.states:
            lines = _block(lines, finding.span.line)
        text = "\n".join(lines)
        parts = [text or finding.page, *_pictures(text, finding, folder)]
    return digest_of(parts)[:16]


def _block(lines: list[str], number: int) -> list[str]:
    """The lines around one, as far as the empty lines before and after it."""
    start = end = min(number, len(lines))
    while start > 1 and lines[start - 2].strip():
        start -= 1
    while end < len(lines) and lines[end].strip():
        end += 1
    return lines[start - 1 : end]


def _pictures(text: str, finding: Finding, folder: Path) -> Iterator[bytes]:
    """The bytes of the files that images in some Markdown name."""
    beside = Path(finding.span.path).parent if finding.span else Path()
    for name in _IMAGE.findall(text):
        path = beside / unquote(name)
        with suppress(OSError, ValueError):
            if path.resolve().is_relative_to(folder.resolve()):
                yield path.read_bytes()


def apply_reviews(
    findings: Iterable[Finding], folder: Path, shown: str, sources: Mapping[str, list[str]]
) -> list[Finding]:
    """Apply people's answers to the questions.

    “passed” settles a question; the finding stays in the evidence with the reviewer's name.
    “failed” turns it into a failure. Mistakes in the file are separate findings.
    """
    entries, wrong = read_ledger(folder / FILE, f"{shown}/{FILE}", TABLE, Review)
    answers: dict[str, list[tuple[int, Review]]] = {}
    for number, entry in enumerate(entries):
        answers.setdefault(entry.value.fingerprint, []).append((number, entry.value))
    settled = [_settle(finding, answers, sources, folder) for finding in findings]
    renamed = (renamed_finding(entry.value.rule, entry.span) for entry in entries)
    return [*settled, *wrong, *filter(None, renamed)]


def _settle(
    finding: Finding,
    answers: Mapping[str, Sequence[tuple[int, Review]]],
    sources: Mapping[str, list[str]],
    folder: Path,
) -> Finding:
    mine = [
        (number, answer, one)
        for fingerprint, one in known_as(finding)
        if one.outcome is Outcome.CANT_TELL
        for number, answer in answers.get(fingerprint, ())
        if finding.rule.id in current_ids(answer.rule)
    ]
    if not mine:
        return finding
    mine.sort(key=lambda entry: entry[0])
    content = {id(one): content_digest(one, sources, folder) for _, _, one in mine}
    # Two questions may have the same fingerprint, such as two equal links, but differ in content.
    valid = [answer for _, answer, one in mine if answer.content == content[id(one)]]
    answer = valid[-1] if valid else None
    if answer is not None and answer.outcome == "failed":
        words = f"{_who(answer)} checked it and says that it fails. {answer.note}".strip()
        message = f"{finding.message} ({words})"
        return dataclasses.replace(
            finding, rule=_blocking(finding.rule), outcome=Outcome.FAILED, message=message
        )
    if finding.outcome is not Outcome.CANT_TELL:
        return finding
    if answer is None:
        who = _who(mine[-1][1])
        message = f"{finding.message} (answered by {who}, but the content has changed since)"
        return dataclasses.replace(finding, message=message)
    words = f"answered by {_who(answer)}: passed. {answer.note}".strip()
    return dataclasses.replace(finding, suppressed=words)


def _who(answer: Review) -> str:
    return f"{answer.by} on {answer.date.isoformat()}"


def _blocking(rule: Rule) -> Rule:
    """What fails a criterion of level A or AA blocks, whoever found it out."""
    if any(criterion(number).level in ("A", "AA") for number in rule.criteria):
        return dataclasses.replace(rule, severity=Severity.ERROR)
    return rule


def refuse_words(by: str, note: str, named: str = "--by", noted: str = "--note") -> None:
    """Check that an answer can be read back once it is recorded.

    ``named`` and ``noted`` are the options that the two texts came by.

    Raises:
        CurbcutError: when the reviewer has no name, or a text a character that is not allowed.
    """
    if not by.strip():
        raise CurbcutError(f"{named} has no name.", f"Say who it is: {named} “Ann Example”.")
    for option, text in ((named, by), (noted, note)):
        if found := unwelcome(text):
            raise CurbcutError(
                f"{option} has a character that is not allowed: {name_of(found)}.",
                "Remove it; it may not be visible.",
            )


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
    """Add an answer to the file in ``folder`` and return it as it was written.

    Raises:
        CurbcutError: when the file cannot be written, or the answer cannot be read back; the file
            is then unchanged.
    """
    refuse_words(by, note)
    entry = as_toml(
        {
            "fingerprint": finding.fingerprint,
            "rule": finding.rule.id,
            "page": finding.page,
            "outcome": outcome,
            "by": by,
            "date": date,
            "content": content_digest(finding, sources, folder),
            "note": note,
        },
        TABLE,
    )
    append(folder / FILE, entry)
    return entry
