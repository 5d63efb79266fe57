"""Titles and main headings that several pages share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from curbcut.checks.site.whole import FEWEST, Whole
from curbcut.model.facts import PageFacts
from curbcut.model.finding import Finding, Rule, Severity

TITLE = Rule(
    id="title-repeated",
    summary="Several pages have the same title",
    why="The title is all people have to tell tabs, bookmarks and search results apart.",
    fix="Start each title with the subject of its own page, then the site.",
    criteria=("2.4.2",),
    question="Does “{title}” say what each of these pages is about?",
    how=(
        "The titles of all pages are compared. It fails where three or more pages share one and"
        " their main headings all differ."
    ),
    source="WCAG 2.2, 2.4.2; technique G88",
    examples=(
        (
            (
                "<!-- chain.html -->\n"
                "<title>Bicycle care</title>\n"
                "<h1>Oil the chain</h1>\n"
                "<!-- brakes.html -->\n"
                "<title>Bicycle care</title>\n"
                "<h1>Adjust the brakes</h1>"
            ),
            (
                "<!-- chain.html -->\n"
                "<title>Oil the chain – Bicycle care</title>\n"
                "<h1>Oil the chain</h1>\n"
                "<!-- brakes.html -->\n"
                "<title>Adjust the brakes – Bicycle care</title>\n"
                "<h1>Adjust the brakes</h1>"
            ),
        ),
    ),
)
HEADING = Rule(
    id="main-heading-repeated",
    summary="Several pages have the same main heading",
    why=(
        "Screen reader users hear the main heading first, and cannot tell which page they are on."
    ),
    fix="Let each main heading name the subject of its own page.",
    criteria=("2.4.6",),
    severity=Severity.WARNING,
    question="Does “{heading}” say what each of these pages is about?",
    how="The top-level headings of all pages that have one are compared.",
    limits="Pages in other languages. The name of the site as a heading is a question too.",
    source="WCAG 2.2, 2.4.6; technique G130",
    examples=(
        (
            (
                "<!-- chain.html -->\n"
                "<title>Oil the chain – Bicycle care</title>\n"
                "<h1>Bicycle care</h1>\n"
                "<!-- brakes.html -->\n"
                "<title>Adjust the brakes – Bicycle care</title>\n"
                "<h1>Bicycle care</h1>"
            ),
            (
                "<!-- chain.html -->\n"
                "<title>Oil the chain – Bicycle care</title>\n"
                "<h1>Oil the chain</h1>\n"
                "<!-- brakes.html -->\n"
                "<title>Adjust the brakes – Bicycle care</title>\n"
                "<h1>Adjust the brakes</h1>"
            ),
        ),
    ),
)
RULES = (TITLE, HEADING)


def run(whole: Whole) -> Iterator[Finding]:
    """Yield titles and main headings that several pages share."""
    titles: dict[tuple[str, str], list[PageFacts]] = defaultdict(list)
    headings: dict[tuple[str, str], list[PageFacts]] = defaultdict(list)
    for facts in whole.members:
        if facts.title and not facts.refresh and not facts.frames:
            titles[facts.lang, facts.title.casefold()].append(facts)
        if len(facts.headings) == 1 and facts.headings[0].text:
            headings[facts.lang, facts.headings[0].text.casefold()].append(facts)
    told: set[str] = set()
    for pages in titles.values():
        if len(pages) < 2 or _said(whole, pages):
            continue
        told |= {facts.page for facts in pages}
        title = pages[0].title
        names = {tuple(heading.text for heading in facts.headings) for facts in pages}
        sure = len(pages) >= FEWEST and len(names) == len(pages)
        message = f"“{title}” is the title of {len(pages)} pages, such as {pages[0].page}"
        question = TITLE.question.format(title=title)
        yield whole.problem(TITLE, message, pages[1].page, sure=sure, question=question)
    for same in headings.values():
        pages = [facts for facts in same if facts.page not in told]
        if len(pages) >= 2 and not _said(whole, pages):
            heading = pages[1].headings[0]
            message = (
                f"“{heading.text}” is the main heading of {len(pages)} pages, such as"
                f" {pages[0].page}"
            )
            question = HEADING.question.format(heading=heading.text)
            yield whole.problem(
                HEADING, message, pages[1].page, heading.target, sure=False, question=question
            )


def _said(whole: Whole, pages: list[PageFacts]) -> bool:
    """Whether the front matter has the same title, which is reported at its line."""
    if whole.site is None:
        return False
    known = [
        whole.site.pages[facts.page].title for facts in pages if facts.page in whole.site.pages
    ]
    return len(known) != len(set(known))
