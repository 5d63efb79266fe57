"""Checks of what all pages of a site say together.

Each is a module with RULES and ``run(whole)``, which yields Findings with their page: pure, from
the facts that the browser brought of each page (see model/facts.py). A set of pages that is
no site is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from curbcut.checks.site import addresses, assistance, dates, names, navigation, translations, ways
from curbcut.checks.site.whole import Whole, key, members_of
from curbcut.model.address import split_address
from curbcut.model.facts import PageFacts
from curbcut.model.finding import Evaluation, Finding, Outcome, Rule
from curbcut.model.page import Site

ALL = (navigation, assistance, ways, names, addresses, dates, translations)

RULES: tuple[Rule, ...] = tuple(rule for check in ALL for rule in check.RULES)


def inspect(
    facts: Sequence[PageFacts],
    *,
    today: dt.date,
    site: Site | None = None,
    files: Callable[[str], bool] | None = None,
    redirects: str = "",
    unknown: Sequence[str] = (),
) -> tuple[list[Finding], list[Evaluation]]:
    """Look at all pages together.

    Args:
        facts: what is known of each page.
        today: for reviews that are due.
        site: the site's model, if Curbcut built it.
        files: whether there is a file with a path such as "a/index.html".
        redirects: the text of the file “_redirects”.
        unknown: the pages of which no facts could be had.
    """
    everything = tuple(facts)
    own = site is not None
    members = everything if own else members_of(everything)
    if not members and not own:
        return [], []
    whole = Whole(
        members=members,
        everything=everything,
        own=own,
        site=site,
        exists=None if files is None else lambda path: _exists(path, files),
        redirects=_redirects(everything, redirects),
        today=today,
    )
    findings = [finding for check in ALL for finding in check.run(whole)]
    outcomes = {(finding.rule.id, finding.page): finding.outcome for finding in findings}
    evaluations = [
        Evaluation(rule.id, page.page, "site", outcomes.get((rule.id, page.page), Outcome.PASSED))
        for page in members
        for rule in RULES
    ]
    evaluations += (
        Evaluation(rule.id, page, "site", Outcome.UNTESTED) for page in unknown for rule in RULES
    )
    return findings, evaluations


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
