"""The stages in order. Each takes what the one before it made; nothing is filled in later."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from curbcut import __version__
from curbcut.cache import Cache
from curbcut.checks import site as site_checks
from curbcut.checks import source as source_checks
from curbcut.config import FILE, Config, read_config
from curbcut.content.discover import Sources, decode_page, discover, shown_path
from curbcut.content.glossary import Glossary, gather_terms, is_glossary
from curbcut.content.home import home_of, place_in
from curbcut.content.markdown import parse_page
from curbcut.fix import Mended, mend
from curbcut.fix import write as write_mended
from curbcut.ledger import load, save
from curbcut.model.facts import PageFacts
from curbcut.model.finding import (
    CurbcutError,
    Environment,
    Evaluation,
    Finding,
    Outcome,
    RunResult,
)
from curbcut.model.page import Found, LeftOut, ParsedPage, RenderedPage, RenderedSite, Site
from curbcut.model.source import SourceFile
from curbcut.model.theme import Theme
from curbcut.publish import guard_output, publish
from curbcut.render.assets import acting_assets
from curbcut.render.brand import branded
from curbcut.render.pages import Printer, base_path, files_of, render_site
from curbcut.render.redirect_pages import server_redirects
from curbcut.render.strings import read_strings
from curbcut.render.theme import read_theme, templates_folder
from curbcut.render.well_known import security_findings
from curbcut.site.addresses import FILE as ADDRESSES
from curbcut.site.addresses import Ledger, addresses_of, missing, standing_in
from curbcut.site.build import build_site
from curbcut.site.kinds import default_kind
from curbcut.site.languages import edition_of, editions, key_of, language_of
from curbcut.site.links import links_alone
from curbcut.site.translations import Progress as Translated
from curbcut.site.translations import line_of, progress_of
from curbcut.translated import with_line
from curbcut.triage.echoes import without_echoes
from curbcut.triage.merge import merge, rank
from curbcut.triage.repeats import alike, gather
from curbcut.triage.reviews import apply_reviews, record_review, refuse_words
from curbcut.triage.suppressions import Looked, apply_suppressions, looked_for
from curbcut.triage.trace import trace

CACHE_FOLDER = Path(".curbcut") / "cache"

type Progress = Callable[[str], None]
type Words = Callable[[str], dict[str, str]]
"""The theme's words for a language code."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do; the command line makes one, and so can a program."""

    source: Path = Path("site_src")
    templates: Path | None = Path("templates")
    out: Path = Path("dist")
    check: bool = True
    jobs: int = 0
    grid: str = ""
    cache: bool = True
    robots: bool = True
    """Whether a crawl does what the robots.txt of a site asks for."""
    offline: bool = False
    """Whether links name files, for a copy that is opened from a folder on a disk."""
    today: dt.date | None = None
    """The day on which dates are judged and answers are given; None is the present one, in UTC."""

    @property
    def day(self) -> dt.date:
        """The day of the run; nothing else asks the clock for it."""
        return self.today or dt.datetime.now(dt.UTC).date()


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


def build(options: Options, progress: Progress = lambda words: None) -> RunResult:
    """Load, render, check, publish.

    Raises:
        CurbcutError: when the work could not be done at all.
    """
    started = time.monotonic()
    guard_output(options.out, options.source, templates_folder(options.templates))
    progress("Reading the pages")
    prepared = prepare(options, index=True)
    result = _checked(prepared, options, progress, started)
    if result.blocking:
        kept = "is unchanged" if options.out.exists() else "was not written"
        message = f"Not published; “{shown_path(options.out)}” {kept}."
    else:
        progress("Publishing")
        recording = options.check and not options.offline
        number, recorded = publish(
            files_of(prepared.rendered),
            options.out,
            then=lambda: _record(prepared, options.source) if recording else "",
        )
        message = f"Published: {number} files in “{shown_path(options.out)}”.{recorded}"
    return dataclasses.replace(result, published=message, seconds=time.monotonic() - started)


def _record(prepared: Prepared, source: Path) -> str:
    """Add what is published for the first time to the ledger, and say so.

    Only a build that was checked records: one without a check is for looking at, and a copy for
    offline use is no publication.
    """
    new = save(source, addresses_of(prepared.site))
    if not new:
        return ""
    number = "1 address" if len(new) == 1 else f"{len(new)} addresses"
    file = f"{shown_path(source)}/{ADDRESSES}"
    return f" {number} published for the first time, added to “{file}”: commit it."


def server_config(options: Options, server: str) -> str:
    """The configuration of a web server ("nginx" or "caddy") for the site.

    Raises:
        CurbcutError: when the site has findings that keep it from being published.
    """
    from curbcut.hosting.caddy import caddy
    from curbcut.hosting.facts import Facts, still_gone
    from curbcut.hosting.nginx import nginx

    prepared = prepare(options)
    wrong = [finding for finding in prepared.findings if finding.blocking]
    if wrong:
        raise CurbcutError(
            f"The site cannot be published as it is: {wrong[0].message}.",
            "“curbcut lint” lists all that is wrong.",
        )
    base = base_path(prepared.config)
    pairs = server_redirects(prepared.site.redirects, base)
    redirects = tuple((unquote(old), target) for old, target in pairs)
    facts = Facts(
        base=base,
        headers=prepared.rendered.headers,
        redirects=redirects,
        gone=still_gone(prepared.ledger.gone, files_of(prepared.rendered), redirects, base),
        missing_pages=_missing_pages(prepared, base),
        exceptions=prepared.rendered.exceptions,
    )
    return {"nginx": nginx, "caddy": caddy}[server](facts)


def _missing_pages(prepared: Prepared, base: str) -> dict[str, str]:
    """The pages for what is not there, by the folder that each is for, the narrowest first."""
    if "404.html" not in files_of(prepared.rendered):
        return {}
    pages = prepared.site.pages.values()
    found = {base + page.root[1:]: base + page.output for page in pages if page.kind == "not-found"}
    found[base] = f"{base}404.html"
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


def check_site(options: Options, progress: Progress = lambda words: None) -> RunResult:
    """All of ``build`` but the publishing."""
    started = time.monotonic()
    return _checked(prepare(options, index=True), options, progress, started)


def lint(options: Options, files: Sequence[Path] = ()) -> RunResult:
    """The checks that need no browser, of the whole site or of some files, each within its site.

    Raises:
        CurbcutError: when one of ``files`` is not there.
    """
    started = time.monotonic()
    if not files:
        without = dataclasses.replace(options, check=False)
        return _checked(prepare(without), without, lambda words: None, started)
    homes, alone = _sorted_out(options, files)
    within = [_lint_within(options, inside, alone) for options, inside in homes]
    return _together([*within, *(_lint_file(file, options) for file in alone)])


def _lint_within(options: Options, files: Mapping[str, Path], alone: list[Path]) -> RunResult:
    """The findings about ``files``, by their place in the site, with the paths as they were given.

    Drafts are looked at as if they were published. What the site leaves out is added to ``alone``.
    """
    started = time.monotonic()
    without = dataclasses.replace(options, check=False)
    prepared = prepare(without, wanted=files.keys())
    result = _checked(prepared, without, lambda words: None, started)
    before = f"{shown_path(options.source)}/"
    read = {path.removeprefix(before) for path in prepared.lines}
    findings = []
    for finding in result.findings:
        place = finding.span.path.removeprefix(before) if finding.span else ""
        if finding.span and place in files:
            span = dataclasses.replace(finding.span, path=shown_path(files[place]))
            findings.append(dataclasses.replace(finding, span=span))
            read.add(place)
    alone += (file for place, file in files.items() if place not in read)
    return dataclasses.replace(result, findings=tuple(findings))


def fix(options: Options, files: Sequence[Path] = (), *, write: bool = True) -> list[Mended]:
    """Mend the pages of the site, or some files; without ``write`` only say what would be done.

    Raises:
        CurbcutError: when a file is not there or cannot be written.
    """
    homes, alone = _sorted_out(options, files)
    targets: dict[str, _Target] = {}
    for home, inside in homes if files else [(options, {})]:
        targets |= _targets(home, inside)
    config, _ = read_config(options.source, Theme(), FILE)
    for file in alone:
        targets[shown_path(file)] = _Target(file, file.parent, config.site.language)
    mended = []
    for path, target in targets.items():
        found = mend(target.file.read_bytes(), path, target.language, target.titles)
        if found.mends:
            if write:
                write_mended(target.file, found, target.root)
            mended.append(found)
    return mended


@dataclass(frozen=True, slots=True)
class _Target:
    """A file to be fixed, the folder that it has to stay in, and what is known of its site."""

    file: Path
    root: Path
    language: str
    titles: Mapping[str, str] = dataclasses.field(default_factory=dict)


def _targets(options: Options, files: Mapping[str, Path]) -> dict[str, _Target]:
    """The pages of a site by their paths as people are shown them; without ``files`` all."""
    config, _ = read_config(options.source, Theme(), FILE)
    sources, _ = discover(options.source, shown_path(options.source))
    titles: dict[str, str] = {}
    if config.site.url:
        pages = prepare(dataclasses.replace(options, check=False)).site.pages.values()
        titles = {config.site.url.rstrip("/") + page.path: page.title for page in pages}
    chosen = files or {path: options.source / path for path in sources.pages}
    return {
        shown_path(file): _Target(file, options.source, language_of(path, config), titles)
        for path, file in chosen.items()
    }


def translations(options: Options) -> list[Translated]:
    """How far each further language of the site has come."""
    return progress_of(prepare(dataclasses.replace(options, check=False)).site)


def mark_translated(options: Options, files: Sequence[Path]) -> list[str]:
    """Note in translations that they say what their originals say now.

    Returns:
        The files that were not marked so before.

    Raises:
        CurbcutError: when a file is no translation, or cannot be written.
    """
    config, _ = read_config(options.source, Theme(), FILE)
    sources, _ = discover(options.source, shown_path(options.source))
    places = {source.path: path for path, source in sources.pages.items()}
    marked = []
    for file in files:
        shown = shown_path(file)
        place = places.get(shown, "")
        key = place.removeprefix(edition_of(place, editions(config)).root[1:])
        if key == place or key not in sources.pages:
            advice = "Name pages in the folder of a further language, as in es/contact.md."
            raise CurbcutError(f"“{file}” is the translation of no page of the site.", advice)
        line = line_of(parse_page(sources.pages[key])[0])
        before = file.read_bytes()
        changed = Mended(shown, before, with_line(before, line, shown), ())
        if changed.after != before:
            write_mended(file, changed, options.source)
            marked.append(shown)
    return marked


def _lint_file(file: Path, options: Options) -> RunResult:
    return lint_text(file.read_bytes(), options, shown_path(file))


def _sorted_out(
    options: Options, files: Sequence[Path]
) -> tuple[list[tuple[Options, dict[str, Path]]], list[Path]]:
    """The files of each site by their place in it, with what is asked of it; and those of none."""
    homes: dict[Path, dict[str, Path]] = {}
    alone: list[Path] = []
    for file in files:
        if not file.is_file():
            raise CurbcutError(f"There is no file “{file}”.", "Name Markdown files.")
        home = home_of(file, options.source)
        if home is None:
            alone.append(file)
        else:
            homes.setdefault(home, {})[place_in(file, home)] = file
    return [(_at_home(options, home), inside) for home, inside in homes.items()], alone


def _at_home(options: Options, home: Path) -> Options:
    """What is asked, of another site than the one where the command was started."""
    if home == options.source:
        return options
    beside = home.parent / (options.templates or Path()).name
    templates = beside if options.templates and beside.is_dir() else options.templates
    return dataclasses.replace(options, source=home, templates=templates)


def _together(results: Sequence[RunResult]) -> RunResult:
    return dataclasses.replace(
        results[0],
        pages=tuple(page for result in results for page in result.pages),
        findings=tuple(sorted((f for r in results for f in r.findings), key=rank)),
        evaluations=tuple(entry for result in results for entry in result.evaluations),
        seconds=sum(result.seconds for result in results),
    )


def lint_text(raw: bytes, options: Options, name: str = "<stdin>") -> RunResult:
    """The checks of one page's Markdown on its own, without the site around it.

    Where its links lead is then not known, which is a finding.
    """
    started = time.monotonic()
    source, problem = decode_page(raw, name)
    findings = [problem] if problem else []
    lines: dict[str, list[str]] = {}
    if source is not None:
        config = Config(options.source)
        language = config.site.language
        page, wrong, seen = _read(source, name, config, lambda language: {}, language, {})
        findings += wrong
        findings += links_alone(page)
        findings += seen.findings
        lines[name] = source.text.split("\n")
    return RunResult(
        environment=Environment(curbcut=__version__),
        pages=(name,),
        findings=merge(findings, lines),
        rules=source_checks.RULES,
        seconds=time.monotonic() - started,
        checked=False,
    )


def prepare(options: Options, *, index: bool = False, wanted: Set[str] = frozenset()) -> Prepared:
    """Read, parse, lay out and render a site, and look at its Markdown.

    ``index`` says whether the pages are indexed for the search page, which takes a moment.
    ``wanted`` are pages, by their place in the source folder, that are no drafts for now.
    """
    shown = shown_path(options.source)
    theme = read_theme(options.templates)
    config, findings = read_config(options.source, theme, f"{shown}/{FILE}")
    findings += acting_assets(theme)
    config, wrong = branded(dataclasses.replace(config, offline=options.offline))
    findings += wrong
    sources, wrong = discover(options.source, shown)
    findings += wrong
    words = functools.cache(functools.partial(read_strings, theme))
    parsed, inspected, wrong = parse_all(sources, config, words)
    findings += wrong
    for path in wanted & parsed.keys():
        meta = dataclasses.replace(parsed[path].meta, draft=False)
        parsed[path] = dataclasses.replace(parsed[path], meta=meta)
    today = options.day
    site, wrong = build_site(parsed, sources, config, words, today)
    findings += wrong
    if not site.pages and not findings:
        raise CurbcutError(f"Every page in “{shown}” is a draft.", "Take “draft: true” from one.")
    wrong, evaluations = check_sources(site, inspected)
    findings += wrong
    cache = Cache(CACHE_FOLDER if options.cache else None) if index else None
    with _printer(options, config, cache) as printer:
        rendered, wrong = render_site(site, config, cache, printer)
    findings += wrong
    findings += security_findings(config, today)
    ledger, wrong = load(options.source, shown)
    findings += wrong
    file = f"{shown}/{ADDRESSES}"
    if not sources.broken:  # what cannot be read is no page, but it is not gone
        findings += missing(ledger, addresses_of(site) | standing_in(site), file)
    lines = {page.source.path: page.source.text.split("\n") for page in parsed.values()}
    lines |= _template_lines(theme) | {file: ledger.text.split("\n")}
    return Prepared(config, site, rendered, ledger, tuple(findings), tuple(evaluations), lines)


def _printer(
    options: Options, config: Config, cache: Cache | None
) -> contextlib.AbstractContextManager[Printer | None]:
    """What makes PDFs, where the site wants them and a browser is used at all."""
    if cache is None or not options.check or not config.print.pdf:
        return contextlib.nullcontext()
    from curbcut.browser.document import printing

    return printing(cache, config.site.url, options.grid)


def parse_all(
    sources: Sources, config: Config, words: Words
) -> tuple[dict[str, ParsedPage], dict[str, source_checks.Inspected], list[Finding]]:
    """Parse every page and, while its tokens are at hand, run the checks of the Markdown on it."""
    findings: list[Finding] = []
    parsed: dict[str, ParsedPage] = {}
    inspected: dict[str, source_checks.Inspected] = {}
    defining = [path for path, source in sources.pages.items() if is_glossary(source)]
    others = [path for path in sources.pages if path not in defining]
    # What a glossary defines has to be known before other pages can link to it.
    for paths in (defining, others):
        glossaries = _glossaries(parsed, config)
        for path in paths:
            language = language_of(path, config)
            parsed[path], wrong, inspected[path] = _read(
                sources.pages[path], path, config, words, language, glossaries
            )
            findings += wrong
    return parsed, inspected, findings


def _glossaries(pages: Mapping[str, ParsedPage], config: Config) -> dict[str, Glossary]:
    """The terms of each language."""
    by_language: dict[str, list[ParsedPage]] = {}
    for path, page in pages.items():
        if page.terms:
            language = page.meta.lang or language_of(path, config)
            by_language.setdefault(language, []).append(page)
    return {language: gather_terms(found) for language, found in by_language.items()}


def _read(
    source: SourceFile,
    path: str,
    config: Config,
    words: Words,
    language: str,
    glossaries: Mapping[str, Glossary],
) -> tuple[ParsedPage, list[Finding], source_checks.Inspected]:
    """Parse and look at a page that is in ``language``, unless its front matter names another."""
    tokens: list[Token] = []
    page, findings = parse_page(
        source,
        typographer=config.markdown.typographer,
        allowed_html=tuple(config.markdown.html),
        strings=words(language),
        kind=default_kind(key_of(path, config)),
        glossaries=glossaries,
        language=language,
        keep=tokens,
    )
    if page.meta.lang not in ("", language):
        return _read(source, path, config, words, page.meta.lang, glossaries)
    return page, findings, source_checks.inspect(page, tokens, language)


def check_sources(
    site: Site, inspected: Mapping[str, source_checks.Inspected]
) -> tuple[list[Finding], list[Evaluation]]:
    """What the checks of the Markdown found, on the pages that are in the site.

    A page that stands in for a translation has nothing to say that its original does not.
    """
    findings: list[Finding] = []
    evaluations: list[Evaluation] = []
    for page in site.pages.values():
        seen = inspected[page.source_path]
        if not page.original:
            findings += (dataclasses.replace(finding, page=page.path) for finding in seen.findings)
        evaluations += seen.evaluations(page.path)
    return findings, evaluations


def _checked(prepared: Prepared, options: Options, progress: Progress, started: float) -> RunResult:
    findings = list(prepared.findings)
    evaluations = list(prepared.evaluations)
    environment = Environment(curbcut=__version__)
    rules = {rule.id: rule for rule in source_checks.RULES}
    facts: tuple[PageFacts, ...] = ()
    said: frozenset[str] = frozenset()
    unknown: list[str] = []
    if options.check and prepared.rendered.pages:
        # Selenium is slow to import, and `lint` does without.
        from curbcut.checks.page.text.wording import SAID_BY_LINT
        from curbcut.checks.runner.workers import check_pages
        from curbcut.rules import all_rules

        checked = check_pages(
            prepared.rendered.pages,
            files=files_of(prepared.rendered),
            apart=prepared.rendered.apart,
            headers=prepared.rendered.headers_of,
            prefix=base_path(prepared.config),
            axe_path=_axe_path(prepared.config),
            timeout=prepared.config.check.page_timeout,
            jobs=options.jobs,
            grid=options.grid,
            cache=Cache(CACHE_FOLDER if options.cache else None),
            progress=progress,
            own=True,
        )
        # What a run that was stopped has seen of a site is not to be taken for all of it.
        facts, said = () if checked.stopped else checked.facts, SAID_BY_LINT
        unknown = without_facts(prepared.rendered.pages, facts)
        findings += checked.findings
        evaluations += checked.evaluations
        environment = checked.environment
        rules |= {rule.id: rule for rule in (*all_rules(), *checked.rules)}
    wrong, seen = check_whole(prepared, facts, unknown, today=options.day)
    findings += wrong
    evaluations += seen
    rules |= {rule.id: rule for rule in site_checks.RULES}
    pages = {page.path: page for page in prepared.rendered.pages}
    traced = [found for found in trace(findings, pages) if not _said(found, said)]
    merged = merge(without_echoes(traced, pages), prepared.lines)
    return RunResult(
        environment=environment,
        pages=tuple(pages),
        findings=_settled(
            merged,
            options.source,
            prepared.lines,
            options.day,
            looked_for(evaluations, checked=options.check),
        ),
        evaluations=tuple(evaluations),
        rules=tuple(rules[key] for key in sorted(rules)),
        seconds=time.monotonic() - started,
        checked=options.check,
    )


def check_whole(
    prepared: Prepared,
    facts: Sequence[PageFacts],
    unknown: Sequence[str] = (),
    *,
    today: dt.date,
) -> tuple[list[Finding], list[Evaluation]]:
    """What all pages of the site say together; without ``facts``, what their front matter does."""
    files = files_of(prepared.rendered)
    return site_checks.inspect(
        facts,
        today=today,
        site=prepared.site,
        files=files.__contains__,
        redirects=files.get("_redirects", b"").decode("utf-8", "replace"),
        unknown=unknown,
    )


def without_facts(pages: Sequence[RenderedPage], facts: Sequence[PageFacts]) -> list[str]:
    """The pages that could not be compared with the others, because nothing is known of them."""
    known = {one.page for one in facts}
    return [page.path for page in pages if page.path not in known]


def _said(finding: Finding, said: frozenset[str]) -> bool:
    """Whether the checks of the Markdown have said the same at that line."""
    at = finding.span.path if finding.span else ""
    return finding.rule.id in said and at.endswith(".md")


def check_targets(
    targets: Sequence[str], options: Options, progress: Progress = lambda words: None
) -> RunResult:
    """Check pages that Curbcut did not build: folders, single files, and those under addresses.

    What is there and could not be looked at is a finding, and one of the pages.

    Raises:
        CurbcutError: when a target is no folder with pages and no address that answers.
    """
    from curbcut.rules import all_rules
    from curbcut.web.fetch import without_login

    started = time.monotonic()
    rules = {rule.id: rule for rule in all_rules()}
    environment = Environment(curbcut=__version__)
    pages: dict[str, None] = {}
    findings: dict[Finding, None] = {}
    evaluations: dict[Evaluation, None] = {}
    chosen = dict.fromkeys(targets)
    stopped = False
    for target in chosen:
        if stopped:
            shown = without_login(target)[0] if _is_address(target) else target
            never = LeftOut("", f"Curbcut did not come to “{shown}”: it was stopped")
            findings |= dict.fromkeys(_left_out((never,))[0])
            continue
        result, stopped = _check_target(target, options, progress)
        # Two folders may have a page of the same path each.
        before = shown_path(Path(target)) if len(chosen) > 1 and not _is_address(target) else ""
        name = functools.partial(_named, before=before)
        pages |= dict.fromkeys(name(path) for path in result.pages)
        findings |= dict.fromkeys(
            dataclasses.replace(one, page=name(one.page), also_on=tuple(map(name, one.also_on)))
            for one in result.findings
        )
        evaluations |= dict.fromkeys(
            dataclasses.replace(one, page=name(one.page)) for one in result.evaluations
        )
        rules |= {rule.id: rule for rule in result.rules}
        if result.environment.states:
            environment = result.environment
    return RunResult(
        environment=environment,
        pages=tuple(pages),
        findings=gather(sorted(findings, key=rank)),
        evaluations=tuple(evaluations),
        rules=tuple(rules[key] for key in sorted(rules)),
        seconds=time.monotonic() - started,
        answers_in=targets[0] if len(chosen) == 1 and Path(targets[0]).is_dir() else None,
    )


def _check_target(target: str, options: Options, progress: Progress) -> tuple[RunResult, bool]:
    """The result for one target, and whether it was interrupted."""
    from curbcut.checks.runner.workers import Checked, check_pages
    from curbcut.content.foreign import read_folder

    path = Path(target)
    address = _is_address(target)
    single = not address and path.is_file()
    folder = path.parent if single else path
    login = ""
    if address:
        found, login = _crawl(target, options, progress)
    else:
        found = read_folder(path, shown_path(path))
    checked = Checked((), (), (), Environment(curbcut=__version__))
    if found.pages:
        checked = check_pages(
            found.pages,
            folder=None if address else folder,
            jobs=options.jobs,
            grid=options.grid,
            login=login,
            progress=progress,
            own=False,
        )
    facts = () if checked.stopped else checked.facts
    wrong, seen = site_checks.inspect(
        facts,
        today=options.day,
        files=None if address else functools.partial(_is_file, folder),
        redirects="" if address else _text(folder / "_redirects"),
        unknown=without_facts(found.pages, facts),
    )
    left, untested = _left_out(found.left_out)
    by_path = {page.path: page for page in found.pages}
    findings = merge(trace((*checked.findings, *wrong, *left), by_path), found.lines)
    if not address and not single:
        looked = looked_for((*checked.evaluations, *seen, *untested), checked=True)
        findings = _settled(findings, folder, found.lines, options.day, looked)
    result = RunResult(
        environment=checked.environment,
        pages=tuple(dict.fromkeys((*by_path, *(one.page for one in untested if one.page)))),
        findings=findings,
        evaluations=(*checked.evaluations, *seen, *untested),
        rules=checked.rules,
    )
    return result, checked.stopped


def _crawl(target: str, options: Options, progress: Progress) -> tuple[Found, str]:
    """The pages under an address, and the name and password that were in it."""
    from curbcut.content.crawl import crawl
    from curbcut.web.fetch import Fetcher, origin_of, without_login
    from curbcut.web.gateway import Gateway

    try:
        start, login = without_login(target.strip())
        origin = origin_of(start)
        gateway = Gateway([start])
    except ValueError as error:
        # It is not repeated: there may be a password in it.
        raise CurbcutError(
            f"What is to be checked is no address: {error}.", "Correct it."
        ) from None
    with gateway:
        fetch = Fetcher(gateway.proxy, login, origin)
        return crawl(start, fetch, progress, robots=options.robots), login


def _is_address(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))


def _left_out(left: Sequence[LeftOut]) -> tuple[list[Finding], list[Evaluation]]:
    """What is said about pages that could not be had, and about links that lead to none."""
    from curbcut.checks.runner.loading import NOT_CHECKED
    from curbcut.checks.site.addresses import PAGE

    findings: list[Finding] = []
    evaluations: list[Evaluation] = []
    for one in left:
        if one.missing:
            findings.append(Finding(PAGE, one.reason, one.page, span=one.span, states=("site",)))
            continue
        findings.append(Finding(NOT_CHECKED, one.reason, one.page, Outcome.UNTESTED, span=one.span))
        evaluations.append(Evaluation(NOT_CHECKED.id, one.page, "site", Outcome.UNTESTED))
    return findings, evaluations


def _named(path: str, *, before: str) -> str:
    return f"{before}{path}" if path else path


def _is_file(folder: Path, name: str) -> bool:
    try:
        return (folder / name).is_file()
    except (OSError, ValueError):
        return False


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except (OSError, ValueError):
        return ""


def answer(
    options: Options,
    fingerprint: str,
    *,
    outcome: str,
    by: str,
    note: str,
    folder: Path | None = None,
    progress: Progress,
) -> str:
    """Record what a person says about a finding that a machine could not decide.

    It is one about the site, or about the pages in ``folder``, which Curbcut did not build. Where
    the same is asked on several of those, it is asked once, and answered for all of them.

    Returns:
        The entries as they were added to reviews.toml.

    Raises:
        CurbcutError: when no open question has that fingerprint, or what is said is no text.
    """
    refuse_words(by, note)
    if folder is None:
        prepared = prepare(options, index=True)
        found = _checked(prepared, options, progress, time.monotonic()).findings
        home, lines = options.source, prepared.lines
    else:
        from curbcut.content.foreign import read_folder

        home, lines = folder, read_folder(folder, shown_path(folder)).lines
        found = _check_target(str(folder), options, progress)[0].findings
    open_ones = [finding for finding in found if finding.outcome is Outcome.CANT_TELL]
    asked = [one for one in open_ones if one.fingerprint.startswith(fingerprint)]
    if not asked:
        raise CurbcutError(
            f"There is no open question “{fingerprint}”.",
            "“curbcut check” lists them, each with its number.",
        )
    same = [one for one in open_ones if folder and one.page != asked[0].page]
    entries = [
        record_review(
            finding,
            outcome=outcome,
            by=by,
            date=options.day,
            note=note,
            folder=home,
            sources=lines,
        )
        for finding in (asked[0], *(one for one in same if alike(one, asked[0])))
    ]
    return "\n".join(entries)


def _settled(
    findings: Sequence[Finding],
    folder: Path,
    lines: Mapping[str, list[str]],
    today: dt.date,
    looked: Looked,
) -> tuple[Finding, ...]:
    """Findings after what people have answered and accepted."""
    shown = shown_path(folder)
    reviewed = apply_reviews(findings, folder, shown, lines)
    covered = apply_suppressions(reviewed, folder, shown, today, looked)
    return tuple(sorted(covered, key=rank))


def _axe_path(config: Config) -> Path | None:
    return config.source / config.check.axe if config.check.axe else None


def _template_lines(theme: Theme) -> dict[str, list[str]]:
    return {
        file.place: file.data.decode("utf-8", "replace").split("\n")
        for files in (theme.built_in, theme.files)
        for name, file in files.items()
        if name.endswith(".j2")
    }
