"""A part of a result: what somebody asked to see. The report says that it is a part."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from curbcut.model.finding import Finding, Outcome, RunResult
from curbcut.model.wcag import level_of
from curbcut.reports.summary import plural
from curbcut.run import fits_any

_LEVELS = ("A", "AA", "AAA")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a result; by default all of it.

    ``rules`` are ids, in which “*” stands for any characters; ``ignore`` are those that are not
    wanted. ``level`` is the highest level of WCAG whose criteria are wanted, "" for findings about
    no criterion too. ``include`` and ``exclude`` are addresses of pages, with “*” as above.
    ``quiet`` leaves only what blocks in reports for people, and ``at_most`` so many findings of a
    rule, 0 for all.
    """

    rules: tuple[str, ...] = ()
    level: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    quiet: bool = False
    at_most: int = 0
    ignore: tuple[str, ...] = ()


def select(result: RunResult, wanted: Selection) -> RunResult:
    """The part that is wanted of a result, in any format; what was not checked stays in it."""
    options = [
        *(f"--rule {rule}" for rule in wanted.rules),
        *(f"without {rule}" for rule in wanted.ignore),
        *([f"--level {wanted.level}"] if wanted.level else []),
        *(f"--include {page}" for page in wanted.include),
        *(f"--exclude {page}" for page in wanted.exclude),
    ]
    options = [words for words in options if words not in result.narrowed]
    return _only(result, lambda finding: _is_wanted(finding, wanted), options)


def shorten(result: RunResult, wanted: Selection) -> RunResult:
    """What a person wants to read of a result."""
    if wanted.quiet:
        blocking = set(map(id, result.blocking))
        result = _only(result, lambda finding: id(finding) in blocking, ["--quiet"])
    if not wanted.at_most:
        return result
    counted: Counter[str] = Counter()

    def fits(finding: Finding) -> bool:
        counted[finding.rule.id] += not finding.suppressed
        return bool(finding.suppressed) or counted[finding.rule.id] <= wanted.at_most

    shown = _only(result, fits, [])
    more = {rule: number - wanted.at_most for rule, number in counted.items()}
    rest = [f"{number} more of {rule}" for rule, number in sorted(more.items()) if number > 0]
    if not rest:
        return result
    left = sum(number for number in more.values() if number > 0)
    words = f"--at-most {wanted.at_most} leaves out {plural(left, 'finding')}: {', '.join(rest)}"
    return dataclasses.replace(shown, narrowed=(*result.narrowed, words))


def _is_wanted(finding: Finding, wanted: Selection) -> bool:
    if finding.outcome is Outcome.UNTESTED:
        return True
    if wanted.rules and not fits_any(finding.rule.id, wanted.rules):
        return False
    if fits_any(finding.rule.id, wanted.ignore):
        return False
    level = level_of(finding.rule.criteria)
    if wanted.level and level not in _LEVELS[: _LEVELS.index(wanted.level) + 1]:
        return False
    pages = [page for page in (finding.page, *finding.also_on) if page]
    if wanted.include and not any(fits_any(page, wanted.include) for page in pages):
        return False
    return not (pages and all(fits_any(page, wanted.exclude) for page in pages))


def _only(result: RunResult, wanted: Callable[[Finding], bool], options: list[str]) -> RunResult:
    findings = tuple(filter(wanted, result.findings))
    narrowed = (*result.narrowed, *options)
    return dataclasses.replace(result, findings=findings, narrowed=narrowed)
