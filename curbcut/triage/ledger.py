"""TOML files that people edit, with one kind of table; each entry is validated at its line."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from curbcut.files import edit, read
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.model.source import Span
from curbcut.schema import Mistake, validate
from curbcut.triage.renamed import RENAMED as FORMER

LEDGER = Rule(
    id="decision-not-valid",
    summary="A recorded answer or suppression is not valid",
    why="A decision that cannot be read is not applied, and nobody would notice.",
    fix="Correct the entry as the message says.",
    how="reviews.toml and suppressions.toml are read entry by entry.",
    examples_of="suppressions.toml",
    examples=(
        (
            (
                "[[suppression]]\n"
                'rule = "heading-bold"\n'
                'fingerprints = ["ed269e4fb5d305c7"]\n'
                'reason = "headings come with the new text"\n'
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
RENAMED = Rule(
    id="decision-rule-renamed",
    summary="An answer or a suppression names a rule by its former id",
    why="It still holds, but whoever looks the rule up finds it under another name.",
    fix="Write the new id, which the message names. The fingerprint can stay.",
    severity=Severity.SUGGESTION,
    how="Rules named in reviews.toml and suppressions.toml are looked up among the former ids.",
    examples_of="suppressions.toml",
    examples=(
        (
            (
                "[[suppression]]\n"
                'rule = "heading-fake"\n'
                'fingerprints = ["ed269e4fb5d305c7"]\n'
                'reason = "headings come with the new text"\n'
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


@dataclass(frozen=True, slots=True)
class Entry[T: msgspec.Struct]:
    """An entry and its position in the file."""

    value: T
    span: Span


def read_ledger[T: msgspec.Struct](
    path: Path, shown: str, table: str, schema: type[T]
) -> tuple[list[Entry[T]], list[Finding]]:
    """The valid entries of a file, and findings about the others; a missing file has no entries."""
    findings: list[Finding] = []

    def wrong(message: str, line: int, fix: str = "") -> None:
        findings.append(Finding(LEDGER, message, span=Span(shown, line, line), fix=fix))

    try:
        text = read(path, path.parent).decode("utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        reason = (error.strerror if isinstance(error, OSError) else "") or error
        wrong(f"The file cannot be read: {reason}", int(found[1]) if found else 1)
        return [], findings
    for name in data:
        if name != table:
            wrong(f"“{name}” is unknown; entries start with [[{table}]].", 1)
    values = data.get(table, [])
    entries: list[Entry[T]] = []
    places = list(_places(text, table))
    if not isinstance(values, list):
        wrong(f"Entries start with [[{table}]], with two brackets.", 1)
        return [], findings
    for number, value in enumerate(values):
        line = places[number] if number < len(places) else 1
        good, mistakes = validate(value, schema, f"[[{table}]]")
        for mistake in _at_once(mistakes, table):
            there = _line_of(mistake.key, text, line) if mistake.kind != "missing" else line
            wrong(mistake.message, there, mistake.fix)
        if not mistakes:
            entries.append(Entry(schema(**good), Span(shown, line, line)))
    return entries, findings


def _at_once(mistakes: list[Mistake], table: str) -> list[Mistake]:
    """The mistakes in an entry; several keys that are missing are one thing to correct."""
    missing = [one for one in mistakes if one.kind == "missing"]
    if len(missing) < 2:
        return mistakes
    others = [one for one in mistakes if one.kind != "missing"]
    if others:
        return others
    names = ", ".join(f"“{one.key}”" for one in missing)
    by_command = ", or let “curbcut review” write the entry" if table == "review" else ""
    advice = f"Write them below [[{table}]]{by_command}."
    return [Mistake(missing[0].key, "missing", f"{names} are missing", advice)]


def renamed_finding(rule: str, span: Span) -> Finding | None:
    """A finding that says which id replaces a rule's former id, at the entry that has it."""
    if rule not in FORMER:
        return None
    new = " or ".join(f'rule = "{one}"' for one in FORMER[rule])
    return Finding(RENAMED, f"“{rule}” has another id now; write {new}", span=span)


def _places(text: str, table: str) -> Iterator[int]:
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line):
            yield number


def _line_of(key: str, text: str, entry: int) -> int:
    """The line of a key in the entry that begins at the line ``entry``."""
    for number, line in enumerate(text.split("\n")[entry:], entry + 1):
        if re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
        if line.lstrip().startswith("["):
            break
    return entry


def append(path: Path, entry: str) -> None:
    """Add an entry to a file, which is made if there is none.

    Raises:
        CurbcutError: when the file cannot be written; it is then unchanged.
    """
    addition = entry.encode()

    def change(found: bytes | None) -> bytes:
        return (found.rstrip(b"\n") + b"\n\n" if found and found.strip() else b"") + addition

    edit(path, path.parent, change)


def as_toml(values: Mapping[str, str | dt.date | list[str]], table: str) -> str:
    """An entry as TOML, to be appended to a file."""
    lines = [f"{key} = {_literal(value)}" for key, value in values.items()]
    return "\n".join((f"[[{table}]]", *lines)) + "\n"


def _literal(value: str | dt.date | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dt.date):
        return value.isoformat()
    # A JSON string is a basic string of TOML, except for U+007F.
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
