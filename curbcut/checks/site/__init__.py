"""Checks of all pages of a site together.

Each is a module with RULES and a pure ``run(whole)``, which yields Findings with their page, from
the facts that the browser collected about each page (see model/facts.py). Rules about a set of
pages apply only to pages that are one site; broken links, anchors, titles and redirects are checked
on all pages.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from curbcut.checks.site import addresses, compared, dates, names, navigation, translations
from curbcut.checks.site import consistent_help as assistance
from curbcut.checks.site import multiple_ways as ways
from curbcut.checks.site.whole import Whole, key, members_of
from curbcut.model.address import split_address
from curbcut.model.facts import PageFacts
from curbcut.model.finding import Evaluation, Finding, Outcome, Rule
from curbcut.model.page import Site

OF_A_SET = (navigation, assistance, ways)
"""WCAG's rules about a set of pages: only for pages that share navigation (whole.members_of)."""
OF_ALL = (names, addresses, dates, translations)
"""Rules that apply whether or not the pages are one site."""

RULES: tuple[Rule, ...] = tuple(
    rule for check in (*OF_A_SET, *OF_ALL, compared) for rule in check.RULES
)
_OF_A_SET = tuple(rule for check in OF_A_SET for rule in check.RULES)


def inspect(
    facts: Sequence[PageFacts],
    *,
    today: dt.date,
    site: Site | None = None,
    files: Callable[[str], bool] | None = None,
    redirects: str = "",
    unknown: Sequence[str] = (),
) -> tuple[list[Finding], list[Evaluation]]:
    """Check all pages together.

    Args:
        facts: the facts about each page.
        today: decides which reviews are overdue.
        site: the site's model, if Curbcut built it.
        files: returns whether a file exists, by a path such as "a/index.html".
        redirects: the text of the file “_redirects”.
        unknown: the pages about which there are no facts.
    """
    everything = tuple(facts)
    own = site is not None
    if not everything and not own:
        return [], _unknown(unknown)
    whole = Whole(
        members=everything,
        everything=everything,
        own=own,
        site=site,
        exists=None if files is None else lambda path: _exists(path, files),
        redirects=_redirects(everything, redirects),
        today=today,
    )
    related = whole if own else dataclasses.replace(whole, members=members_of(everything))
    findings = [finding for check in OF_A_SET for finding in check.run(related)]
    findings += (finding for check in OF_ALL for finding in check.run(whole))
    findings += compared.run(related, _OF_A_SET)
    return findings, [*_evaluations(related, findings), *_unknown(unknown)]


def _evaluations(related: Whole, findings: Sequence[Finding]) -> Iterator[Evaluation]:
    """The outcome of each rule on each page.

    What was not asked of pages that are no set is untested, and of a page that is alone
    inapplicable: there is nothing that it could be consistent with.
    """
    outcomes = {(finding.rule.id, finding.page): finding.outcome for finding in findings}
    members = {facts.page for facts in related.members}
    alone = len(related.everything) == 1
    skipped = Outcome.INAPPLICABLE if alone else Outcome.UNTESTED
    for facts in related.everything:
        for rule in RULES:
            asked = facts.page in members or rule not in _OF_A_SET
            usual = Outcome.PASSED if asked else skipped
            yield Evaluation(
                rule.id, facts.page, "site", outcomes.get((rule.id, facts.page), usual)
            )


def _unknown(pages: Sequence[str]) -> list[Evaluation]:
    """The outcomes on pages of which no facts could be had."""
    return [Evaluation(rule.id, page, "site", Outcome.UNTESTED) for page in pages for rule in RULES]


def _exists(path: str, files: Callable[[str], bool]) -> bool:
    name = path.lstrip("/")
    if name == "" or name.endswith("/"):
        return any(files(f"{name}index{end}") for end in (".html", ".htm", ".xhtml"))
    return any(files(f"{name}{end}") for end in ("", ".html", "/index.html"))


def _redirects(everything: Sequence[PageFacts], text: str) -> Mapping[str, str]:
    found = {key(f.page): key(f.refresh) for f in everything if f.refresh}
    for line in text.split("\n"):
        parts = line.split("#", 1)[0].split()
        if len(parts) >= 2 and "*" not in line and ":" not in parts[0]:
            address = split_address(parts[1])
            found.setdefault(key(parts[0]), key(address.path) if not address.netloc else parts[1])
    return {start: end for start, end in found.items() if start != end}
