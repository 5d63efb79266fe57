"""Report pages that were not compared with one another, and so which rules were not tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curbcut.checks.site.whole import FEWEST, Whole
from curbcut.model.finding import Finding, Rule, Severity

NOT_COMPARED = Rule(
    id="pages-not-compared",
    summary="Pages were not compared with one another",
    why=(
        "Consistent navigation, consistent help and multiple ways apply to a set of pages. They"
        " have not been checked here, which does not mean that they are right."
    ),
    fix=(
        "If the pages are one site, give all of them the same navigation in a nav, header or"
        " footer element. If they are not, do nothing."
    ),
    severity=Severity.SUGGESTION,
    how="Pages that link to at least two of the same pages from their navigation, header, footer or"
    f" aside count as one site, if there are {FEWEST} or more. Links, anchors, redirects and"
    " titles are checked on all pages, whether they are a site or not. Single pages and redirect"
    " pages are skipped.",
    limits="Sites without any navigation in common.",
)
RULES = (NOT_COMPARED,)


def run(whole: Whole, skipped: Sequence[Rule]) -> Iterator[Finding]:
    """Yield one finding for all pages outside the site; ``skipped`` was not tested there."""
    members = {facts.page for facts in whole.members}
    apart = [facts for facts in whole.everything if facts.page not in members and not facts.refresh]
    if not apart or len(whole.everything) < 2:
        return
    shown = ", ".join(facts.page for facts in apart[:3]) + (", …" if len(apart) > 3 else "")
    number = "1 page shares" if len(apart) == 1 else f"{len(apart)} pages share"
    names = ", ".join(rule.id for rule in skipped)
    message = (
        f"{number} no navigation with other pages ({shown}), so these were not compared: {names}"
    )
    yield whole.problem(NOT_COMPARED, message, apart[0].page)
