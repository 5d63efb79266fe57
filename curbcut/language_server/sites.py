"""Check the sites that open documents belong to, with the text that is not saved yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from curbcut.cache import SessionCache
from curbcut.commands.check_site import judged
from curbcut.commands.homes import at_home
from curbcut.commands.lint import lint_text
from curbcut.content.sources.home import home_of, place_in
from curbcut.errors import CurbcutError
from curbcut.files import shown_path
from curbcut.model.finding import Finding
from curbcut.model.page import Page
from curbcut.run import CACHE_FOLDER, Options, Run
from curbcut.stages import Prepared, prepare


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check of a site, or of a file that belongs to none.

    ``findings`` are those that do not block for being accepted, by file. ``failure`` says why the
    site could not be read; ``prepared`` is then that of the check before, if there was one.
    """

    source: Path | None
    findings: Mapping[Path, tuple[Finding, ...]] = field(default_factory=dict)
    prepared: Prepared | None = None
    failure: CurbcutError | None = None

    def place(self, file: Path) -> str:
        """The path of a file within the source folder."""
        return place_in(file, self.source) if self.source else file.name

    def page(self, file: Path) -> Page | None:
        """The page of a file, if the site has one."""
        if self.prepared is None:
            return None
        address = self.prepared.site.places.get(self.place(file), "")
        return self.prepared.site.pages.get(address)


def source_of(file: Path, options: Options) -> Path | None:
    """The source folder that a file belongs to, saved or not."""
    found = home_of(file, options.source)
    return found.resolve() if found else None


class Sites:
    """The sites that have been checked; each keeps its parsed pages in memory."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._caches: dict[Path, SessionCache] = {}
        self._before: dict[Path, Checked] = {}

    def check(self, source: Path, documents: Mapping[Path, str]) -> Checked:
        """Check a site with the text of open ``documents``. Never raises for what is in it."""
        options = at_home(self.options, source)
        options = dataclasses.replace(options, check=False, evidence=False)
        unsaved = {place_in(file, source): text.encode() for file, text in documents.items()}
        run = dataclasses.replace(Run.of(options), cache=self._cache(source))
        try:
            prepared = prepare(options, run, pages=False, drafts=unsaved.keys(), unsaved=unsaved)
        except CurbcutError as error:
            before = self._before.get(source, Checked(source))
            return Checked(source, prepared=before.prepared, failure=error)
        found = judged(prepared, options, run).findings
        checked = Checked(source, _by_file(found, options.source), prepared)
        self._before[source] = checked
        return checked

    def check_alone(self, file: Path, text: str) -> Checked:
        """Check a document that belongs to no site."""
        found = lint_text(text.encode(), self.options, file.name).findings
        return Checked(None, {file: tuple(one for one in found if not one.suppressed)})

    def _cache(self, source: Path) -> SessionCache:
        if source not in self._caches:
            folder = source.parent / CACHE_FOLDER
            self._caches[source] = SessionCache(folder if folder.is_dir() else None)
        return self._caches[source]


def _by_file(findings: tuple[Finding, ...], source: Path) -> dict[Path, tuple[Finding, ...]]:
    """Findings by the file of the source folder that they are in."""
    before = f"{shown_path(source)}/"
    found: dict[Path, list[Finding]] = {}
    for finding in findings:
        if finding.span and finding.span.path.startswith(before) and not finding.suppressed:
            file = source / finding.span.path.removeprefix(before)
            found.setdefault(file, []).append(finding)
    return {file: tuple(several) for file, several in found.items()}
