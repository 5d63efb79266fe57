"""The cached result of the last run, used if everything that it depends on is unchanged.

Inputs are compared by content, not by modification time. For each command and site the result of
the last run is cached, and only if nothing changed while it ran.
"""

from __future__ import annotations

import dataclasses
import os
import stat
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

import msgspec

from curbcut.cache import code_digest, digest_of
from curbcut.checks.evaluations import Evaluations
from curbcut.model.finding import Environment, Evaluation, Finding, Outcome, Rule, RunResult
from curbcut.render.theming.folders import built_in_folder, templates_folder
from curbcut.run import Options, Run


@dataclass(frozen=True, slots=True)
class _Kept:
    """A result without its evaluations; each rule is stored once, findings refer to it by id."""

    environment: Environment
    pages: tuple[str, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    published: str
    checked: bool
    answers_in: str | None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The evaluations of a result in their order, and its rules.

    ``said`` are the distinct combinations of rule, state and outcome. ``runs`` has a tuple for each
    run of evaluations of one page: the page's index in ``pages``, then indexes in ``said``.
    """

    pages: tuple[str, ...]
    said: tuple[tuple[str, str, Outcome], ...]
    runs: tuple[tuple[int, ...], ...]
    rules: tuple[Rule, ...]


_KEPT = msgspec.msgpack.Decoder(_Kept)
_EVIDENCE = msgspec.msgpack.Decoder(_Evidence)


class LastResult:
    """The last result of a command on a site, valid as long as its inputs are unchanged."""

    def __init__(self, command: str, options: Options, run: Run) -> None:
        self._options = options
        # The number of browsers does not affect the findings.
        asked = repr(dataclasses.replace(options, jobs=0, evidence=True, parts=None))
        self._asked = (command, asked, run.today.isoformat(), str(Path.cwd()))
        place = digest_of([command, str(options.source.resolve()), str(options.out.resolve())])
        self._cache = run.cache
        self._name = f"{command}-{place[:16]}"
        whole = options.shard is None and options.parts is None
        self._key = self._inputs() if whole and run.cache.keeps else ""

    def get(self) -> RunResult | None:
        """The cached result, or None if anything has changed. Its ``seconds`` are 0."""
        if not self._key:
            return None
        kept = self._cache.shelf(self._name).get(self._key, _KEPT)
        if kept is None:
            return None
        narrowed, fail_on = self._options.only.words, self._options.fail_on
        result = dataclasses.replace(_restored(kept), fail_on=fail_on, narrowed=narrowed)
        if not self._options.evidence:
            return result
        evidence = self._cache.shelf(f"{self._name}-evidence").get(self._key, _EVIDENCE)
        return None if evidence is None else _with_evidence(result, evidence)

    def keep(self, result: RunResult) -> None:
        """Cache a result, unless a finding is “untested” or inputs changed during the run."""
        if any(finding.outcome is Outcome.UNTESTED for finding in result.findings):
            return
        by_id = {rule.id: rule for rule in _rules_of(result.findings)}
        whole = all(by_id[rule.id] == rule for rule in _rules_of(result.findings))
        if not self._key or not whole or self._inputs() != self._key:
            return
        for name, value in (("", _kept(result, by_id)), ("-evidence", _evidence(result))):
            shelf = self._cache.shelf(self._name + name)
            shelf.put(self._key, msgspec.msgpack.encode(value))
            shelf.save()

    def _inputs(self) -> str:
        """The digest of all inputs: code, options, date, folders, and browser or grid."""
        options = self._options
        parts: list[bytes | str] = [code_digest(), *self._asked]
        for folder in (options.source, templates_folder(options.templates), built_in_folder()):
            parts += _content(folder)
        if options.check:
            from curbcut.browser.driver.install import find_browser

            parts.append(repr(find_browser()) if not options.grid else options.grid)
        return digest_of(parts)


def _content(path: Path, above: Set[tuple[int, int]] = frozenset()) -> Iterator[bytes | str]:
    """The name and content of a file or folder; ``above`` are its parent folders (device, inode).

    Symbolic links are followed, and their targets are included.
    """
    yield os.fsencode(path)
    try:
        if path.is_symlink():
            yield os.fsencode(path.readlink())
        status = path.stat()
        here = status.st_dev, status.st_ino
        if stat.S_ISREG(status.st_mode):
            yield path.read_bytes()
        elif stat.S_ISDIR(status.st_mode) and here not in above:
            for inside in sorted(path.iterdir()):
                yield from _content(inside, above | {here})
    except OSError as error:
        yield f"cannot be read: {error.strerror}"


def _rules_of(findings: tuple[Finding, ...]) -> Iterator[Rule]:
    for finding in findings:
        yield finding.rule
        yield from _rules_of((*finding.merged, *finding.alike))


def _kept(result: RunResult, rules: dict[str, Rule]) -> _Kept:
    bare = {name: Rule(name, "", "", "") for name in rules}
    return _Kept(
        result.environment,
        result.pages,
        tuple(_ruled(finding, bare) for finding in result.findings),
        tuple(rules.values()),
        result.published,
        result.checked,
        result.answers_in,
    )


def _ruled(finding: Finding, rules: dict[str, Rule]) -> Finding:
    """The same finding, and those in it, with their rules taken from ``rules`` by id."""
    merged = tuple(_ruled(other, rules) for other in finding.merged)
    alike = tuple(_ruled(other, rules) for other in finding.alike)
    return dataclasses.replace(finding, rule=rules[finding.rule.id], merged=merged, alike=alike)


def _restored(kept: _Kept) -> RunResult:
    rules = {rule.id: rule for rule in kept.rules}
    checked = len(kept.pages) if kept.environment.states else 0
    return RunResult(
        dataclasses.replace(kept.environment, cached=checked),
        kept.pages,
        tuple(_ruled(finding, rules) for finding in kept.findings),
        published=kept.published,
        checked=kept.checked,
        answers_in=kept.answers_in,
    )


def _evidence(result: RunResult) -> _Evidence:
    pages: dict[str, int] = {}
    said: dict[tuple[str, str, Outcome], int] = {}
    runs: list[list[int]] = []
    page = ""
    for one in result.evaluations:
        if not runs or one.page != page:
            page = one.page
            runs.append([pages.setdefault(page, len(pages))])
        runs[-1].append(said.setdefault((one.rule, one.state, one.outcome), len(said)))
    return _Evidence(tuple(pages), tuple(said), tuple(map(tuple, runs)), result.rules)


def _with_evidence(result: RunResult, evidence: _Evidence) -> RunResult:
    evaluations = (
        Evaluation(rule, evidence.pages[page], state, outcome)
        for page, *numbers in evidence.runs
        for rule, state, outcome in (evidence.said[one] for one in numbers)
    )
    return dataclasses.replace(result, evaluations=Evaluations(evaluations), rules=evidence.rules)
