"""Evaluations of many pages in little memory.

Each page has one for every rule in every state, and most pages have the same ones. So a page is
kept as its name and a table of outcomes, and equal tables are one. The evaluations themselves are
made when they are asked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from curbcut.model.finding import Evaluation, Outcome

type Row = tuple[str, str, Outcome]
"""A rule, a state, and what came of it."""


class Tables:
    """The tables that several ``Evaluations`` have in common."""

    def __init__(self) -> None:
        self._rows: dict[Row, Row] = {}
        self._tables: dict[tuple[Row, ...], tuple[Row, ...]] = {}

    def one(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The table of some rows, the same for the same rows."""
        table = tuple(self._rows.setdefault(row, row) for row in rows)
        return self._tables.setdefault(table, table)


class Evaluations(Sequence[Evaluation]):
    """The evaluations of some pages, in order. Never changed, but for ``add`` while it is made."""

    def __init__(
        self, evaluations: Iterable[Evaluation] = (), tables: Tables | None = None
    ) -> None:
        self._pages: list[tuple[str, tuple[Row, ...]]] = []
        self._tables = tables or Tables()
        self._length = 0
        self.add(evaluations)

    def add(self, evaluations: Iterable[Evaluation]) -> None:
        """Add more at the end."""
        if isinstance(evaluations, Evaluations):
            for page, rows in evaluations._pages:
                self._put(page, rows)
            return
        for page, those in itertools.groupby(evaluations, lambda one: one.page):
            self._put(page, ((one.rule, one.state, one.outcome) for one in those))

    def _put(self, page: str, rows: Iterable[Row]) -> None:
        table = self._tables.one(rows)
        if table:
            self._pages.append((page, table))
            self._length += len(table)

    def renamed(self, name: Callable[[str], str]) -> Evaluations:
        """The same under other names of pages."""
        made = Evaluations()
        for page, rows in self._pages:
            made._put(name(page), rows)
        return made

    def with_outcomes(self, outcome_of: Callable[[str, Outcome], Outcome]) -> Evaluations:
        """The same with other outcomes: ``outcome_of`` gets a rule and its outcome."""
        made = Evaluations()
        changed: dict[tuple[Row, ...], tuple[Row, ...]] = {}
        for page, rows in self._pages:
            if rows not in changed:
                changed[rows] = tuple((r, s, outcome_of(r, outcome)) for r, s, outcome in rows)
            made._put(page, changed[rows])
        return made

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Evaluation]:
        for page, rows in self._pages:
            for rule, state, outcome in rows:
                yield Evaluation(rule, page, state, outcome)

    @overload
    def __getitem__(self, index: int) -> Evaluation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Evaluation]: ...
    def __getitem__(self, index: int | slice) -> Evaluation | Sequence[Evaluation]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def joined(*parts: Iterable[Evaluation]) -> Evaluations:
    """The evaluations of some parts, one after the other."""
    made = Evaluations()
    for part in parts:
        made.add(part)
    return made


def without_repeats(evaluations: Evaluations) -> Evaluations:
    """Each of them once. Only where a page is there more than once is there anything to do."""
    pages = [page for page, _ in evaluations._pages]
    if len(set(pages)) == len(pages):
        return evaluations
    return Evaluations(dict.fromkeys(evaluations))
