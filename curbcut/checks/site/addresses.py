"""Link targets: missing pages and anchors, and chains of redirects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from curbcut.checks.site.whole import Whole, key
from curbcut.model import kinds
from curbcut.model.address import split_address
from curbcut.model.facts import PageFacts, PageLink
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.site.link_rules import BROKEN

PLACE = Rule(
    id="link-place-missing",
    summary="A link leads to a missing place on another page",
    why="Readers arrive at the top of the page and have to search for what they wanted.",
    fix="Correct the part after the #, or give the place that id.",
    severity=Severity.WARNING,
    question="Does a script create “#{place}” on {path}?",
    how="The part of a link after the # is looked up among the ids of the page it leads to.",
    limits="Ids that a script creates later.",
    examples=(
        (
            (
                "<!-- chain.html -->\n"
                '<p><a href="brakes.html#pads">Change the brake pads</a></p>\n'
                "<!-- brakes.html -->\n"
                '<h2 id="brake-pads">Change the brake pads</h2>'
            ),
            (
                "<!-- chain.html -->\n"
                '<p><a href="brakes.html#brake-pads">Change the brake pads</a></p>\n'
                "<!-- brakes.html -->\n"
                '<h2 id="brake-pads">Change the brake pads</h2>'
            ),
        ),
    ),
)
CHAIN = Rule(
    id="redirect-chain",
    summary="A redirect leads to another redirect",
    why=(
        "Each step takes time on a slow connection, and some screen readers announce each of them."
    ),
    fix="Let the first redirect lead straight to the last page.",
    severity=Severity.WARNING,
    question="Does the chain of redirects end at a page?",
    how="Redirect pages (meta refresh) and the file “_redirects” are followed.",
    source="WCAG 2.2, technique H76 for redirects without a delay",
    examples_of="_redirects",
    examples=(
        (
            ("/oil.html /grease.html 301\n/grease.html /chain.html 301"),
            ("/oil.html /chain.html 301\n/grease.html /chain.html 301"),
        ),
    ),
)
CANONICAL = Rule(
    id="canonical-broken",
    summary="The page's canonical address is another page or none",
    why=(
        "Search engines show the other address. Readers who search land on the wrong page or on"
        " none."
    ),
    fix='Correct the address in link rel="canonical", or remove the link.',
    severity=Severity.WARNING,
    question="Is {path} the same page at another address?",
    how="The canonical address of a page is looked up among the pages.",
    limits="Addresses on another host name of the site are compared by path only.",
    examples=(
        (
            (
                "<!-- chain.html -->\n"
                '<link rel="canonical" href="https://example.com/brakes.html">\n'
                "<title>Oil the chain</title>"
            ),
            (
                "<!-- chain.html -->\n"
                '<link rel="canonical" href="https://example.com/chain.html">\n'
                "<title>Oil the chain</title>"
            ),
        ),
    ),
)
RULES = (BROKEN, PLACE, CHAIN, CANONICAL)


def run(whole: Whole) -> Iterator[Finding]:
    """Yield broken links and chains of redirects."""
    pages = {key(facts.page): facts for facts in whole.everything}
    yield from _missing(whole, pages)
    yield from _places(whole, pages)
    yield from _chains(whole, pages)
    yield from _canonicals(whole, pages)


def _missing(whole: Whole, pages: dict[str, PageFacts]) -> Iterator[Finding]:
    if whole.exists is None:
        return
    missing: dict[str, list[tuple[PageFacts, PageLink]]] = defaultdict(list)
    known: dict[str, bool] = {}
    for facts in whole.members:
        for link in facts.links:
            path = key(link.path)
            if not path.startswith("/") or path.startswith("//"):
                continue
            if path not in known:
                known[path] = path in pages or path in whole.redirects or whole.exists(path)
            if not known[path]:
                missing[path].append((facts, link))
    part = not whole.own and len(missing) > len(known) / 3
    for path, places in missing.items():
        facts, link = places[0]
        others = len({one.page for one, _ in places}) - 1
        more = f" (so do links on {others} more pages)" if others else ""
        message = f"“{link.text or path}” leads to {path}{more}, which does not exist"
        question = BROKEN.question.format(path=path)
        yield whole.problem(
            BROKEN, message, facts.page, link.target, sure=not part, question=question
        )


def _places(whole: Whole, pages: dict[str, PageFacts]) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for facts in whole.members:
        for link in facts.links:
            path, written = key(link.path), link.fragment.partition(":~:")[0]
            place = unquote(written)
            there = pages.get(path)
            if not place or there is None or path == key(facts.page) or (path, place) in told:
                continue
            if place in there.ids or written in there.ids or place.lower() == "top":
                continue
            if place.startswith(("!", "/")):
                continue
            told.add((path, place))
            message = f"“{link.text or place}” leads to “#{place}” on {path}, which does not exist"
            question = PLACE.question.format(place=place, path=path)
            yield whole.problem(PLACE, message, facts.page, link.target, question=question)


def _chains(whole: Whole, pages: dict[str, PageFacts]) -> Iterator[Finding]:
    for start, second in whole.redirects.items():
        third = whole.redirects.get(second)
        if third is None or second == start:
            continue
        page = pages[start].page if start in pages else ""
        circle = " and back" if third == start else ""
        message = f"{start} redirects to {second}, which redirects to {third}{circle}"
        yield whole.problem(CHAIN, message, page)


def _stands_in(whole: Whole, path: str) -> bool:
    """Whether a page has the text of another one, whose address it is right to give."""
    if whole.site is None:
        return False
    page = whole.site.pages.get(path)
    if page is not None:
        return bool(page.original)
    # A section as one document, to be printed, has the text of the pages of that section.
    return any(page.path == path and page.kind is kinds.PRINT for page, _ in whole.site.generated)


def _canonicals(whole: Whole, pages: dict[str, PageFacts]) -> Iterator[Finding]:
    for facts in whole.members:
        if not facts.canonical or _stands_in(whole, facts.page):
            continue
        elsewhere = not facts.canonical.startswith("/")
        path = key(split_address(facts.canonical).path or "/")
        mine = key(facts.page)
        # The site may be below a path there: only the end must be the same.
        if path == mine or (elsewhere and path.endswith(mine)):
            continue
        other = pages.get(path)
        question = CANONICAL.question.format(path=path)
        if other is not None and other.title != facts.title:
            message = f"The page gives {path} as its canonical address, which is another page"
            yield whole.problem(CANONICAL, message, facts.page, sure=False, question=question)
        elif other is None and not elsewhere and whole.exists and not whole.exists(path):
            message = f"The page gives {path} as its address, which does not exist"
            yield whole.problem(CANONICAL, message, facts.page)
