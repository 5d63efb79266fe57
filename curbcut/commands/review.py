"""Record what people decide: answers to open questions, and findings accepted for some time."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from curbcut.commands.check_pages import check_target, is_address, open_target
from curbcut.commands.check_site import judged
from curbcut.model.finding import CurbcutError, Finding, Outcome
from curbcut.run import Options, Progress, Run
from curbcut.stages import prepare
from curbcut.triage.repeats import alike
from curbcut.triage.reviews import FILE as REVIEWS
from curbcut.triage.reviews import record_review, refuse_words
from curbcut.triage.suppressions import FILE as SUPPRESSIONS
from curbcut.triage.suppressions import record_suppression

_SHORTEST = 4
"""Characters of a fingerprint that are enough to name one."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was added to which file."""

    file: Path
    entries: str


def waiting(
    options: Options, where: str = "", progress: Progress = lambda words: None
) -> tuple[Finding, ...]:
    """The open questions about the site or, with ``where``, about a folder or an address.

    Raises:
        CurbcutError: when the check cannot run.
    """
    found, _ = _findings(options, where, Run.of(options, progress))
    return tuple(filter(_is_open, found))


def review(
    options: Options,
    fingerprints: Sequence[str],
    *,
    outcome: str,
    by: str,
    note: str,
    where: str = "",
    progress: Progress = lambda words: None,
) -> Recorded:
    """Record the same answer to questions about the site or, with ``where``, a folder or address.

    ``fingerprints`` may be shortened to their beginnings; ``outcome`` is "passed" or "failed". A
    question that is the same on several pages of a folder is answered for all of them.

    Raises:
        CurbcutError: when no open question has such a fingerprint, when ``by`` or ``note`` is not
            acceptable text, or when there is no place for answers. Nothing is recorded then.
    """
    refuse_words(by, note)
    folder = _answers_in(options, where)
    run = Run.of(options, progress)
    found, lines = _findings(options, where, run)
    asked = [one for one in found if _is_open(one)]
    entries = [
        record_review(
            one, outcome=outcome, by=by, date=run.today, note=note, folder=folder, sources=lines
        )
        for one in _with_alike(_named(fingerprints, asked, "open question"), asked, where)
    ]
    return Recorded(folder / REVIEWS, "\n".join(entries))


def suppress(
    options: Options,
    names: Sequence[str],
    *,
    reason: str,
    owner: str,
    expires: dt.date,
    where: str = "",
    progress: Progress = lambda words: None,
) -> Recorded:
    """Accept findings until the day ``expires``; ``names`` are fingerprints or ids of rules.

    Raises:
        CurbcutError: when nothing is found that has such a name, when the day is over, or when
            there is no place for suppressions. Nothing is recorded then.
    """
    refuse_words(owner, reason, "--owner", "--reason")
    folder = _answers_in(options, where)
    run = Run.of(options, progress)
    if expires < run.today:
        raise CurbcutError(
            f"{expires} is over.", "Give --until a day by which it will have been put right."
        )
    found, _ = _findings(options, where, run)
    there = [
        one
        for one in found
        if one.fingerprint and not one.suppressed and one.outcome is not Outcome.UNTESTED
    ]
    covered: dict[str, list[str]] = {}
    for one in _with_alike(_named(names, there, "finding"), there, where):
        covered.setdefault(one.rule.id, []).append(one.fingerprint)
    entries = [
        record_suppression(
            rule, fingerprints, reason=reason, owner=owner, expires=expires, folder=folder
        )
        for rule, fingerprints in covered.items()
    ]
    return Recorded(folder / SUPPRESSIONS, "\n".join(entries))


def _is_open(finding: Finding) -> bool:
    return finding.outcome is Outcome.CANT_TELL and not finding.suppressed


def _answers_in(options: Options, where: str) -> Path:
    """The folder that decisions about the site, a folder or an address are stored in."""
    if options.answers is not None:
        return options.answers
    if is_address(where):
        raise CurbcutError(
            "Answers about an address need a folder to be stored in.",
            "Add --answers DIR, here and to “curbcut check”.",
        )
    return Path(where) if where else options.source


def _findings(
    options: Options, where: str, run: Run
) -> tuple[tuple[Finding, ...], Mapping[str, list[str]]]:
    """The findings, of a folder or address those of each page: answers are stored per page."""
    if not where:
        prepared = prepare(options, run, index=True)
        return judged(prepared, options, run).findings, prepared.lines
    result = check_target(open_target(where, options, run), run)
    return result.findings, result.lines


def _named(names: Sequence[str], found: Sequence[Finding], what: str) -> list[Finding]:
    """The findings that are named by the beginning of a fingerprint or by the id of a rule.

    Raises:
        CurbcutError: when a name fits none.
    """
    wanted: dict[int, Finding] = {}
    for name in names:
        fits = [one for one in found if _is_named(one, name)]
        if not fits:
            raise _unknown(name, found, what)
        if fits[0].rule.id != name:
            # Equal links on a page have the same fingerprint, and so the same answer.
            fits = [one for one in fits if one.fingerprint == fits[0].fingerprint]
        wanted |= {id(one): one for one in fits}
    return list(wanted.values())


def _is_named(finding: Finding, name: str) -> bool:
    long_enough = len(name) >= _SHORTEST
    return finding.rule.id == name or (long_enough and finding.fingerprint.startswith(name))


def _unknown(name: str, found: Sequence[Finding], what: str) -> CurbcutError:
    known = dict.fromkeys((*(one.rule.id for one in found), *(one.fingerprint for one in found)))
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
    hint = f"Did you mean “{near[0]}”? " if near else ""
    lists = (
        "“curbcut review” lists the open questions."
        if what == "open question"
        else "“curbcut check” says what it finds, and json reports have the fingerprints."
    )
    return CurbcutError(f"There is no {what} “{name}”.", f"{hint}{lists}")


def _with_alike(
    chosen: Iterable[Finding], found: Sequence[Finding], where: str
) -> Iterator[Finding]:
    """The findings, each followed by the same ones of other pages in a folder."""
    done: set[int] = set()
    for one in chosen:
        same = [other for other in found if where and other.page != one.page and alike(other, one)]
        for each in chain.from_iterable((each, *each.alike) for each in (one, *same)):
            if id(each) not in done:
                done.add(id(each))
                yield each
