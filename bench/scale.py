"""What a page costs, measured; and what 100,000 and 1,000,000 of them would: `docs/scale.md`.

    python -m bench.scale [--sizes 1000,3000] [--check 10,60] [--facts 500,1000,2000] [--write]

Each part is measured at two sizes, and what the larger one takes more, divided by the pages that it
has more, is the cost of a page; the rest is the cost of a run. Without --write the tables are
printed.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import gc
import json
import os
import shutil
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.generator import generate
from bench.layouts.curbcut import LAYOUT
from bench.machine import cores, machine, versions
from bench.measure import Run, run
from bench.tools import CURBCUT, HOME, ROOT
from curbcut.checks import site as site_checks
from curbcut.model.facts import PageFacts
from curbcut.reports.shards import read_shard

PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- measured: made by bench/scale.py -->", "<!-- /measured -->"
SCALES = (1_000, 10_000, 100_000, 1_000_000)
_FINDINGS = (0, 1)
_ROUNDS = 7
_REPORT, _SHARDS, _MERGED = "report.json", 2, "merged.json"


class Line(NamedTuple):
    """A cost that grows with the pages: of a run, and of each page."""

    fixed: float
    each: float

    def at(self, pages: int) -> float:
        """What so many pages cost."""
        return self.fixed + self.each * pages


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One measured part. ``unit`` is of both figures, ``how`` says at which sizes and of what."""

    name: str
    line: Line
    unit: str
    how: str


def main() -> int:
    """Measure, and write or print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,3000", help="sites to build")
    parser.add_argument("--check", default="10,60", help="sites to check")
    parser.add_argument("--facts", default="500,1000,2000", help="pages to compare with each other")
    parser.add_argument("--write", action="store_true", help="renew docs/scale.md")
    words = parser.parse_args()
    load = os.getloadavg()[0]
    building = _building(_numbers(words.sizes))
    checking, shard = _checking(_numbers(words.check))
    times = _comparing(shard, _numbers(words.facts))
    text = _text([*building, *checking], times, load)
    if not words.write:
        sys.stdout.write(text)
        return 0
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")
    return 0


def _numbers(words: str) -> list[int]:
    return sorted(map(int, words.split(",")))


def _site(pages: int) -> Path:
    folder = HOME / "work" / "scale" / str(pages)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    LAYOUT.write(generate(pages), folder)
    return folder


def _do(folder: Path, *words: str) -> Run:
    done = run((*CURBCUT, *words), folder)
    if done.code not in _FINDINGS:
        message = f"curbcut {' '.join(words)} ended with {done.code}: {done.output[-500:]}"
        raise OSError(message)
    sys.stderr.write(f"{folder.name}: {' '.join(words)}: {done.seconds:.1f} s\n")
    return done


def _least(folder: Path, *words: str) -> Run:
    """The run of several that took the least processor time: what others do only adds to it."""
    return min((_do(folder, *words) for _ in range(_ROUNDS)), key=lambda done: done.cpu)


def _line(sizes: list[int], values: list[float]) -> Line:
    each = (values[-1] - values[0]) / (sizes[-1] - sizes[0])
    return Line(values[0] - each * sizes[0], each)


def _building(sizes: list[int]) -> list[Part]:
    cold, warm, held, files = [], [], [], []
    for pages in sizes:
        folder = _site(pages)
        cold.append(_do(folder, "build", "--no-check"))
        edited = next((folder / "site_src").rglob("*/*/*.md"))
        edited.write_text(edited.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")
        warm.append(_do(folder, "build", "--no-check"))
        made = [path for path in (folder / "dist").rglob("*") if path.is_file()]
        held.append(float(sum(path.stat().st_size for path in made)))
        files.append(float(len(made)))
    how = f"sites of {' and '.join(f'{size:,}' for size in sizes)} pages, `build --no-check`"

    def part(name: str, values: list[float], unit: str, extra: str = "") -> Part:
        return Part(name, _line(sizes, values), unit, f"{how}{extra}")

    return [
        part("build, cold: CPU", [one.cpu for one in cold], "s"),
        part("build, cold: peak memory", [float(one.peak) for one in cold], "B"),
        part("build after an edit: CPU", [one.cpu for one in warm], "s", ", one page edited"),
        part("published files", files, "files"),
        part("published bytes", held, "B"),
    ]


def _checking(sizes: list[int]) -> tuple[list[Part], Path]:
    cold, again, merging = [], [], []
    cached, reports, shards, memory, entries = [], [], [], [], []
    shard = Path()
    for pages in sizes:
        folder = _site(pages)
        # What building keeps is there before, so that the difference is the check's alone.
        _do(folder, "build", "--no-check")
        cache = folder / ".curbcut" / "cache"
        before = _size(cache)
        cold.append(_do(folder, "check", "--report", f"json={_REPORT}"))
        cached.append(_size(cache) - before)
        reports.append(float((folder / _REPORT).stat().st_size))
        again.append(_least(folder, "check", "--report", f"json={_REPORT}"))
        names = [f"shard-{number}.json" for number in range(1, _SHARDS + 1)]
        for number, name in enumerate(names, 1):
            words = ("--shard", f"{number}/{_SHARDS}", "--report", f"json={name}")
            _do(folder, "check", *words)
        shards.append(float(sum((folder / name).stat().st_size for name in names)))
        merging.append(_least(folder, "report", "--merge", *names, "--report", f"json={_MERGED}"))
        _compare(folder)
        memory.append(_memory([folder / name for name in names]))
        entries.append(float(len(json.loads((folder / _REPORT).read_bytes())["evaluations"])))
        shard = folder / names[0]
    how = f"sites of {' and '.join(f'{size:,}' for size in sizes)} pages"

    def part(name: str, values: list[float], unit: str, extra: str) -> Part:
        return Part(name, _line(sizes, values), unit, f"{how}, {extra}")

    cpu = [one.cpu for one in cold]
    return [
        part("check, cold: CPU", cpu, "s", "`check` after a build, 12 states"),
        part("check, cold: time", [one.seconds for one in cold], "s", f"{cores()} browsers"),
        part(
            "check again: CPU",
            [one.cpu for one in again],
            "s",
            f"all pages cached, the least of {_ROUNDS} runs",
        ),
        part("check: cache", cached, "B", "growth of `.curbcut/cache` by the check"),
        part("report", reports, "B", "`--report json`"),
        part("evaluations", entries, "entries", "in that report"),
        part("reports of shards", shards, "B", f"of {_SHARDS} shards together"),
        part(
            "merging: CPU",
            [one.cpu for one in merging],
            "s",
            f"`report --merge`, the least of {_ROUNDS} runs",
        ),
        part("results in memory", memory, "B", "what browsers found, read again: tracemalloc"),
    ], shard


def _compare(folder: Path) -> None:
    """Make sure that the merged report is the whole one. Raises OSError."""
    whole, merged = (json.loads((folder / name).read_bytes()) for name in (_REPORT, _MERGED))
    whole["summary"]["seconds"] = merged["summary"]["seconds"] = 0
    if whole != merged:
        raise OSError("the merged report is not that of the whole run")


def _size(folder: Path) -> float:
    return float(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))


def _memory(files: list[Path]) -> float:
    gc.collect()
    tracemalloc.start()
    kept = [read_shard(path) for path in files]
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return float(size) if kept else 0.0


def _comparing(shard: Path, sizes: list[int]) -> dict[int, float]:
    """Seconds that the checks of the whole site take, with the facts of real pages repeated."""
    facts = [fact for part in read_shard(shard).parts for fact in part.facts]
    times: dict[int, float] = {}
    for size in sizes:
        many = [_copy(facts[number % len(facts)], number) for number in range(size)]
        began = time.perf_counter()
        site_checks.inspect(many, today=dt.date(2030, 1, 1), files=lambda name: True)
        times[size] = time.perf_counter() - began
        sys.stderr.write(f"facts of {size} pages: {times[size]:.1f} s\n")
    return times


def _copy(fact: PageFacts, number: int) -> PageFacts:
    return dataclasses.replace(fact, page=f"/{number}{fact.page}", title=f"{fact.title} {number}")


def _text(parts: list[Part], times: dict[int, float], load: float) -> str:
    rows = [
        f"Measured on {dt.datetime.now(dt.UTC).date()}: {machine()}. "
        + ", ".join(f"{name} {version}" for name, version in list(versions().items())[:4])
        + f". The load was {load:.1f} when the run began.",
        "",
        "| part | of a run | of each page | measured on |",
        "| --- | --- | --- | --- |",
        *(
            f"| {part.name} | {shown(part.line.fixed, part.unit)} |"
            f" {shown(part.line.each, part.unit)} | {part.how} |"
            for part in parts
        ),
        "",
        "The checks of the whole site, with the facts of real pages repeated: "
        + ", ".join(f"{seconds:.1f} s for {size:,} pages" for size, seconds in times.items())
        + f"; growth with the power of {_power(times):.2f} of the number of pages.",
        "",
        "| part | " + " | ".join(f"{size:,} pages (extrapolated)" for size in SCALES) + " |",
        "| --- |" + " --- |" * len(SCALES),
        *(
            f"| {part.name} | "
            + " | ".join(shown(max(0.0, part.line.at(size)), part.unit) for size in SCALES)
            + " |"
            for part in parts
        ),
        "| checks of the whole site: time | "
        + " | ".join(shown(_scaled(times, size), "s") for size in SCALES)
        + " |",
        "",
        *_worked_out({part.name: part.line for part in parts}),
    ]
    return "\n".join(rows) + "\n"


def _worked_out(lines: dict[str, Line]) -> list[str]:
    """What a check costs with so many cores, what the cache saves, and what is full first."""
    build, check = lines["build, cold: CPU"], lines["check, cold: CPU"]
    again, merging = lines["check again: CPU"], lines["merging: CPU"]
    rows = [
        "| check, cold (extrapolated) | 100,000 pages | 1,000,000 pages |",
        "| --- | --- | --- |",
    ]
    for name, each in _WAYS.items():
        times = (each(build, check, merging, size) for size in SCALES[-2:])
        rows.append(f"| {name} | {' | '.join(shown(seconds, 's') for seconds in times)} |")
    saved = 1 - again.each / check.each
    edited = again.at(SCALES[-2]) + 0.01 * SCALES[-2] * check.each
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    built, found = lines["build, cold: peak memory"], lines["results in memory"]
    full = {
        "building": (memory - built.fixed) / built.each,
        "what browsers found": memory / found.each,
        "both at once, as in a check,": (memory - built.fixed) / (built.each + found.each),
    }
    rows += [
        "",
        f"A page that is cached costs {shown(again.each, 's')} of processor time in place"
        f" of {shown(check.each, 's')}: the cache saves {saved:.1%}. A hundredth of 100,000 pages"
        f" edited, the others cached: {shown(edited, 's')} of one core (extrapolated), in place of"
        f" {shown(check.at(SCALES[-2]), 's')}.",
        "",
        f"The {memory / 2**30:.0f} GiB of this machine are full (extrapolated) with "
        + ", ".join(f"{name} at {round(pages, -3):,.0f} pages" for name, pages in full.items())
        + ".",
    ]
    return rows


_WAYS: dict[str, Callable[[Line, Line, Line, int], float]] = {
    "one machine of 2 cores": lambda build, check, merging, size: (check.at(size)) / 2,
    "a grid of 100 cores": lambda build, check, merging, size: (
        build.at(size) + check.each * size / 100
    ),
    "50 shards, each on a machine of 2 cores, then merged": lambda build, check, merging, size: (
        (build.at(size) + check.fixed + check.each * size / 50) / 2 + merging.at(size)
    ),
}
"""Seconds until a report is there, by who checks; cores are taken to be those of this machine."""


def _power(times: dict[int, float]) -> float:
    """The power of the number of pages that a time grows with."""
    from math import log  # noqa: PLC0415

    sizes = sorted(times)
    return log(times[sizes[-1]] / times[sizes[0]]) / log(sizes[-1] / sizes[0])


def _scaled(times: dict[int, float], size: int) -> float:
    largest = max(times)
    return float(times[largest] * (size / largest) ** max(1.0, _power(times)))


_STEPS = {
    "s": ((86400.0, "days"), (3600.0, "h"), (60.0, "min"), (1.0, "s"), (0.001, "ms")),
    "B": ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "bytes")),
}


def shown(value: float, unit: str) -> str:
    """A figure with three digits, in the largest unit of which there are two at least."""
    if unit not in _STEPS:
        return f"{value:,.0f} {unit}" if abs(value) >= 10 else f"{value:.2g} {unit}"
    for size, name in _STEPS[unit]:
        if abs(value) >= 2 * size or size == _STEPS[unit][-1][0]:
            return f"{value / size:,.{_decimals(value / size)}f} {name}"
    raise AssertionError(unit)


def _decimals(value: float) -> int:
    """As many as a figure of three digits has."""
    return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2


if __name__ == "__main__":
    sys.exit(main())
