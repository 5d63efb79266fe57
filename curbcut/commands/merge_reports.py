"""Merge the reports of all shards into the report of a single run over all pages."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from curbcut.cache import code_digest
from curbcut.commands.check_pages import check_targets
from curbcut.commands.check_site import check_site
from curbcut.model.finding import CurbcutError, RunResult
from curbcut.model.shards import Part, ShardResult
from curbcut.reports.shards import read_shard
from curbcut.run import Options, Progress


def merge_reports(
    files: Sequence[Path], options: Options, progress: Progress = lambda words: None
) -> RunResult:
    """The result of a single run, merged from the json reports of all its shards.

    The site or the folders must be the same as those that the shards checked: everything except the
    work of the browsers is done again.

    Raises:
        CurbcutError: when shards are missing, given twice, or of different runs.
    """
    shards = {path: read_shard(path) for path in files}
    _all_there(shards)
    _alike(shards)
    ordered = sorted(shards.values(), key=lambda one: one.shard.number)
    targets = [part.target for part in ordered[0].parts]
    parts = {
        target: tuple(part for one in ordered for part in one.parts if part.target == target)
        for target in targets
    }
    day = max(dt.date.fromisoformat(one.today) for one in ordered)
    asked = dataclasses.replace(options, parts=parts, today=options.today or day, check=True)
    whole = check_targets(targets, asked, progress) if any(targets) else check_site(asked, progress)
    worked = sum(one.seconds for one in ordered)
    return dataclasses.replace(whole, seconds=whole.seconds + worked)


def _all_there(shards: dict[Path, ShardResult]) -> None:
    if not shards:
        raise CurbcutError(
            "No reports are named.",
            "Name the reports of all shards: curbcut report --merge *.json.",
        )
    (path, first), *others = shards.items()
    for other, one in others:
        if one.shard.of != first.shard.of:
            raise CurbcutError(
                f"“{path}” is shard {first.shard} and “{other}” is shard {one.shard}:"
                " they are not from the same run.",
                f"Merge the {first.shard.of} shards of one run.",
            )
    numbers = Counter(one.shard.number for one in shards.values())
    for number, times in numbers.items():
        if times > 1:
            names = " and ".join(f"“{p}”" for p, s in shards.items() if s.shard.number == number)
            raise CurbcutError(f"{names} are both shard {number}/{first.shard.of}.", "Name one.")
    missing = [n for n in range(1, first.shard.of + 1) if n not in numbers]
    if missing:
        shown = ", ".join(f"{number}/{first.shard.of}" for number in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise CurbcutError(
            f"These shards are missing: {shown}{more}.",
            f"Run curbcut check --shard {missing[0]}/{first.shard.of} --report json=FILE.",
        )


def _alike(shards: dict[Path, ShardResult]) -> None:
    """Refuse shards of different sites, versions, browsers or settings."""
    (path, first), *others = shards.items()
    if first.code != code_digest():
        raise CurbcutError(
            f"“{path}” was made by a different version of Curbcut.",
            "Merge with the version that checked the shards.",
        )
    for other, one in others:
        if what := _difference(first, one):
            raise CurbcutError(
                f"“{path}” and “{other}” are not from the same run: {what}.",
                "Check all shards with the same files, settings and versions.",
            )


def _difference(one: ShardResult, other: ShardResult) -> str:
    if one.code != other.code:
        return "they were made by different versions of Curbcut"
    if [part.target for part in one.parts] != [part.target for part in other.parts]:
        return "they checked different folders"
    for mine, theirs in zip(one.parts, other.parts, strict=True):
        if mine.site != theirs.site:
            return "the pages, the files around them or the settings differ"
        if _tools(mine) != _tools(theirs):
            return "they were checked with different browsers or versions of axe-core"
    return ""


def _tools(part: Part) -> object:
    """The tools that checked a part, without the grid, the number of cached pages and the proof."""
    return dataclasses.replace(part.environment, grid="", cached=0, proof=""), part.rules
