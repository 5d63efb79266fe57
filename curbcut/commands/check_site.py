"""Check the site: everything that ``build`` does except publishing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from curbcut.commands.last_result import LastResult
from curbcut.files import shown_path
from curbcut.model.finding import RunResult
from curbcut.run import Options, Progress, Run

if TYPE_CHECKING:
    from curbcut.stages import Prepared


def check_site(options: Options, progress: Progress = lambda words: None) -> RunResult:
    """Load, render and check the site.

    Raises:
        CurbcutError: when the check could not run, for example without a browser.
    """
    run = Run.of(options, progress)
    last = LastResult("check", options, run)
    result = last.get()
    if result is None:
        # Slow to import, and not needed if nothing has changed.
        from curbcut.stages import prepare

        result = judged(prepare(options, run, index=True), options, run)
        last.keep(result)
    return dataclasses.replace(result, seconds=run.seconds)


def judged(prepared: Prepared, options: Options, run: Run) -> RunResult:
    """Check a prepared site, and pass its findings through triage."""
    from curbcut.checks.evaluations import joined
    from curbcut.stages import inspect
    from curbcut.triage.baseline import accept
    from curbcut.triage.steps import Context, settle

    seen = inspect(prepared, options, run)
    pages = {page.path: page for page in prepared.rendered.pages}
    evaluations = joined(prepared.evaluations, seen.evaluations)
    context = Context(
        today=run.today,
        lines=prepared.lines,
        pages=pages,
        answers=options.source,
        shown=shown_path(options.source),
        # A shard's evaluations say nothing about the other pages.
        evaluations=evaluations if run.shard is None else prepared.evaluations,
        checked=options.check and run.shard is None and not run.only,
    )
    rules = {rule.id: rule for rule in seen.rules}
    return RunResult(
        environment=seen.environment,
        pages=tuple(path for path in pages if run.shares(path)),
        findings=accept(settle((*prepared.findings, *seen.findings), context), options.baseline),
        evaluations=evaluations,
        rules=tuple(rules[key] for key in sorted(rules)),
        seconds=run.seconds,
        checked=options.check,
        fail_on=options.fail_on,
        narrowed=run.only.words,
        shard=run.result_of([seen.part] if seen.part else ()),
    )
