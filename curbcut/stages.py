"""The stages in order: load, parse, lay out, render, inspect, publish.

Each takes what those before it made; nothing is filled in later.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import msgspec

from curbcut import __version__
from curbcut.checks import site as site_checks
from curbcut.checks import source as source_checks
from curbcut.checks.evaluations import joined
from curbcut.checks.first_load import weigh
from curbcut.checks.lint import Words, in_their_places, parse_all
from curbcut.config import FILE, Config, read_config
from curbcut.content.sources.discover import NOTHING, Sources, discover
from curbcut.files import shown_path
from curbcut.model.facts import PageFacts
from curbcut.model.finding import CurbcutError, Environment, Evaluation, Finding, Rule
from curbcut.model.page import ParsedPage, RenderedSite, Site
from curbcut.model.shards import Part
from curbcut.model.theme import Theme
from curbcut.publish import staging
from curbcut.publish.ledger import load as load_ledger
from curbcut.render.machine.addresses import base_path
from curbcut.render.machine.well_known import security_findings
from curbcut.render.pages import Printer, files_of, render_site
from curbcut.render.theming.assets import acting_assets
from curbcut.render.theming.brand import branded
from curbcut.render.theming.languages import incomplete_languages
from curbcut.render.theming.strings import read_marked, read_strings
from curbcut.render.theming.theme import read_theme, template_lines
from curbcut.run import Options, Run
from curbcut.site.addresses import FILE as ADDRESSES
from curbcut.site.addresses import Ledger, addresses_of, missing, standing_in
from curbcut.site.build import build_site


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that a site is made of, as it was read. ``shown`` is the source folder's name."""

    shown: str
    theme: Theme
    config: Config
    sources: Sources
    ledger: Ledger
    words: Words


@dataclass(frozen=True, slots=True)
class Parsed:
    """The pages by source path, and what the checks of the Markdown found on each."""

    pages: Mapping[str, ParsedPage]
    inspected: Mapping[str, source_checks.Inspected]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site up to the point where a browser is needed."""

    config: Config
    site: Site
    rendered: RenderedSite
    ledger: Ledger
    findings: tuple[Finding, ...]
    evaluations: tuple[Evaluation, ...]
    lines: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found out about the pages of a site, in a browser and all together."""

    environment: Environment
    findings: tuple[Finding, ...] = ()
    evaluations: Sequence[Evaluation] = ()
    rules: tuple[Rule, ...] = ()
    part: Part | None = None


def prepare(
    options: Options,
    run: Run | None = None,
    *,
    pages: bool = True,
    index: bool = False,
    drafts: Set[str] = frozenset(),
    unsaved: Mapping[str, bytes] = NOTHING,
) -> Prepared:
    """All stages that need no browser.

    ``pages`` says whether pages are rendered: who only reads the Markdown does without. ``index``
    says whether the pages are indexed for the search page, which takes a moment.
    ``drafts`` are pages, by their place in the source folder, that are none for now; ``unsaved``
    has the files, by the same, that differ in a text editor from what is on the disk.
    """
    run = run or Run.of(options)
    loaded, found = load(options, unsaved)
    parsed, wrong = parse(loaded, run, drafts)
    found += wrong
    site, wrong, evaluations = lay_out(loaded, parsed, run, empty=not found, suggest=pages)
    found += wrong
    rendered, wrong = render(loaded, site, options, run, pages=pages, index=index)
    found += wrong
    wrong, weighed = weigh(rendered, loaded.config)
    found += wrong
    evaluations += weighed
    lines = {page.source.path: page.source.text.split("\n") for page in parsed.pages.values()}
    lines |= template_lines(loaded.theme)
    lines[f"{loaded.shown}/{ADDRESSES}"] = loaded.ledger.text.split("\n")
    return Prepared(
        loaded.config, site, rendered, loaded.ledger, tuple(found), tuple(evaluations), lines
    )


def load(options: Options, unsaved: Mapping[str, bytes] = NOTHING) -> tuple[Loaded, list[Finding]]:
    """Read the settings, the theme and the source folder."""
    shown = shown_path(options.source)
    theme = read_theme(options.templates)
    settings = unsaved.get(FILE)
    config, findings = read_config(options.source, theme, f"{shown}/{FILE}", settings)
    findings += acting_assets(theme)
    findings += incomplete_languages(theme, config)
    config, wrong = branded(dataclasses.replace(config, offline=options.offline))
    findings += wrong
    sources, wrong = discover(options.source, shown, unsaved)
    findings += wrong
    ledger, wrong = load_ledger(options.source, shown)
    findings += wrong
    words = functools.cache(functools.partial(read_strings, theme))
    return Loaded(shown, theme, config, sources, ledger, words), findings


def parse(loaded: Loaded, run: Run, drafts: Set[str] = frozenset()) -> tuple[Parsed, list[Finding]]:
    """Parse every page, and look at its Markdown."""
    # What Markdown's blocks say is marked where it is English, until the page is rendered.
    words = functools.cache(functools.partial(read_marked, loaded.theme))
    pages, inspected, findings = parse_all(loaded.sources, loaded.config, words, run.cache)
    for path in drafts & pages.keys():
        meta = msgspec.structs.replace(pages[path].meta, draft=False)
        pages[path] = dataclasses.replace(pages[path], meta=meta)
    return Parsed(pages, inspected), findings


def lay_out(
    loaded: Loaded, parsed: Parsed, run: Run, *, empty: bool, suggest: bool = True
) -> tuple[Site, list[Finding], list[Evaluation]]:
    """Put the pages in their places. ``empty`` says that nothing explains why there are none.

    ``suggest`` is that of ``build_site``.

    Raises:
        CurbcutError: when all pages are drafts.
    """
    sources, config = loaded.sources, loaded.config
    site, findings = build_site(
        parsed.pages, sources, config, loaded.words, run.today, suggest=suggest
    )
    if not site.pages and empty and not findings:
        raise CurbcutError(
            f"Every page in “{loaded.shown}” is a draft.", "Take “draft: true” from one."
        )
    wrong, evaluations = in_their_places(site, parsed.inspected)
    findings += wrong
    if not sources.broken:  # an unreadable page is not published, but it is not gone
        known = addresses_of(site) | standing_in(site)
        findings += missing(
            loaded.ledger,
            known,
            f"{loaded.shown}/{ADDRESSES}",
            {page.path: page.source_path for page in site.pages.values() if not page.original},
        )
    return site, findings, evaluations


def render(
    loaded: Loaded, site: Site, options: Options, run: Run, *, pages: bool = True, index: bool
) -> tuple[RenderedSite, list[Finding]]:
    """Make the bytes of everything that will be published."""
    printing = index and options.check and loaded.config.print.pdf
    with _printer(loaded.config, run) if printing else contextlib.nullcontext() as printer:
        rendered, findings = render_site(
            site, loaded.config, run.cache, pages=pages, index=index, printer=printer
        )
    return rendered, [*findings, *security_findings(loaded.config, run.today)]


def inspect(prepared: Prepared, options: Options, run: Run) -> Inspected:
    """Meet every page in a browser, where one is wanted, and look at all pages together."""
    rendered, config = prepared.rendered, prepared.config
    environment = Environment(curbcut=__version__)
    rules: tuple[Rule, ...] = (*source_checks.RULES, *site_checks.RULES)
    if not options.check or not rendered.pages:
        findings, evaluations = compare(prepared, (), (), run)
        return Inspected(environment, tuple(findings), tuple(evaluations), rules)
    # Selenium is slow to import, and “lint” does without.
    from curbcut.checks.runner.page_source import PageSource
    from curbcut.checks.runner.shares import check_share
    from curbcut.rules import all_rules

    checked, part = check_share(
        "",
        PageSource.site(rendered, base_path(config)),
        run,
        axe_path=config.source / config.check.axe if config.check.axe else None,
        timeout=config.check.page_timeout,
    )
    # What a run that was stopped has seen of a site is not to be taken for all of it.
    facts = () if checked.stopped or run.only.of_pages else checked.facts
    known = {one.page for one in facts}
    # Of a share all is unknown, and nothing is said about that.
    pages = () if part or run.only.of_pages else rendered.pages
    unknown = tuple(page.path for page in pages if page.path not in known)
    findings, evaluations = compare(prepared, facts, unknown, run)
    return Inspected(
        checked.environment,
        (*checked.findings, *findings),
        joined(checked.evaluations, evaluations),
        (*all_rules(), *checked.rules),
        part,
    )


def compare(
    prepared: Prepared, facts: tuple[PageFacts, ...], unknown: tuple[str, ...], run: Run
) -> tuple[list[Finding], list[Evaluation]]:
    """What all pages say together; without ``facts``, what their front matter does."""
    files = files_of(prepared.rendered)
    return site_checks.inspect(
        facts,
        today=run.today,
        site=prepared.site,
        files=files.__contains__,
        redirects=files.get("_redirects", b"").decode("utf-8", "replace"),
        unknown=unknown,
    )


def publish(prepared: Prepared, out: Path, then: Callable[[], str]) -> tuple[int, str]:
    """Put the site in place, and do ``then``; see ``staging.publish``."""
    return staging.publish(files_of(prepared.rendered), out, then=then)


def _printer(config: Config, run: Run) -> contextlib.AbstractContextManager[Printer]:
    """What makes PDFs."""
    from curbcut.browser.document import printing

    return printing(run.cache, config.site.url, run.grid, run.listen, run.announce)
