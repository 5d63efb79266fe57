"""Check the site: all that ``build`` does but the publishing."""

from __future__ import annotations

from curbcut.checks.evaluations import joined
from curbcut.content.sources.discover import shown_path
from curbcut.model.finding import RunResult
from curbcut.run import Options, Progress, Run
from curbcut.stages import Prepared, inspect, prepare
from curbcut.triage.steps import Context, settle


def check_site(options: Options, progress: Progress = lambda words: None) -> RunResult:
    """Load, render and check the site.

    Raises:
        CurbcutError: when the work could not be done at all.
    """
    run = Run.of(options, progress)
    return judged(prepare(options, run, index=True), options, run)


def judged(prepared: Prepared, options: Options, run: Run) -> RunResult:
    """The result of a site that is prepared: inspected, and its findings settled."""
    seen = inspect(prepared, options, run)
    pages = {page.path: page for page in prepared.rendered.pages}
    evaluations = joined(prepared.evaluations, seen.evaluations)
    context = Context(
        today=run.today,
        lines=prepared.lines,
        pages=pages,
        answers=options.source,
        shown=shown_path(options.source),
        evaluations=evaluations,
        checked=options.check,
    )
    rules = {rule.id: rule for rule in seen.rules}
    return RunResult(
        environment=seen.environment,
        pages=tuple(pages),
        findings=settle((*prepared.findings, *seen.findings), context),
        evaluations=evaluations,
        rules=tuple(rules[key] for key in sorted(rules)),
        seconds=run.seconds,
        checked=options.check,
    )
