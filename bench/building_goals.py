"""Building: the goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bench import saving
from bench.building import LANGUAGES, LARGE, US, WITHOUT_INDEX
from bench.rows import UNIT, Key, Results, Row, against, megabytes, seconds

HUGE = 10_000
_PART = "Building"


def rows(sizes: Sequence[int]) -> tuple[Row, ...]:
    """The goals; those of growth hold between the smallest and the largest of the sizes."""
    cold, text = Key(LARGE, US, "cold"), Key(LARGE, US, "text")
    peers = [Key(LARGE, name, "cold") for name in ("Pelican", "MkDocs Material", "Zensical")]
    hugo = {work: Key(LARGE, "Hugo", work) for work in ("cold", "text")}
    bare = {work: Key(LARGE, WITHOUT_INDEX, work) for work in ("cold", "text")}
    huge = {work: Key(HUGE, "Hugo", work) for work in ("cold", "text")}
    unit = "a bare interpreter’s start"
    return (
        against("cold-1000", _PART, "cold, 1,000 pages", cold, hugo["cold"], 4, aim=2.5),
        against(
            "cold-1000-bare",
            _PART,
            "cold, 1,000 pages, without a search index (lint cannot be left out)",
            bare["cold"],
            hugo["cold"],
            2.5,
        ),
        *(
            against(f"cold-1000-{_id(key.tool)}", _PART, "cold, 1,000 pages", cold, key, 1)
            for key in peers
        ),
        against(
            "cold-10000",
            _PART,
            "cold, 10,000 pages",
            Key(HUGE, US, "cold"),
            huge["cold"],
            1,
        ),
        _memory_row(),
        against("text-1000", _PART, "one page’s text edited", text, hugo["text"], 0.6, aim=0.25),
        against(
            "text-1000-bare",
            _PART,
            "the same without a search index",
            bare["text"],
            hugo["text"],
            0.3,
        ),
        against(
            "text-10000",
            _PART,
            "one of 10,000 pages’ text edited",
            Key(HUGE, US, "text"),
            huge["text"],
            0.1,
        ),
        against(
            "text-10000-bare",
            _PART,
            "the same without a search index",
            Key(HUGE, WITHOUT_INDEX, "text"),
            huge["text"],
            0.05,
        ),
        *(_reach_row(LARGE, US, work) for work in ("title", "template", "style sheet")),
        *(_reach_row(min(sizes), LANGUAGES, work) for work in ("translation", "glossary")),
        against(
            "nothing",
            _PART,
            "nothing changed, 1,000 pages",
            Key(LARGE, US, "nothing"),
            UNIT,
            30,
            unit=unit,
        ),
        against(
            "lint",
            _PART,
            "lint FILE, 1,000 pages",
            Key(LARGE, US, "lint FILE"),
            UNIT,
            15,
            unit=unit,
        ),
        _saving_row(LARGE, unit),
        against("help", _PART, "--help", Key(0, US, "--help"), UNIT, 4, unit=unit),
        *_growth_rows(min(sizes), max(sizes)),
    )


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


_SECOND = 64.0
"""A second, where a bare interpreter starts in 15.6 ms."""


def _saving_row(pages: int, unit: str) -> Row:
    key, share = Key(pages, US, saving.WORK), Key(pages, US, f"{saving.WORK}: under a second")
    return Row(
        "saving",
        _PART,
        f"a page saved while the preview is open, {pages:,} pages",
        f"shown within {_SECOND:g} × {unit} (a second where it takes 15.6 ms)",
        _SECOND,
        (key, share, UNIT),
        lambda results: results.figures[key].seconds / results.figures[UNIT].seconds,
        lambda results: (
            f"{seconds(results.figures[key].seconds)}; "
            f"{results.facts[share]:.0%} of the saves in under a second"
        ),
    )


_MOST_MEMORY = 800e6


def _memory_row() -> Row:
    key = Key(HUGE, US, "cold")
    return Row(
        "memory-10000",
        _PART,
        "cold, 10,000 pages: peak memory of all processes",
        "under 800 MB",
        1,
        (key,),
        lambda results: results.figures[key].peak / _MOST_MEMORY,
        lambda results: megabytes(results.figures[key].peak),
    )


_START = 0.2
"""The part of a cold build that any build may take: its start, and finding what changed."""


def _reach_row(pages: int, tool: str, work: str) -> Row:
    key, cold = Key(pages, tool, work), Key(pages, tool, "cold")
    reached = Key(pages, tool, f"{work}: reached")

    def shown(results: Results) -> str:
        figures = results.figures
        return (
            f"{seconds(figures[key].seconds)} of {seconds(figures[cold].seconds)}; "
            f"{results.facts[reached]:.0%} of the pages changed"
        )

    return Row(
        f"reach-{_id(work)}",
        _PART,
        f"a {work} changed, {pages:,} pages",
        f"at most the cold build × ({_START:g} + the share of pages that changed)",
        1,
        (key, cold, reached),
        lambda results: (
            results.figures[key].seconds
            / results.figures[cold].seconds
            / (results.facts[reached] + _START)
        ),
        shown,
    )


_FLAT = 1.25
_MOST_INDEX = 100_000


def _growth_rows(small: int, large: int) -> Iterable[Row]:
    """Time, memory and bytes a page; the pages that list others."""
    keys = (Key(small, US, "cold"), Key(large, US, "cold"))
    sizes = (Key(small, US, "bytes"), Key(large, US, "bytes"))
    goal = f"a page of the larger site at most {_FLAT:g} × one of the smaller"
    between = f"from {small:,} to {large:,} pages"
    several = keys if small < large else (*keys, Key(HUGE, US, "cold"))

    def growth(name: str, needs: tuple[Key, ...], value: Callable[[Results, Key], float]) -> Row:
        def a_page(results: Results) -> list[float]:
            chosen = sizes if name == "bytes" else keys
            return [value(results, key) / key.pages for key in chosen]

        def shown(results: Results) -> str:
            form = (
                (lambda v: f"{v * 1000:.1f} ms")
                if name == "time"
                else (lambda v: f"{v / 1e3:.0f} kB")
            )
            return " → ".join(map(form, a_page(results))) + " a page"

        return Row(
            f"growth-{name}",
            _PART,
            f"growth of {name}, {between}",
            goal,
            _FLAT,
            needs,
            lambda results: a_page(results)[1] / a_page(results)[0],
            shown,
        )

    yield growth("time", several, lambda results, key: results.figures[key].seconds)
    yield growth("memory", several, lambda results, key: results.figures[key].peak)
    yield growth("bytes", (*several, *sizes), lambda results, key: results.facts[key])
    for name in ("/search/", "/all-pages/"):
        page = Key(large, US, name)
        yield Row(
            f"bounded-{name.strip('/')}",
            _PART,
            f"{name} of {large:,} pages",
            "at most 100 kB",
            1,
            (Key(large, US, "cold"), page),
            lambda results, page=page: results.facts[page] / _MOST_INDEX,  # type: ignore[misc]
            lambda results, page=page: f"{results.facts[page] / 1e3:.0f} kB",  # type: ignore[misc]
        )
