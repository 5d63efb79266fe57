"""What the json report of a shard carries, written and read again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from curbcut.model.facts import PageFacts
from curbcut.model.finding import CurbcutError, Environment, Evaluation, Finding, Rule
from curbcut.model.shards import Part, Shard, ShardResult

_PLACEHOLDER = {"id": "", "summary": "", "why": "", "fix": ""}


def shard_as_dict(result: ShardResult) -> dict[str, Any]:
    """A shard in the contract's shape. Rules are there once; what has its default is left out."""
    return {
        "number": result.shard.number,
        "of": result.shard.of,
        "code": result.code,
        "today": result.today,
        "parts": [_part_as_dict(part) for part in result.parts],
    }


def read_shard(path: Path) -> ShardResult:
    """The shard of a json report.

    Raises:
        CurbcutError: when the file cannot be read, or is no report of a shard.
    """
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise CurbcutError(f"“{path}” cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise _wrong(path, "is no JSON") from error
    shard = document.get("shard") if isinstance(document, dict) else None
    if shard is None:
        raise _wrong(path, "is not the json report of a shard")
    try:
        return ShardResult(
            shard=Shard.parse(f"{shard['number']}/{shard['of']}"),
            code=str(shard["code"]),
            today=str(shard["today"]),
            seconds=float(document["summary"]["seconds"]),
            parts=tuple(map(_part, shard["parts"])),
        )
    except (CurbcutError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise _wrong(path, f"is no whole report of a shard ({error})") from error


def _wrong(path: Path, what: str) -> CurbcutError:
    return CurbcutError(
        f"“{path}” {what}.", "Make it with curbcut check --shard 3/8 --report json=FILE."
    )


def _part_as_dict(part: Part) -> dict[str, Any]:
    evaluations: dict[str, list[list[str]]] = {}
    for one in part.evaluations:
        entry = [one.rule, one.state, str(one.outcome)]
        evaluations.setdefault(one.page, []).append(entry)
    rules = {rule.id: rule for rule in (*part.rules, *(one.rule for one in part.findings))}
    return {
        "target": part.target,
        "site": part.site,
        "pages": part.pages,
        "stopped": part.stopped,
        "environment": _lean(part.environment),
        "rules": [_lean(rule) for rule in rules.values()],
        "evaluated": [rule.id for rule in part.rules],
        "findings": [{**_lean(one), "rule": one.rule.id} for one in part.findings],
        "evaluations": evaluations,
        "facts": [_lean(one) for one in part.facts],
    }


def _part(shape: Mapping[str, Any]) -> Part:
    rules = {rule.id: rule for rule in msgspec.convert(shape["rules"], tuple[Rule, ...])}
    return Part(
        target=str(shape["target"]),
        site=str(shape["site"]),
        pages=int(shape["pages"]),
        environment=msgspec.convert(shape["environment"], Environment),
        rules=tuple(rules[name] for name in shape["evaluated"]),
        findings=tuple(_finding(one, rules) for one in shape["findings"]),
        evaluations=tuple(_evaluations(shape["evaluations"])),
        facts=msgspec.convert(shape["facts"], tuple[PageFacts, ...]),
        stopped=bool(shape["stopped"]),
    )


def _finding(shape: Mapping[str, Any], rules: Mapping[str, Rule]) -> Finding:
    finding = msgspec.convert({**shape, "rule": _PLACEHOLDER}, Finding)
    return dataclasses.replace(finding, rule=rules[shape["rule"]])


def _evaluations(shape: Mapping[str, Iterable[list[str]]]) -> list[Evaluation]:
    return [
        msgspec.convert(
            {"rule": rule, "page": page, "state": state, "outcome": outcome}, Evaluation
        )
        for page, entries in shape.items()
        for rule, state, outcome in entries
    ]


def _lean(value: Any) -> Any:
    """A value as JSON has it; of a dataclass what differs from its defaults, sets in order."""
    if dataclasses.is_dataclass(value):
        return {
            field.name: _lean(found)
            for field in dataclasses.fields(value)
            if (found := getattr(value, field.name)) != field.default and found != {}
        }
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_lean(one) for one in value]
    return str(value) if isinstance(value, str) else value
