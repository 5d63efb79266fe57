"""A row of the table: what is measured, the goal, and whether it is met.

Seconds are never judged, only how one figure of a run relates to another one of the same run: a
peer's, or the start of a bare interpreter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.measure import Figures, Work, rounds


class Key(NamedTuple):
    """What was measured: pages of the site, tool, work."""

    pages: int
    tool: str
    work: str


UNIT = Key(0, "Python", "start")
"""The start of a bare interpreter: ``python -c pass``."""


@dataclass(slots=True)
class Results:
    """All that a run measured.

    ``facts`` are figures that are no time: bytes, shares, pages lost; ``missing`` says why a tool
    could not be had, ``failures`` what went wrong when it was run.
    """

    figures: dict[Key, Figures] = field(default_factory=dict)
    facts: dict[Key, float] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    failures: dict[Key, str] = field(default_factory=dict)

    def measure(self, works: Mapping[Key, Work], times: int) -> None:
        """Do the works in interleaved rounds, and keep what was measured or why it was not."""
        keys = {work.name: key for key, work in works.items()}
        figures, failures = rounds(list(works.values()), times)
        self.figures.update((keys[name], found) for name, found in figures.items())
        self.failures.update((keys[name], reason) for name, reason in failures.items())

    def has(self, key: Key) -> bool:
        """Whether there is a figure or a fact under this key."""
        return key in self.figures or key in self.facts


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a goal.

    ``needs`` is what must have been measured; ``ratio`` is what is judged, ``most`` what it may
    be; ``aim`` is where it should get to, or 0; ``shown`` says what was measured, in words.
    """

    id: str
    part: str
    work: str
    goal: str
    most: float
    needs: tuple[Key, ...]
    ratio: Callable[[Results], float]
    shown: Callable[[Results], str]
    aim: float = 0.0


class Judged(NamedTuple):
    """A row with what became of it: "met", "not met" or "not measured"."""

    row: Row
    outcome: str
    measured: str
    ratio: float | None


def judge(row: Row, results: Results) -> Judged:
    """Hold a row's ratio against its goal."""
    absent = [key for key in row.needs if not results.has(key)]
    if absent:
        why = _why_not(absent, results)
        return Judged(row, "not measured", why, None)
    ratio = row.ratio(results)
    return Judged(row, "met" if ratio <= row.most else "not met", row.shown(results), ratio)


def _why_not(absent: Sequence[Key], results: Results) -> str:
    for key in absent:
        reason = results.missing.get(key.tool) or results.failures.get(key)
        if reason:
            return f"{key.tool} could not be measured: {reason.splitlines()[-1]}"
    return "not part of this run"


def against(
    name: str,
    part: str,
    work: str,
    ours: Key,
    theirs: Key,
    most: float,
    *,
    aim: float = 0.0,
    figure: str = "seconds",
    unit: str = "",
) -> Row:
    """A row whose ratio is one measured figure by another: "seconds", "cpu" or "peak"."""
    goal = (
        f"at most {most:g} × {unit or theirs.tool}" if most != 1 else f"below {unit or theirs.tool}"
    )

    def ratio(results: Results) -> float:
        return float(getattr(results.figures[ours], figure)) / float(
            getattr(results.figures[theirs], figure)
        )

    def shown(results: Results) -> str:
        pair = (getattr(results.figures[key], figure) for key in (ours, theirs))
        return " against ".join(_FORMATS[figure](value) for value in pair)

    if aim:
        goal += f", aim {aim:g} ×"
    return Row(name, part, work, goal, most, (ours, theirs), ratio, shown, aim)


def seconds(value: float) -> str:
    """A time, with as many digits as say something."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


def megabytes(value: float) -> str:
    """Bytes, in millions."""
    return f"{value / 1e6:.0f} MB"


_FORMATS: Mapping[str, Callable[[float], str]] = {
    "seconds": seconds,
    "cpu": lambda value: f"{value:.1f} CPU s",
    "peak": megabytes,
}
