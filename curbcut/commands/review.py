"""Record what a person says about a finding that a machine could not decide."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from curbcut.commands.check_pages import check_folder
from curbcut.commands.check_site import judged
from curbcut.model.finding import CurbcutError, Finding, Outcome
from curbcut.run import Options, Progress, Run
from curbcut.stages import prepare
from curbcut.triage.repeats import alike
from curbcut.triage.reviews import record_review, refuse_words


def review(
    options: Options,
    fingerprint: str,
    *,
    outcome: str,
    by: str,
    note: str,
    folder: Path | None = None,
    progress: Progress = lambda words: None,
) -> str:
    """Record an answer about the site, or about the pages in ``folder``.

    Where the same is asked on several pages that Curbcut did not build, it is asked once, and
    answered for all of them.

    Returns:
        The entries as they were added to reviews.toml.

    Raises:
        CurbcutError: when no open question has that fingerprint, or what is said is no text.
    """
    refuse_words(by, note)
    run = Run.of(options, progress)
    found, lines = _of_folder(folder, run) if folder else _of_site(options, run)
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
            date=run.today,
            note=note,
            folder=folder or options.source,
            sources=lines,
        )
        for finding in (asked[0], *(one for one in same if alike(one, asked[0])))
    ]
    return "\n".join(entries)


def _of_site(options: Options, run: Run) -> tuple[tuple[Finding, ...], Mapping[str, list[str]]]:
    prepared = prepare(options, run, index=True)
    return judged(prepared, options, run).findings, prepared.lines


def _of_folder(folder: Path, run: Run) -> tuple[tuple[Finding, ...], Mapping[str, list[str]]]:
    """Each page's own findings: answers are kept page by page."""
    result = check_folder(folder, run)
    return result.findings, result.lines
