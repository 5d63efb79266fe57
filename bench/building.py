"""Building: what is measured. The goals are in building_goals.py."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.content import Site
from bench.generator import generate
from bench.layouts import curbcut
from bench.measure import Run, Work
from bench.rows import UNIT, Key, Results
from bench.tools import BUILDERS, CURBCUT, HOME, Builder, link_modules

LARGE = 1_000
US, WITHOUT_INDEX, LANGUAGES = "Curbcut", "Curbcut without a search index", "Curbcut, two languages"
_OURS = BUILDERS[0]
_SHORT_ROUNDS = 7
"""Rounds of what takes less than a second."""


def work_folder(pages: int, tool: str) -> Path:
    """Where a tool's site of that size is."""
    return HOME / "work" / str(pages) / tool.replace(",", "").replace(" ", "-")


@dataclass(slots=True)
class _Bench:
    """One tool's site of one size, and the works that can be done with it."""

    tool: str
    builder: Builder
    site: Site
    results: Results
    folder: Path
    _before: dict[str, bytes]

    @classmethod
    def made(cls, tool: str, builder: Builder, site: Site, results: Results) -> _Bench:
        folder = work_folder(len(site.pages), tool)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        builder.layout.write(site, folder)
        if builder.source == "npm":
            link_modules(folder)
        if tool == WITHOUT_INDEX:
            curbcut.without_search(folder)
        if tool == LANGUAGES:
            curbcut.add_languages(folder, site)
        return cls(tool, builder, site, results, folder, {})

    def works(self, wanted: Callable[[Key], bool]) -> dict[Key, Work]:
        """Those that are wanted, and the building from nothing that they start from."""
        page = self.site.pages[len(self.site.pages) // 2]
        layout, folder = self.builder.layout, self.folder
        changes: dict[str, Callable[[int], None]] = {
            "text": lambda number: layout.change_text(folder, page, number),
            "title": lambda number: layout.change_title(folder, page, number),
            "nothing": lambda number: None,
        }
        if layout.footer:
            changes["template"] = lambda number: layout.change_template(folder, number)
        if layout is curbcut.LAYOUT:
            changes["style sheet"] = lambda number: curbcut.change_style(folder, number)
        if self.tool == LANGUAGES:
            changes["translation"] = self._translate
            changes["glossary"] = lambda number: curbcut.change_glossary(folder, number)
        chosen = {key: change for name, change in changes.items() if wanted(key := self.key(name))}
        works = {key: self._work(key, change) for key, change in chosen.items()}
        cold = self.key("cold")
        return {cold: self._work(cold, self._clear), **works} if works or wanted(cold) else {}

    def key(self, work: str) -> Key:
        """Where the work's figures are kept."""
        return Key(len(self.site.pages), self.tool, work)

    def _work(self, key: Key, change: Callable[[int], None]) -> Work:
        def before(number: int) -> None:
            self._before = self._pages()
            change(number + 1)

        def after(run: Run) -> None:
            pages = self._pages()
            changed = sum(self._before.get(name) != digest for name, digest in pages.items())
            self.results.facts[Key(key.pages, key.tool, f"{key.work}: reached")] = (
                changed / len(pages) if pages else 1.0
            )
            if key.work == "cold":
                self._count_bytes()

        name = f"{key.tool}, {key.pages:,} pages, {key.work}"
        return Work(name, self.builder.command(), self.folder, before, after)

    def _out(self) -> Path:
        return self.folder / self.builder.made[0]

    def _pages(self) -> dict[str, bytes]:
        """The digests of the pages that are published now."""
        out = self._out()
        return {
            str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).digest()
            for path in out.rglob("*.html")
        }

    def _count_bytes(self) -> None:
        files = [path for path in self._out().rglob("*") if path.is_file()]
        self.results.facts[self.key("bytes")] = sum(path.stat().st_size for path in files)
        for name in ("search", "all-pages"):
            path = self._out() / name / "index.html"
            if path.is_file():
                self.results.facts[self.key(f"/{name}/")] = path.stat().st_size

    def _clear(self, number: int) -> None:
        for name in self.builder.made:
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _translate(self, number: int) -> None:
        path = sorted((self.folder / "site_src" / "es").rglob("*.md"))[0]
        sentence = f"\nEsta frase vino con el cambio número {number}.\n"
        path.write_text(path.read_text("utf-8") + sentence, "utf-8")


def measure(
    sizes: Sequence[int], times: int, wanted: Callable[[Key], bool], results: Results
) -> None:
    """Build sites of these sizes in interleaved rounds."""
    for pages in sizes:
        site = generate(pages)
        benches = [
            _Bench.made(tool, builder, site, results)
            for tool, builder in _tools(pages, min(sizes))
            if builder.source not in results.missing
            and any(wanted(Key(pages, tool, work)) for work in _WORKS)
        ]
        found = [bench.works(wanted) for bench in benches]
        # The same work of all tools side by side: all build from nothing, then all after an edit.
        order = {k: w for work in _WORKS for part in found for k, w in part.items() if k[2] == work}
        results.measure(order, times if pages <= LARGE else max(1, times // 3))


_WORKS = (
    *("cold", "text", "title", "template", "style sheet", "translation", "glossary", "nothing"),
)


def _tools(pages: int, smallest: int) -> Iterable[tuple[str, Builder]]:
    yield US, _OURS
    yield WITHOUT_INDEX, _OURS
    if pages == smallest and pages <= LARGE:
        yield LANGUAGES, _OURS
    for builder in BUILDERS[1:]:
        yield builder.name, builder


def measure_short(pages: int, wanted: Callable[[Key], bool], results: Results) -> None:
    """A bare interpreter, ``--help``, and ``lint`` of one page that was just changed."""
    works = {UNIT: Work("a bare interpreter", (sys.executable, "-c", "pass"), HOME)}
    if wanted(Key(0, US, "--help")):
        works[Key(0, US, "--help")] = Work("--help", (*CURBCUT, "--help"), HOME)
    lint, folder = Key(pages, US, "lint FILE"), work_folder(pages, US)
    if wanted(lint) and pages:
        site = generate(pages)
        page = site.pages[pages // 2]
        if not folder.is_dir():
            curbcut.LAYOUT.write(site, folder)
        command = (*CURBCUT, "lint", curbcut.LAYOUT.file(page))
        works[lint] = Work(
            f"lint of one of {pages:,} pages",
            command,
            folder,
            lambda number: curbcut.LAYOUT.change_text(folder, page, 1_000 + number),
        )
    HOME.mkdir(parents=True, exist_ok=True)
    results.measure(works, _SHORT_ROUNDS)
