"""Completion in the front matter: keys with what they mean, and values where they are known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from curbcut.language_server.lines import Lines
from curbcut.language_server.links import Choice, pages
from curbcut.model.front_matter import FrontMatter
from curbcut.model.page import Site

_KEY = re.compile(r"(?P<key>[\w-]*)$")
_VALUE = re.compile(r"(?P<key>[\w-]+):(?P<space>\s*)(?P<value>\S.*|)$")
_ITEM = re.compile(r"\s*-\s+(?P<value>.*)$")
_PATHS = ("related", "version_of")
_DATES = ("last_reviewed", "effective")
_PERIODS = ("3 months", "6 months", "12 months", "2 years")


@dataclass(frozen=True, slots=True)
class Begun:
    """A key, or with ``key`` a value of it, that is being written from a character of a line on."""

    start: int
    key: str = ""
    before: str = ""


def is_inside(lines: Lines, number: int) -> bool:
    """Whether a line is between the two lines of dashes, or below the first if there is one."""
    if number < 1 or lines.line(0).rstrip() != "---":
        return False
    return all(line.rstrip() != "---" for line in lines.lines[1 : number + 1])


def begun(lines: Lines, number: int, character: int) -> Begun | None:
    """What is being written in the front matter before a character of a line."""
    before = lines.line(number)[:character]
    if found := _KEY.fullmatch(before):
        return Begun(0)
    if found := _VALUE.fullmatch(before):
        return Begun(found.start("value"), found["key"], "" if found["space"] else " ")
    if found := _ITEM.fullmatch(before):
        above = (lines.line(at) for at in range(number - 1, 0, -1))
        key = next((line for line in above if not _ITEM.fullmatch(line)), "").rstrip().rstrip(":")
        return Begun(found.start("value"), key)
    return None


def keys(written: Sequence[str]) -> Iterator[Choice]:
    """The keys that are not ``written`` yet, in the order of their declaration."""
    for number, (name, info) in enumerate(_schema().items()):
        if not any(line.startswith(f"{name}:") for line in written):
            yield Choice(f"{name}: ", "", info.get("description", ""), f"{number:03}")


def values(key: str, here: str, site: Site | None, today: dt.date) -> Iterator[Choice]:
    """What could be the value of a key in the file ``here`` of the source folder."""
    if key in _PATHS and site:
        yield from pages(here, site)
    elif key in _DATES:
        yield Choice(today.isoformat(), "today", "", "0")
    elif key == "review_every":
        yield from (Choice(one, "", "", str(at)) for at, one in enumerate(_PERIODS))
    elif key in ("owner", "lang") and site:
        meta = [page.parsed.meta for page in site.pages.values() if page.source_path]
        known = {getattr(one, key) for one in meta} | (
            {edition.language for edition in site.editions} if key == "lang" else set()
        )
        yield from (Choice(one, "", "", one) for one in sorted(filter(None, known)))
    else:
        info = _schema().get(key, {})
        yield from (Choice(one, "", "", str(at)) for at, one in enumerate(_listed(info)))


def described(key: str) -> str:
    """What a key means, "" if there is none of that name."""
    return str(_schema().get(key, {}).get("description", ""))


def _listed(info: Mapping[str, Any]) -> list[str]:
    """The values that the schema lists."""
    if info.get("type") == "boolean":
        return ["true", "false"]
    found = [str(one) for one in info.get("enum", ()) if one is not None]
    for option in info.get("anyOf", ()):
        found += _listed(option)
    return found


@cache
def _schema() -> dict[str, dict[str, Any]]:
    _, parts = msgspec.json.schema_components([FrontMatter])
    return dict(parts["FrontMatter"]["properties"])
