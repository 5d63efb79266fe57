"""Record a person's answer to a question that automated checks cannot decide."""

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

    ``fingerprint`` may be shortened to its beginning; ``outcome`` is "passed" or "failed". A
    question that is the same on several pages of ``folder`` is answered for all of them.

    Returns:
        The entries as added to reviews.toml.

    Raises:
        CurbcutError: when no open question has that fingerprint, or ``by`` or ``note`` is not
            acceptable text.
    """
    refuse_words(by, note)
    run = Run.of(options, progress)
    found, lines = _of_folder(folder, run) if folder else _of_site(options, run)
    open_ones = [finding for finding in found if finding.outcome is Outcome.CANT_TELL]
    asked = [one for one in open_ones if one.fingerprint.startswith(fingerprint)]
    if not asked:
        raise CurbcutError(
            f"There is no open question “{fingerprint}”.",
            "“curbcut check” lists the open questions, each with the command that answers it.",
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
    """The findings of each page, not merged: answers are stored per page."""
    result = check_folder(folder, run)
    return result.findings, result.lines
