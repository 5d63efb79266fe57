"""`make bench`: Curbcut and its peers side by side, in one run.

    python -m bench.run [--sizes 100,1000,10000] [--rounds 3] [--check 30] [--check-rounds 1]
                        [--rows cold,check] [--write]

``--rows`` chooses rows whose ids begin with one of these words; only what they need is measured.
``--check 0`` leaves the checks out. ``--write`` renews docs/performance.md and its picture,
``--kept`` takes the figures of the last run in place of measuring. The exit code is 0 also where
goals are not met: the table says so.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import building, building_goals, checking, checking_goals, machine, saving, tools
from bench.kept import Kept, load, save
from bench.picture import picture
from bench.rows import Key, Results, Row, judge
from bench.table import NOTES, figure_table, goal_table, page

DOCS = Path(__file__).parents[1] / "docs"
KEPT = tools.HOME / "figures.json"
_PICTURE = "images/performance.svg"


def main(arguments: Sequence[str]) -> int:
    """Install what is missing, measure, print the table."""
    asked = _options().parse_args(arguments)
    if asked.kept:
        kept = load(KEPT)
        asked = _options().parse_args([*kept.arguments, *arguments])
    else:
        kept = Kept(list(arguments), Results(), machine.today(), (machine.load(), 0.0), {})
    sizes = sorted({int(size) for size in asked.sizes.split(",")})
    rows = choose(
        (*building_goals.rows(sizes), *(checking_goals.rows(asked.check) if asked.check else ())),
        asked.rows.split(",") if asked.rows else [],
    )
    if not asked.kept:
        kept = measure(kept, asked, rows, sizes)
    judged = [judge(row, kept.results) for row in rows]
    say = sys.stdout.write
    say(f"{goal_table(judged)}\n\n{figure_table(kept.results)}\n\n")
    say("".join(f"* {note}\n" for note in NOTES))
    if asked.write:
        (DOCS / "performance.md").write_text(
            page(judged, kept, machine=machine.machine(), picture=_PICTURE), "utf-8"
        )
        (DOCS / _PICTURE).write_text(picture(kept.results), "utf-8")
    return 0


def measure(
    kept: Kept, asked: argparse.Namespace, rows: Sequence[Row], sizes: Sequence[int]
) -> Kept:
    """Measure what the rows need, and without a choice of rows all there is; keep it on disk."""
    wanted = needed(rows) if asked.rows else everything(rows)
    results = kept.results
    results.missing.update(_named(tools.provide({"python", "npm"})))
    if any(row.part == "Building" for row in rows):
        building.measure(sizes, asked.rounds, wanted, results)
    building.measure_short(max((n for n in sizes if n <= 1_000), default=0), wanted, results)
    if any(row.id == "saving" for row in rows) and max(sizes) >= building.LARGE:
        saving.measure(building.LARGE, results)
    if any(row.part == "Checking" for row in rows):
        checking.measure(asked.check, asked.check_rounds, wanted, results)
    load_then = (kept.load[0], machine.load())
    kept = dataclasses.replace(kept, load=load_then, versions=machine.versions())
    save(kept, KEPT)
    return kept


def choose(rows: Sequence[Row], beginnings: Sequence[str]) -> list[Row]:
    """The rows whose ids begin with one of these; all of them without any."""
    return [row for row in rows if not beginnings or row.id.startswith(tuple(beginnings))]


def needed(rows: Sequence[Row]) -> Callable[[Key], bool]:
    """Whether one of the rows needs what a key stands for."""
    keys = {key for row in rows for key in row.needs}
    return lambda key: key in keys


def everything(rows: Sequence[Row]) -> Callable[[Key], bool]:
    """What the rows need, and for the other figures all works.

    On a site of more than 1,000 pages these are the builds from nothing of Eleventy and Pelican
    alone, and of the slower ones of the peers there is nothing but that at any size.
    """
    keys = needed(rows)
    slow = ("MkDocs Material", "Zensical")

    def wanted(key: Key) -> bool:
        if key.work.startswith("check"):
            return True
        if key.pages > building.LARGE:
            return keys(key) or (key.work == "cold" and key.tool in ("Eleventy", "Pelican"))
        if key.tool in slow:
            return key.work == "cold"
        if key.tool in (building.WITHOUT_INDEX, building.LANGUAGES):
            return keys(key) or key.work == "cold"
        return True

    return wanted


def _named(missing: dict[str, str]) -> dict[str, str]:
    """The reasons, under the sources and under the names of the tools from there."""
    names = {builder.name: builder.source for builder in tools.BUILDERS}
    names |= dict.fromkeys((checking_goals.AXE, checking_goals.PA11Y), "npm")
    by_name = {name: missing[source] for name, source in names.items() if source in missing}
    return missing | by_name


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="100,1000", help="pages of the sites that are built")
    parser.add_argument("--rounds", type=int, default=3, help="a third of them above 1,000 pages")
    parser.add_argument("--check", type=int, default=30, help="pages of the site that is checked")
    parser.add_argument("--check-rounds", type=int, default=1, help="rounds of the checks")
    parser.add_argument("--rows", default="", help="beginnings of rows' ids, with commas between")
    parser.add_argument("--write", action="store_true", help="renew docs/performance.md")
    parser.add_argument("--kept", action="store_true", help="measure nothing")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
