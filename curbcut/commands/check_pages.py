"""Check pages that Curbcut did not build: in folders, in single files, and on the web."""

from __future__ import annotations

import dataclasses
import functools
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curbcut import __version__
from curbcut.checks import site as site_checks
from curbcut.checks.evaluations import Evaluations, joined, without_repeats
from curbcut.checks.runner.loading import NOT_CHECKED
from curbcut.checks.runner.page_source import PageSource
from curbcut.checks.runner.shares import check_share
from curbcut.checks.runner.workers import Checked
from curbcut.content.sources.crawl import crawl
from curbcut.content.sources.folders import read_folder
from curbcut.content.sources.root import root_of
from curbcut.files import shown_path
from curbcut.model.finding import (
    CurbcutError,
    Environment,
    Evaluation,
    Finding,
    Outcome,
    Rule,
    RunResult,
)
from curbcut.model.page import Found, LeftOut
from curbcut.model.shards import Part
from curbcut.rules import all_rules
from curbcut.run import Options, Progress, Run
from curbcut.site.link_rules import BROKEN
from curbcut.triage.baseline import accept
from curbcut.triage.downgrade import downgrade_evaluations
from curbcut.triage.steps import TARGET_STEPS, Context, settle
from curbcut.web.access import Access
from curbcut.web.fetch import Fetcher, without_login
from curbcut.web.gateway import Gateway
from curbcut.web.origin import origin_of


@dataclass(frozen=True, slots=True)
class Target:
    """The pages to check, and what is known about their site.

    ``name`` is the folder, file or URL as given. ``exists`` tells whether the site has a file at a
    path; None if that cannot be known. ``redirects`` is the text of the file “_redirects”.
    ``answers`` is the folder in which the reviewers' answers are stored, if any. ``root`` is the
    folder that was detected as the site root of a single page, "" if none was.
    """

    name: str
    found: Found
    source: PageSource
    exists: Callable[[str], bool] | None = None
    redirects: str = ""
    answers: Path | None = None
    root: str = ""


@dataclass(frozen=True, slots=True)
class TargetResult:
    """The result for one target; findings that pages share are not merged yet.

    ``lines`` maps each source file to its lines. ``root`` is that of the target.
    """

    pages: tuple[str, ...]
    findings: tuple[Finding, ...]
    evaluations: Evaluations
    rules: tuple[Rule, ...]
    environment: Environment
    lines: Mapping[str, list[str]]
    stopped: bool
    part: Part | None = None
    root: str = ""


def check_targets(
    targets: Sequence[str], options: Options, progress: Progress = lambda words: None
) -> RunResult:
    """Check the pages of each target: a folder, a file or a URL.

    Pages that could not be checked are findings.

    Raises:
        CurbcutError: when a target is not a folder or file with pages, or not a URL that responds.
    """
    run = Run.of(options, progress)
    chosen = list(dict.fromkeys(targets))
    if run.shard and any(map(is_address, chosen)):
        raise CurbcutError(
            "--shard cannot be used with URLs: pages on the web may change between one shard and"
            " the next.",
            "Check the folder with these pages, or use --grid instead of --shard.",
        )
    results: list[TargetResult] = []
    never: list[LeftOut] = []
    for target in chosen:
        if results and results[-1].stopped:
            shown = without_login(target)[0] if is_address(target) else target
            never.append(LeftOut("", f"Curbcut did not check “{shown}”: it was stopped"))
            continue
        result = check_target(open_target(target, options, run), run)
        # Two folders may have pages with the same path.
        apart = len(chosen) > 1 and not is_address(target)
        results.append(_named(result, shown_path(Path(target))) if apart else result)
    findings = dict.fromkeys(finding for result in results for finding in result.findings)
    findings |= dict.fromkeys(_left_out(never)[0])
    together = Context(today=run.today, lines={}, first_party=False)
    environments = [result.environment for result in results if result.environment.states]
    rules = {rule.id: rule for rule in all_rules()}
    rules |= {rule.id: rule for result in results for rule in result.rules}
    environment = environments[-1] if environments else Environment(curbcut=__version__)
    cached = sum(one.cached for one in environments)
    return RunResult(
        environment=dataclasses.replace(environment, cached=cached),
        pages=tuple(dict.fromkeys(page for result in results for page in result.pages)),
        findings=accept(settle(findings, together, TARGET_STEPS), options.baseline),
        fail_on=options.fail_on,
        narrowed=run.only.words,
        evaluations=without_repeats(joined(*(result.evaluations for result in results))),
        rules=tuple(rules[key] for key in sorted(rules)),
        seconds=run.seconds,
        shard=run.result_of([result.part for result in results if result.part]),
        roots=tuple(dict.fromkeys(result.root for result in results if result.root)),
        answers_in=_answers_in(chosen, options),
    )


def _answers_in(chosen: Sequence[str], options: Options) -> str | None:
    """What ``RunResult.answers_in`` says of targets."""
    where = chosen[0]
    if len(chosen) > 1 or not (is_address(where) or Path(where).is_dir()):
        return None
    if options.answers is None:
        return None if is_address(where) else f"--in {shlex.quote(where)}"
    shown = without_login(where)[0] if is_address(where) else where
    return f"--in {shlex.quote(shown)} --answers {shlex.quote(str(options.answers))}"


def check_folder(folder: Path, run: Run) -> TargetResult:
    """Check the pages in a folder. Raises CurbcutError."""
    return check_target(_folder(folder), run)


def check_target(target: Target, run: Run) -> TargetResult:
    """Check the pages of one target, and the site that they make up. Raises CurbcutError."""
    found = target.found
    checked, part = Checked((), Evaluations(), (), Environment(curbcut=__version__)), None
    if found.pages:
        checked, part = check_share(target.name, target.source, run)
    facts = () if checked.stopped or run.only.of_pages else checked.facts
    known = {one.page for one in facts}
    pages = {page.path: page for page in found.pages}
    wrong, seen = site_checks.inspect(
        facts,
        today=run.today,
        files=target.exists,
        redirects=target.redirects,
        unknown=() if part or run.only.of_pages else [p for p in pages if p not in known],
    )
    left, untested = _left_out(found.left_out)
    looked_at = downgrade_evaluations(checked.evaluations, checked.rules)
    evaluations = joined(looked_at, seen, untested)
    context = Context(
        today=run.today,
        lines=found.lines,
        pages=pages,
        first_party=False,
        checked=part is None and not run.only,
        answers=target.answers,
        shown=shown_path(target.answers) if target.answers else "",
        evaluations=() if part else evaluations,
        strict=run.strict,
    )
    shared = [path for path in pages if run.shares(path)]
    return TargetResult(
        pages=tuple(dict.fromkeys((*shared, *(one.page for one in untested if one.page)))),
        findings=settle((*checked.findings, *wrong, *left), context),
        evaluations=evaluations,
        rules=checked.rules,
        environment=checked.environment,
        lines=found.lines,
        stopped=checked.stopped,
        part=part,
        root=target.root,
    )


def is_address(target: str) -> bool:
    """Whether a target is on the web."""
    return target.lower().startswith(("http://", "https://"))


def open_target(target: str, options: Options, run: Run) -> Target:
    """The pages of a folder, a file or an address. Raises CurbcutError."""
    if is_address(target):
        return _address(target, options, run)
    path = Path(target)
    if path.is_file():
        return _file(path)
    return dataclasses.replace(_folder(path), answers=options.answers or path)


def _folder(folder: Path) -> Target:
    """The pages in a folder."""
    found = read_folder(folder, shown_path(folder))
    return Target(
        str(folder),
        found,
        PageSource.folder(found.pages, folder),
        exists=functools.partial(_is_file, folder),
        redirects=_text(folder / "_redirects"),
        answers=folder,
    )


def _file(file: Path) -> Target:
    """A single page, served from the root of its site. Answers are stored only for folders."""
    root = root_of(file)
    found = read_folder(file, shown_path(file), root.folder)
    return Target(
        str(file),
        found,
        PageSource.folder(found.pages, root.folder, root.sends),
        exists=functools.partial(_is_file, root.folder),
        redirects=_text(root.folder / "_redirects") if root.found else "",
        root=shown_path(root.folder) if root.found else "",
    )


def _address(target: str, options: Options, run: Run) -> Target:
    """The pages that a crawl from a URL finds. Raises CurbcutError."""
    try:
        start, login = without_login(target.strip())
        origin = origin_of(start)
        gateway = Gateway([start])
    except ValueError as error:
        # The URL is not repeated: it may contain a password.
        raise CurbcutError(
            f"The URL to check is not valid: {error}.", "Write it as https://HOST/PATH."
        ) from None
    access = Access(origin, login, options.headers, options.cookies)
    with gateway:
        if options.login is not None:
            from curbcut.browser.login import log_in

            access = dataclasses.replace(
                access, cookies=(*access.cookies, *log_in(options.login, start, gateway.proxy))
            )
        fetch = Fetcher(gateway.proxy, access, pages=True)
        most = 0 if options.follow_links else 1
        found = crawl(start, fetch, run.progress, robots=options.robots, most=most)
    source = PageSource.web(found.pages, access, found.headers)
    return Target(target, found, source, answers=options.answers)


def _named(result: TargetResult, before: str) -> TargetResult:
    """The same result with ``before``, the target's name, prefixed to the path of each page."""

    def name(path: str) -> str:
        return f"{before}{path}" if path else path

    return dataclasses.replace(
        result,
        pages=tuple(map(name, result.pages)),
        findings=tuple(
            dataclasses.replace(one, page=name(one.page), also_on=tuple(map(name, one.also_on)))
            for one in result.findings
        ),
        evaluations=result.evaluations.renamed(name),
    )


def _left_out(left: Sequence[LeftOut]) -> tuple[list[Finding], list[Evaluation]]:
    """Findings and evaluations for pages that could not be fetched or read, and broken links."""
    findings: list[Finding] = []
    evaluations: list[Evaluation] = []
    for one in left:
        if one.missing:
            findings.append(Finding(BROKEN, one.reason, one.page, span=one.span, states=("site",)))
            continue
        findings.append(Finding(NOT_CHECKED, one.reason, one.page, Outcome.UNTESTED, span=one.span))
        evaluations.append(Evaluation(NOT_CHECKED.id, one.page, "site", Outcome.UNTESTED))
    return findings, evaluations


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
