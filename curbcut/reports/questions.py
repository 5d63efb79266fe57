"""The questions that wait for a person, by the file that they are about."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Sequence
from itertools import groupby

from curbcut.characters import printable
from curbcut.model.finding import Finding
from curbcut.reports.summary import (
    message_of,
    one_line,
    pages_of,
    plural,
    question_of,
    shown_excerpt,
)

_WIDTH = 96


def questions_text(findings: Sequence[Finding], where: str = "") -> str:
    """All open questions: what to look at, what to decide, and the command that answers.

    ``where`` is the folder or address that they are about, "" for the site.
    """
    if not findings:
        return "No questions are open.\n"
    blocks = [f"{plural(len(findings), 'question')} open."]
    in_order = sorted(findings, key=_place)
    for place, group in groupby(in_order, _file):
        blocks.append(f"\n{one_line(place)}")
        blocks += [_block(finding) for finding in group]
    option = f" --in {shlex.quote(where)}" if where else ""
    blocks.append(
        f"\nAnswer one or several: curbcut review FINGERPRINT… passed (or failed) --by NAME{option}"
    )
    return "\n".join(blocks) + "\n"


def _file(finding: Finding) -> str:
    return finding.span.path if finding.span else (finding.page or "the site")


def _place(finding: Finding) -> tuple[str, int, int, str]:
    line, column = (finding.span.line, finding.span.column) if finding.span else (0, 0)
    return _file(finding), line, column, finding.rule.id


def _block(finding: Finding) -> str:
    where = f"line {finding.span.line}" if finding.span else "the whole page"
    if finding.also_on:
        where += f", {pages_of(finding)}"
    said = [
        f"  {finding.fingerprint}  {where}: {_flat(message_of(finding))}",
        *_wrapped(question_of(finding)),
    ]
    if finding.excerpt.strip():
        said.insert(1, f"      | {_flat(shown_excerpt(finding, _WIDTH)[0])}")
    return "\n".join(said)


def _wrapped(text: str) -> list[str]:
    return [f"      {line}" for line in textwrap.wrap(_flat(text), _WIDTH)]


def _flat(text: str) -> str:
    return " ".join(printable(text).split())
