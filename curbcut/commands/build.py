"""Build the site: load, render, check, publish."""

from __future__ import annotations

import dataclasses

from curbcut import stages
from curbcut.commands.check_site import judged
from curbcut.content.sources.discover import shown_path
from curbcut.model.finding import RunResult
from curbcut.publish.ledger import save
from curbcut.publish.staging import guard_output
from curbcut.render.theming.theme import templates_folder
from curbcut.run import Options, Progress, Run
from curbcut.site.addresses import FILE as ADDRESSES
from curbcut.site.addresses import addresses_of


def build(options: Options, progress: Progress = lambda words: None) -> RunResult:
    """Build, check and publish the site; with findings that block, nothing is published.

    Raises:
        CurbcutError: when the work could not be done at all.
    """
    run = Run.of(options, progress)
    guard_output(options.out, options.source, templates_folder(options.templates))
    progress("Reading the pages")
    prepared = stages.prepare(options, run, index=True)
    result = judged(prepared, options, run)
    if result.blocking:
        kept = "is unchanged" if options.out.exists() else "was not written"
        message = f"Not published; “{shown_path(options.out)}” {kept}."
    else:
        progress("Publishing")
        # Only a build that was checked records: one without a check is for looking at, and a copy
        # for offline use is no publication.
        recording = options.check and not options.offline
        number, recorded = stages.publish(
            prepared, options.out, lambda: _record(prepared, options) if recording else ""
        )
        message = f"Published: {number} files in “{shown_path(options.out)}”.{recorded}"
    return dataclasses.replace(result, published=message, seconds=run.seconds)


def _record(prepared: stages.Prepared, options: Options) -> str:
    """Add what is published for the first time to the ledger, and say so."""
    new = save(options.source, addresses_of(prepared.site))
    if not new:
        return ""
    number = "1 address" if len(new) == 1 else f"{len(new)} addresses"
    file = f"{shown_path(options.source)}/{ADDRESSES}"
    return f" {number} published for the first time, added to “{file}”: commit it."
