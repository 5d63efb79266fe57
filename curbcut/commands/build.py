"""Build the site: load, render, check, publish."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from curbcut.commands.last_result import LastResult
from curbcut.files import shown_path
from curbcut.model.finding import RunResult
from curbcut.publish.staging import guard_output, untouched
from curbcut.render.theming.folders import templates_folder
from curbcut.run import Options, Progress, Run

if TYPE_CHECKING:
    from curbcut.stages import Prepared


def build(options: Options, progress: Progress = lambda words: None) -> RunResult:
    """Build, check and publish the site; findings that block prevent publishing.

    Raises:
        CurbcutError: when the build or the check could not run, or the output cannot be written.
    """
    run = Run.of(options, progress)
    guard_output(options.out, options.source, templates_folder(options.templates))
    progress("Reading the pages")
    last = LastResult("build", options, run)
    result = last.get()
    if result is not None and (result.blocking or untouched(options.out)):
        published = f"{result.published} Nothing has changed since the last build."
        if result.blocking:
            published = _not_published(options)
    else:
        result, published = _built(options, run, last)
    return dataclasses.replace(result, published=published, seconds=run.seconds)


def _built(options: Options, run: Run, last: LastResult) -> tuple[RunResult, str]:
    """The result of a build, and the sentence that says whether the site was published."""
    # Slow to import, and not needed if nothing has changed.
    from curbcut import stages
    from curbcut.commands.check_site import judged

    prepared = stages.prepare(options, run, index=True)
    result = judged(prepared, options, run)
    if result.blocking:
        last.keep(result)
        return result, _not_published(options)
    run.progress("Publishing")
    # Only a checked build is recorded: one with --no-check is a preview, and an offline copy is
    # not a publication.
    recording = options.check and not options.offline
    number, recorded = stages.publish(
        prepared, options.out, lambda: _record(prepared, options) if recording else ""
    )
    published = f"Published: {number} files in “{shown_path(options.out)}”."
    last.keep(dataclasses.replace(result, published=published))
    return result, published + recorded


def _not_published(options: Options) -> str:
    kept = "is unchanged" if options.out.exists() else "was not written"
    return f"Not published; “{shown_path(options.out)}” {kept}."


def _record(prepared: Prepared, options: Options) -> str:
    """Add URLs that are published for the first time to the ledger; return a sentence about it."""
    from curbcut.publish.ledger import save
    from curbcut.site.addresses import FILE, addresses_of

    new = save(options.source, addresses_of(prepared.site))
    if not new:
        return ""
    number = "1 address" if len(new) == 1 else f"{len(new)} addresses"
    file = f"{shown_path(options.source)}/{FILE}"
    return f" {number} published for the first time, added to “{file}”: commit it."
