"""Pages that are hard to find: no link, or only one, leads to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from curbcut.checks.site.whole import Whole, inside, key
from curbcut.model import kinds
from curbcut.model.facts import PageFacts
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.words import pattern

ORPHAN = Rule(
    id="page-orphan",
    summary="No other page links to this one",
    why="Readers cannot find it unless they know its address.",
    fix="Link to it from where readers would look for it, or remove it.",
    criteria=("2.4.5",),
    severity=Severity.WARNING,
    question="Should this page be reachable only by its address?",
    how=(
        "All links of all pages are followed, through redirects. The home page and error pages"
        " are skipped. In a folder that Curbcut did not build it is a question, and only if most"
        " of its pages are one site."
    ),
    limits="Pages linked only from a search or another site.",
)
ONE_WAY = Rule(
    id="page-found-one-way",
    summary="There is only one way to reach a page",
    why=(
        "Some people find pages by search, some in a list of all pages, some by following links."
        " One way does not suit everyone."
    ),
    fix=(
        "Link to it from a second page where readers would look for it, or add a search or a"
        " list of all pages."
    ),
    criteria=("2.4.5",),
    question="Is there a second way to this page, such as a search or a list of all pages?",
    how=(
        "A site without a search and without a list of all pages, and a page that only one other"
        " page links to. In a folder that Curbcut did not build it is a question. Sites of fewer"
        " than five pages are skipped."
    ),
    limits="Steps of a process, which need no second way.",
    source="WCAG 2.2, 2.4.5; techniques G125, G126, G63, G64 and G161",
)
RULES = (ORPHAN, ONE_WAY)

_NO_GOAL = re.compile(r"(?:^|/)(?:40[0-9]|50[0-9]|error|offline|not-?found|google\w+)(?:\.\w+|/)?$")
_ALL_PAGES = re.compile(pattern("all_pages"), re.I)
FEW = 5


def run(whole: Whole) -> Iterator[Finding]:
    """Yield pages that are hard to find."""
    everything = whole.everything
    if len(whole.members) < 0.6 * len(everything) or not all(f.complete for f in everything):
        return
    leading = inbound(whole)
    reached = sum(key(facts.page) in leading for facts in everything)
    if not whole.own and reached * 2 < len(everything):
        return  # unrelated pages in a folder, not a site
    search = any(facts.search for facts in everything) or any(
        _ALL_PAGES.search(link.text) for facts in everything for link in facts.links
    )
    made = whole.site.generated if whole.site else ()
    apart = {key(page.path) for page, _ in made if page.kind is kinds.GALLERY}
    for facts in everything:
        path = key(facts.page)
        if path == home(everything) or _NO_GOAL.search(path) or facts.refresh or path in apart:
            continue
        from_where = leading.get(path, set())
        if not from_where:
            message = "No other page links to this one"
            yield whole.problem(ORPHAN, message, facts.page, sure=whole.own)
        elif len(from_where) == 1 and not search and len(everything) >= FEW:
            (only,) = from_where
            message = f"Only {only} links to this page, and there is no search or list of all pages"
            yield whole.problem(ONE_WAY, message, facts.page, sure=whole.own)


def home(everything: tuple[PageFacts, ...]) -> str:
    """The home page: the page above all others."""
    paths = [key(facts.page) for facts in everything]
    return "/" if "/" in paths else min(paths, key=lambda path: (path.count("/"), len(path)))


def inbound(whole: Whole) -> dict[str, set[str]]:
    """The other pages that link to each page, also through redirects."""
    found: dict[str, set[str]] = defaultdict(set)
    for facts in whole.everything:
        mine = key(facts.page)
        for link in facts.links:
            to = key(link.path)
            for _ in range(5):
                if to not in whole.redirects:
                    break
                to = whole.redirects[to]
            if inside(to) and to != mine:
                found[to].add(facts.page)
    return found
