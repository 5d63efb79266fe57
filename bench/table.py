"""The table: each row with what was measured, the goal, and whether it is met; as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.kept import Kept
from bench.rows import UNIT, Judged, Key, Results, megabytes, seconds

NOTES = (
    "Curbcut’s build also lints every page, makes a search index (Pagefind), a Markdown version of "
    "every page, pages to print, feeds and redirects. Hugo, Eleventy and Pelican make none of "
    "these here; MkDocs Material and Zensical make a search index of another kind.",
    "Hugo, Eleventy and Pelican have a plain theme made for this (`bench/themes/`): navigation of "
    "the category, breadcrumbs, previous and next page, page contents. Hugo makes the header, the "
    "footer and the navigation once with `partialCached` and marks the current page in the result. "
    "MkDocs Material and Zensical have their own theme, whose pages are larger.",
    "Hugo, Pelican, MkDocs Material and Zensical resolve links to files, as Curbcut does; "
    "Eleventy’s Markdown has addresses. Curbcut also makes sure that every link and fragment leads "
    "somewhere; Hugo and Eleventy do not report a broken link here.",
    "An edited page, for all: a sentence was added. Hugo, Pelican and MkDocs build everything "
    "again; Zensical keeps a cache, but is measured from nothing only.",
    "Of the peers that check, each does so in one state (light, one width). axe’s CLI and bare "
    "axe.run have axe-core’s rules; pa11y-ci has HTML_CodeSniffer’s, and a page that it could not "
    "run on does not count as checked. Curbcut checks in all its states, with axe-core’s rules "
    "and its own. Bare axe.run and pa11y-ci use all cores, axe’s CLI one browser.",
    "Processor time is that of all processes that a tool started. Memory is the peak of all of "
    "them together, seen ten times a second; pages that they share are counted once.",
    "Lint cannot be left out of Curbcut’s build, so the rows without a search index include it.",
)


def goal_table(judged: Iterable[Judged]) -> str:
    """One table for each part, with all rows."""
    parts: dict[str, list[Judged]] = {}
    for one in judged:
        parts.setdefault(one.row.part, []).append(one)
    return "\n\n".join(f"## {part}\n\n{_goals(rows)}" for part, rows in parts.items())


def _goals(judged: Sequence[Judged]) -> str:
    lines = [
        (one.row.work, one.measured, _ratio(one), one.row.goal, _outcome(one)) for one in judged
    ]
    return markdown_table(("work", "measured", "ratio", "goal", "outcome"), lines)


def _ratio(judged: Judged) -> str:
    return "–" if judged.ratio is None else f"{judged.ratio:.2f}"


def _outcome(judged: Judged) -> str:
    if judged.ratio is None or judged.outcome != "met":
        return f"**{judged.outcome}**" if judged.outcome == "not met" else judged.outcome
    return "met, and the aim" if judged.row.aim and judged.ratio <= judged.row.aim else "met"


_LOOKED_AT = 0.5
"""Seconds that a run must take for its peak memory to be seen."""


def figure_table(results: Results) -> str:
    """All that was measured: the median, the least and the most seconds, processor time, memory."""
    lines = []
    for key, figures in sorted(results.figures.items(), key=_order):
        least, most = figures.spread
        lines.append(
            (
                f"{key.pages:,}" if key.pages else "",
                key.tool,
                key.work,
                seconds(figures.seconds),
                f"{seconds(least)} – {seconds(most)}",
                f"{figures.seconds * 1000 / key.pages:.1f} ms" if key.pages else "",
                f"{figures.cpu:.2f} s",
                megabytes(figures.peak) if figures.seconds > _LOOKED_AT else "",
                str(len(figures.runs)),
            )
        )
    head = (
        *("pages", "tool", "work", "median", "least – most", "a page", "processor time"),
        *("peak memory", "rounds"),
    )
    missing = "".join(
        f"\n\nThe tools from {source} could not be installed: {reason}."
        for source, reason in results.missing.items()
        if source in {"python", "npm"}
    )
    return markdown_table(head, lines) + missing


def _order(item: tuple[Key, object]) -> tuple[bool, str, int, str, str]:
    """Builds first, then checks; small sites first; works side by side."""
    key = item[0]
    return (
        key == UNIT,
        "check" if key.work.startswith("check") else "",
        key.pages,
        key.work,
        key.tool,
    )


def markdown_table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; bars in cells are escaped."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
        for row in rows
    )


_QUIET = 0.5
_NOISE = (
    "Other work ran on the machine at the same time, so figures are noisy: where “least” and "
    "“most” are far apart, trust the ratio less. "
)


def page(judged: Sequence[Judged], kept: Kept, *, machine: str, picture: str) -> str:
    """docs/performance.md, out of the figures of one run."""
    results, before, after = kept.results, *kept.load
    listed = ", ".join(f"{name} {version}" for name, version in kept.versions.items())
    arguments = " ".join(kept.arguments)
    noise = _NOISE if before > _QUIET else ""
    notes = "\n".join(f"* {note}" for note in NOTES)
    return f"""# Performance

This page is written by `make bench`: one run measures Curbcut and its peers side by side, in
interleaved rounds, on the same made-up help centres (`bench/generator.py`). What is judged is how
one figure of the run relates to another one; seconds depend on the machine.

Measured on {kept.date}: {machine}. {listed}.

The load of the machine was {before:.1f} when the run began and {after:.1f}, with the run itself,
when it ended. {noise}The command was `make bench ARGS="{arguments}"`.

![{_described(results)}]({picture})

{goal_table(judged)}

Where a check spends its time, and what was tried: [what a visit
costs](decisions/0019-what-a-visit-costs.md).

## What is not comparable

{notes}

## All figures

{figure_table(results)}
"""


def _described(results: Results) -> str:
    """What the picture shows, in words."""
    sizes = [key.pages for key in results.figures if key.work == "cold"]
    if not sizes:
        return "Bars: no builds were part of this run"
    size = max(sizes)
    cold = [
        f"{key.tool} {seconds(figures.seconds)}"
        for key, figures in sorted(results.figures.items(), key=lambda item: item[1].seconds)
        if key.work == "cold" and key.pages == size
    ]
    return f"Bars: building {size:,} pages from nothing. {', '.join(cold)}"
