"""Figures and texts that all reports share."""

from __future__ import annotations

import re
from typing import Any

from curbcut.characters import printable
from curbcut.model.finding import IN_BASELINE, Finding, Outcome, RunResult, Severity


def summarise(result: RunResult) -> dict[str, Any]:
    """Counts of pages, states and findings; ``seconds`` is how long the run took."""

    def count(outcome: Outcome) -> int:
        return sum(
            finding.outcome is outcome and not finding.suppressed for finding in result.findings
        )

    return {
        "pages": len(result.pages),
        "states": len(result.environment.states),
        "passed": sum(e.outcome is Outcome.PASSED for e in result.evaluations),
        "failed": count(Outcome.FAILED),
        "cant_tell": count(Outcome.CANT_TELL),
        "untested": count(Outcome.UNTESTED),
        "blocking": len(result.blocking),
        "suppressed": sum(bool(finding.suppressed) for finding in result.findings),
        "checked": result.checked,
        "published": result.published,
        "seconds": round(result.seconds, 2),
    }


def unchecked(result: RunResult) -> frozenset[str]:
    """The pages that could not be checked, or not completely."""
    found = (f for f in result.findings if f.rule.id == "page-not-checked")
    return frozenset(page for finding in found for page in (finding.page, *finding.also_on))


_BRACES = re.compile(r"[“\"]?\{\w+\}[”\"]?")


def one_line(text: str) -> str:
    """Text without line feeds."""
    return printable(text).replace("\n", "\ufffd")


def shown_excerpt(finding: Finding, most: int) -> tuple[str, int]:
    """The source line of a finding, and the column of the finding in it, from 1.

    Of a line of more than ``most`` characters, it is the part around that column.
    """
    text, column = finding.excerpt, finding.span.column if finding.span else 1
    if len(text) <= most:
        return text, column
    start = max(0, min(column - 20, len(text) - most))
    before = "…" if start else ""
    return f"{before}{text[start : start + most]}…", column - start + len(before)


def word_for(finding: Finding) -> str:
    """The word for a finding in reports: error, warning, suggestion, to review, or not checked."""
    if finding.outcome is Outcome.UNTESTED:
        return "not checked"
    if finding.outcome is Outcome.CANT_TELL:
        return "to review"
    if finding.rule.severity is Severity.ERROR:
        return "error"
    return "warning" if finding.rule.severity is Severity.WARNING else "suggestion"


def fix_of(finding: Finding) -> str:
    """What to do about a finding: what to type there, if that is known, else what the rule says."""
    return finding.fix or finding.rule.fix


def message_of(finding: Finding) -> str:
    """What is wrong, and how many more there are of it on the page."""
    if not finding.alike:
        return finding.message
    return f"{finding.message} (and {len(finding.alike)} more like it on this page)"


def question_of(finding: Finding) -> str:
    """The question for the reviewer about a finding that a machine could not decide."""
    if finding.outcome is not Outcome.CANT_TELL:
        return ""
    return finding.question or _BRACES.sub("it", finding.rule.question)


def review_command(finding: Finding, answers_in: str | None) -> str:
    """The command that records an answer, or "" if answers cannot be recorded."""
    if finding.outcome is not Outcome.CANT_TELL or not finding.fingerprint or answers_in is None:
        return ""
    place = f" {one_line(answers_in)}" if answers_in else ""
    return f"curbcut review {finding.fingerprint} passed (or failed) --by NAME{place}"


def pages_of(finding: Finding) -> str:
    """The pages of a finding as text: the page, or the number of pages and the first three."""
    pages = [page for page in (finding.page, *finding.also_on) if page]
    if len(pages) < 2:
        return f"page {pages[0]}" if pages else ""
    if len(pages) <= _SHOWN + 1:
        return f"on {len(pages)} pages: {', '.join(pages[:-1])} and {pages[-1]}"
    return f"on {len(pages)} pages: {', '.join(pages[:_SHOWN])} and {len(pages) - _SHOWN} more"


_SHOWN = 3


def is_listed(finding: Finding) -> bool:
    """Whether a finding that does not count has a line all the same; a baseline may be long."""
    return bool(finding.suppressed) and finding.suppressed != IN_BASELINE


def suppressed_line(finding: Finding) -> str:
    """A finding that somebody answered or accepted, in one line, with who did and until when."""
    place = str(finding.span) if finding.span else (finding.page or "the site")
    state = "answered" if finding.suppressed.startswith("answered") else "suppressed"
    words = finding.suppressed.removeprefix("answered ")
    return one_line(f"{place}: {state}: {finding.message} ({words}; rule {finding.rule.id})")


def closing(result: RunResult) -> list[str]:
    """The last sentences of a report: what was checked, what was found, what was published."""
    words: dict[str, int] = {}
    for finding in result.findings:
        if not finding.suppressed:
            words[word_for(finding)] = words.get(word_for(finding), 0) + 1
    found = ", ".join(plural(words[word], word) for word in _ORDER if word in words)
    several = sum(bool(one.also_on) and not one.suppressed for one in result.findings)
    if several:
        found += f"; {several} of these on more than one page"
    pages, states = len(result.pages), len(result.environment.states)
    looked = plural(pages, "page")
    left = len(unchecked(result).intersection(result.pages))
    if states:
        looked += f", {pages - left} of them" if left else ""
        looked += f" checked in {plural(states, 'state')}"
        looked += f" ({', '.join(result.environment.states)})"
    elif not result.checked:
        looked += ", not checked in a browser"
    sentences = [f"{looked}, {result.seconds:.1f} seconds.", *_means(result)]
    if result.narrowed:
        sentences.append(f"This is a part of the result: {'; '.join(result.narrowed)}.")
    sentences.append(f"{found or 'No findings'}.")
    before = sum(finding.suppressed == IN_BASELINE for finding in result.findings)
    if before:
        verb = "is" if before == 1 else "are"
        sentences.append(f"{plural(before, 'finding')} {verb} in the baseline and did not count.")
    number = sum(bool(finding.suppressed) for finding in result.findings) - before
    if number:
        counted = plural(number, "finding")
        sentences.append(f"Not counted, because suppressed or answered: {counted}.")
    if result.published:
        sentences.append(result.published)
    return [one_line(sentence) for sentence in sentences]


def _means(result: RunResult) -> list[str]:
    """What was used: results and proofs of earlier runs, the root of a site, axe-core."""
    sentences: list[str] = []
    if cached := result.environment.cached:
        verb = "has" if cached == 1 else "have"
        sentences.append(
            f"{plural(cached, 'page')} {verb} not changed, nor has anything that they depend on:"
            " their results are cached (--no-cache checks them anew)."
        )
    if proof := result.environment.proof:
        sentences.append(f"That the check sees known problems was proved at {proof}.")
    sentences += [f"“{root}” was taken as the root of the site." for root in result.roots]
    if axe := result.environment.axe:
        source = result.environment.axe_source
        where = "" if source == "bundled" else f" ({source})"
        sentences.append(f"Checked with axe-core {axe}{where} in {result.environment.browser}.")
    return sentences


_ORDER = ("error", "not checked", "warning", "suggestion", "to review")


def plural(number: int, word: str) -> str:
    """A number and its noun: "1 page", "3 pages"; words that are not nouns have no plural."""
    if word in ("to review", "not checked"):
        return f"{number} {word}"
    return f"{number} {word}" + ("" if number == 1 else "s")
