"""Checking one shard of the pages, and merging the results of all shards.

Merging runs everything that a check runs, site-wide checks included, with the results of the shards
in place of a browser; so the outcome is that of a single run over all pages.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from curbcut.cache import digest_of
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.evaluations import Evaluations
from curbcut.checks.runner.page_source import PageSource
from curbcut.checks.runner.workers import Checked, check_pages
from curbcut.model.finding import CurbcutError
from curbcut.model.shards import Part, Shard
from curbcut.run import Run


def check_share(
    target: str, source: PageSource, run: Run, *, axe_path: Path | None = None, timeout: int = 30
) -> tuple[Checked, Part | None]:
    """Check this run's shard of the pages (all of them if it is not sharded), or merge shards.

    ``target`` is the folder named on the command line, "" for the site; see ``check_pages`` for the
    rest. A shard's result has no facts, because site-wide checks need those of all pages; they are
    in its ``Part``, for ``report --merge``.

    Raises:
        CurbcutError: when no browser works, or the shards to merge do not belong together.
    """
    if run.only.of_pages:
        wanted = [page for page in source.pages if run.only.has(page.path)]
        source = dataclasses.replace(source, pages=wanted)
    if run.shard is None and run.parts is None:
        return check_pages(source, run, axe_path=axe_path, timeout=timeout), None
    site = _site_digest(source, Axe(axe_path), timeout, run.only.states)
    if run.parts is not None:
        return _joined(run.parts.get(target, ()), source, site), None
    assert run.shard is not None
    share = _share(source, run.shard)
    checked = check_pages(share, run, axe_path=axe_path, timeout=timeout)
    part = Part(
        target=target,
        site=site,
        pages=len(source.pages),
        environment=checked.environment,
        rules=checked.rules,
        findings=checked.findings,
        evaluations=checked.evaluations,
        facts=checked.facts,
        stopped=checked.stopped,
    )
    return dataclasses.replace(checked, facts=()), part


def _share(source: PageSource, shard: Shard) -> PageSource:
    """The same source with only the pages of this shard."""
    pages = [page for page in source.pages if shard.holds(page.path)]
    return dataclasses.replace(source, pages=pages)


def _joined(parts: tuple[Part, ...], source: PageSource, site: str) -> Checked:
    """The results as of one run. Raises CurbcutError if shards are missing or of another site."""
    if any(part.site != site for part in parts):
        raise CurbcutError(
            "These shards checked a different version of the site: its pages, files, theme or"
            " settings are not the same here.",
            "Merge in a checkout with the same files, or check all shards again.",
        )
    paths = [page.path for page in source.pages]
    seen = {one.page for part in parts for one in part.evaluations}
    if missing := [path for path in paths if path not in seen]:
        raise CurbcutError(
            f"{len(missing)} of the pages are in none of the shards, for example {missing[0]}.",
            "Check all shards again.",
        )
    first = parts[0]
    grids = dict.fromkeys(part.environment.grid for part in parts if part.environment.grid)
    return Checked(
        findings=tuple(_in_order(paths, (one for part in parts for one in part.findings))),
        evaluations=Evaluations(
            _in_order(paths, (one for part in parts for one in part.evaluations))
        ),
        rules=first.rules,
        environment=dataclasses.replace(
            first.environment,
            grid=", ".join(grids),
            cached=sum(part.environment.cached for part in parts),
            # The oldest: the merged result is no more recent than that.
            proof=min((p.environment.proof for p in parts if p.environment.proof), default=""),
        ),
        facts=tuple(_in_order(paths, (one for part in parts for one in part.facts))),
        stopped=any(part.stopped for part in parts),
    )


def _in_order[T](paths: Iterable[str], things: Iterable[T]) -> Iterator[T]:
    """The things in the order of their pages, as in a single run."""
    of_page: dict[str, list[T]] = defaultdict(list)
    for thing in things:
        of_page[getattr(thing, "page")].append(thing)  # noqa: B009 (findings, evaluations, facts)
    for path in paths:
        yield from of_page[path]


def _site_digest(source: PageSource, axe: Axe, timeout: int, states: tuple[str, ...]) -> str:
    """The digest of everything that is checked and of the settings of the check."""
    parts: list[bytes | str] = [axe.digest, str(timeout), source.prefix, str(source.first_party)]
    parts += sorted(states)
    if isinstance(source.content, Path):
        for path in sorted(source.content.rglob("*")):
            if path.is_file():
                parts += [path.relative_to(source.content).as_posix(), path.read_bytes()]
    else:
        content = source.content or {}
        for name in sorted(content):
            parts += [name, content[name], repr(sorted(source.headers(name).items()))]
    parts += [page.path for page in source.pages]
    return digest_of(parts)
