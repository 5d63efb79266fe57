"""The figures of the last run, on disk: the table and the page can be made again out of them."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Figures, Run
from bench.rows import Key, Results


@dataclass(frozen=True, slots=True)
class Kept:
    """A run's figures and circumstances: ``load`` is that of the machine before and after it."""

    arguments: list[str]
    results: Results
    date: str
    load: tuple[float, float]
    versions: dict[str, str]


def save(kept: Kept, path: Path) -> None:
    """Write the run to a file; what the programs wrote is left out."""
    results = kept.results
    document = {
        "arguments": kept.arguments,
        "date": kept.date,
        "load": kept.load,
        "versions": kept.versions,
        "figures": [
            [key, [dataclasses.astuple(dataclasses.replace(run, output="")) for run in found.runs]]
            for key, found in results.figures.items()
        ],
        "facts": list(results.facts.items()),
        "failures": list(results.failures.items()),
        "missing": results.missing,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")


def load(path: Path) -> Kept:
    """The run that was written last.

    Raises:
        FileNotFoundError: there was none.
    """
    document = json.loads(path.read_text("utf-8"))
    results = Results(
        {Key(*key): Figures(tuple(Run(*run) for run in runs)) for key, runs in document["figures"]},
        {Key(*key): value for key, value in document["facts"]},
        document["missing"],
        {Key(*key): reason for key, reason in document["failures"]},
    )
    before, after = document["load"]
    return Kept(
        document["arguments"], results, document["date"], (before, after), document["versions"]
    )
