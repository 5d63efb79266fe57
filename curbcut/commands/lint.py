"""The checks that need no browser, for the whole site, single files, or a text."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from curbcut import __version__
from curbcut.commands.check_site import judged
from curbcut.commands.homes import files_by_site
from curbcut.commands.last_result import LastResult
from curbcut.files import shown_path
from curbcut.model.finding import Environment, RunResult
from curbcut.run import Options, Run


def lint(options: Options, files: Sequence[Path] = ()) -> RunResult:
    """Check the Markdown of the whole site, or of ``files``, each in the context of its site.

    Raises:
        CurbcutError: when one of ``files`` does not exist.
    """
    options = dataclasses.replace(options, check=False)
    if not files:
        return _lint_site(options)
    homes, alone = files_by_site(options, files)
    within = [_lint_within(options, inside, alone) for options, inside in homes]
    others = [lint_text(file.read_bytes(), options, shown_path(file)) for file in alone]
    return _together([*within, *others])


def _lint_site(options: Options) -> RunResult:
    run = Run.of(options)
    last = LastResult("lint", options, run)
    result = last.get()
    if result is None:
        from curbcut.stages import prepare

        result = judged(prepare(options, run), options, run)
        last.keep(result)
    return dataclasses.replace(result, seconds=run.seconds)


def lint_text(raw: bytes, options: Options, name: str = "<stdin>") -> RunResult:
    """Check the Markdown of one page without its site.

    Links to other pages cannot be checked then, which is reported as a finding.
    """
    from curbcut.checks import source as source_checks
    from curbcut.checks.lint import parse_one
    from curbcut.config import Config
    from curbcut.content.sources.discover import decode_page
    from curbcut.site.links import links_alone
    from curbcut.triage.baseline import accept
    from curbcut.triage.steps import Context, settle

    run = Run.of(options)
    source, problem = decode_page(raw, name)
    findings = [problem] if problem else []
    lines: dict[str, list[str]] = {}
    if source is not None:
        config = Config(options.source)
        language = config.site.language
        page, wrong, seen = parse_one(source, name, config, lambda code: {}, language, {})
        findings += [*wrong, *links_alone(page), *seen.findings]
        lines[name] = source.text.split("\n")
    return RunResult(
        environment=Environment(curbcut=__version__),
        pages=(name,),
        findings=accept(
            settle(findings, Context(today=run.today, lines=lines, checked=False)),
            options.baseline,
        ),
        fail_on=options.fail_on,
        rules=source_checks.RULES,
        seconds=run.seconds,
        checked=False,
    )


def _lint_within(options: Options, files: Mapping[str, Path], alone: list[Path]) -> RunResult:
    """Check ``files`` (path in the site to path as given) in the context of their site.

    Findings name the paths as given. Drafts are checked as if they were published. Files that are
    not part of the site are appended to ``alone``.
    """
    from curbcut.stages import prepare

    run = Run.of(options)
    prepared = prepare(options, run, pages=False, drafts=files.keys())
    result = judged(prepared, options, run)
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
    site = prepared.site
    everything = sorted((*site.pages, *(page.path for page, _ in site.generated)))
    return dataclasses.replace(result, pages=tuple(everything), findings=tuple(findings))


def _together(results: Sequence[RunResult]) -> RunResult:
    from curbcut.triage.merge import rank

    return dataclasses.replace(
        results[0],
        pages=tuple(page for result in results for page in result.pages),
        findings=tuple(sorted((f for r in results for f in r.findings), key=rank)),
        evaluations=tuple(entry for result in results for entry in result.evaluations),
        seconds=sum(result.seconds for result in results),
    )
