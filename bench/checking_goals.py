"""Checking: the goals."""

from __future__ import annotations

from collections.abc import Callable

from bench.machine import cores
from bench.rows import UNIT, Key, Results, Row, against, megabytes, seconds

US, BARE, AXE, PA11Y = "Curbcut", "bare axe.run", "axe’s CLI", "pa11y-ci"
MANY = 1_000
_PART = "Checking"
_START_MS = 15.6
"""What a bare interpreter took to start where the goals in seconds were set, in milliseconds."""
_AGAIN_SECONDS, _PROOF_SECONDS = 5.0, 2.0


def rows(pages: int) -> tuple[Row, ...]:
    """The goals for a site whose check was measured with so many pages."""
    cold, again = Key(pages, US, "check"), Key(pages, US, "check, nothing")
    bare = Key(pages, BARE, "check")
    return (
        against(
            "check-cold",
            _PART,
            f"all states, all checks, cold, {pages} pages",
            cold,
            bare,
            1.5,
            figure="cpu",
            unit="bare axe.run in one state",
        ),
        _pages_a_second(pages),
        against(
            "check-1000",
            _PART,
            "1,000 pages of one site",
            Key(MANY, US, "check"),
            Key(MANY, BARE, "check"),
            1,
            figure="cpu",
            unit="bare axe.run in one state",
        ),
        _in_starts(
            "check-edit", "again after one edit", Key(pages, US, "check, one edit"), _AGAIN_SECONDS
        ),
        _in_starts("check-same", "again, nothing changed: start and proofs", again, _PROOF_SECONDS),
        _part("check-style", "again after a style rule that no page uses", cold, "style sheet"),
        _part(
            "check-template", "again after a template changed on all pages", cold, "template", _ALL
        ),
        *(
            _part(
                f"again-{kind.lower()}",
                f"check {kind} again",
                Key(pages, US, f"check {kind}"),
                f"{kind} again",
            )
            for kind in ("DIR", "FILE", "URL")
        ),
        _single_file(pages),
        _flat_memory(pages),
        _busy(cold),
    )


def _pages_a_second(pages: int) -> Row:
    ours, theirs = Key(pages, US, "check"), Key(pages, PA11Y, "check")
    lost = Key(pages, PA11Y, "pages lost")

    def speeds(results: Results) -> tuple[float, float]:
        served = Key(pages, US, "pages")
        whole = results.facts[served]
        checked = whole - results.facts[lost]
        return (
            whole / results.figures[ours].seconds,
            checked / results.figures[theirs].seconds,
        )

    def ratio(results: Results) -> float:
        mine, other = speeds(results)
        return 3 * other / mine

    def shown(results: Results) -> str:
        mine, other = speeds(results)
        return (
            f"{mine:.2f} pages a second against {other:.2f} "
            f"({results.facts[lost]:.0f} pages lost by pa11y-ci)"
        )

    goal = "at least 3 × pa11y-ci’s pages a second (the ratio is 3 × its by ours)"
    needs = (ours, theirs, lost)
    return Row("check-speed", _PART, f"the same, {pages} pages", goal, 1, needs, ratio, shown)


def _in_starts(name: str, work: str, key: Key, most: float) -> Row:
    """A goal in seconds, said in starts of a bare interpreter."""
    starts = round(most * 1000 / _START_MS)
    return Row(
        name,
        _PART,
        f"{work}, {key.pages} pages",
        f"at most {starts} × a bare interpreter’s start ({most:g} s where it takes {_START_MS} ms)",
        starts,
        (key, Key(key.pages, US, "check"), UNIT),
        lambda results: results.figures[key].seconds / results.figures[UNIT].seconds,
        lambda results: seconds(results.figures[key].seconds),
    )


_CACHED, _ALL = 0.3, 1.1


def _part(name: str, work: str, first: Key, change: str, most: float = _CACHED) -> Row:
    """What a check takes again, as a part of what it took first."""
    key = Key(first.pages, US, f"check, {change}")
    goal = f"at most {most:g} × the first time"
    figure: Callable[[Results, Key], float] = lambda results, of: results.figures[of].cpu  # noqa: E731
    return Row(
        name,
        _PART,
        f"{work}, {first.pages} pages" if "FILE" not in work else work,
        goal,
        most,
        (key, first),
        lambda results: figure(results, key) / figure(results, first),
        lambda results: f"{figure(results, key):.1f} of {figure(results, first):.1f} CPU s",
    )


def _single_file(pages: int) -> Row:
    """Errors on a page that is checked alone, and that the check of its folder does not report."""
    works = tuple(Key(pages, US, f"check {kind}") for kind in ("FILE", "DIR"))
    alone, whole = (key._replace(work=f"{key.work}: errors") for key in works)
    return Row(
        "file-root",
        _PART,
        "check FILE: errors that check DIR does not report on that page",
        "none (the ratio is their number)",
        0,
        (*works, alone, whole),
        lambda results: results.facts[alone] - results.facts[whole],
        lambda results: f"{results.facts[alone]:.0f} against {results.facts[whole]:.0f} errors",
    )


_FLAT = 1.1


def _flat_memory(pages: int) -> Row:
    small, large = Key(pages, US, "check, a third"), Key(pages, US, "check")

    def shown(results: Results) -> str:
        peaks = [megabytes(results.figures[key].peak) for key in (small, large)]
        return f"{peaks[0]} for a third of the pages, {peaks[1]} for all"

    return Row(
        "check-memory",
        _PART,
        "memory of all processes",
        f"flat: three times the pages need at most {_FLAT:g} × as much",
        _FLAT,
        (small, large),
        lambda results: results.figures[large].peak / results.figures[small].peak,
        shown,
    )


_BUSY = 0.8


def _busy(key: Key) -> Row:
    def busy(results: Results) -> float:
        return results.figures[key].cpu / results.figures[key].seconds / cores()

    return Row(
        "check-cores",
        _PART,
        "all cores busy",
        f"at least {_BUSY:.0%} of their time (the ratio is that by what was measured)",
        1,
        (key,),
        lambda results: _BUSY / busy(results),
        lambda results: f"{busy(results):.0%} of {cores()} cores",
    )
