"""Consistent navigation: its order, and the names of its links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from curbcut.checks.site.whole import Block, Whole, deviations, fold, key
from curbcut.model.facts import PageFacts
from curbcut.model.finding import Finding, Rule

ORDER = Rule(
    id="navigation-order-inconsistent",
    summary="Navigation is in a different order than on other pages",
    why=(
        "People with low vision or a cognitive disability find links by their position. People"
        " who use a keyboard know how often to press Tab."
    ),
    fix=(
        "Use the same order of navigation on every page. Links that only some pages have may be"
        " added anywhere."
    ),
    criteria=("3.2.3",),
    question="Is this navigation in a different order because a reader asked for it?",
    how=(
        "The navigation, header and footer of pages are compared by their link targets. Any two"
        " links that pages share must be in the same order. It fails where at least twice as"
        " many pages agree on another order."
    ),
    limits="Navigation without a landmark, class or id that identifies it.",
    source="WCAG 2.2, 3.2.3; failure F66",
)
NAMES = Rule(
    id="link-named-otherwise",
    summary="The same link has a different name than on other pages",
    why=(
        "People who know a link by its name, or use voice control, think that it is a different"
        " link."
    ),
    fix="Use the same link text on every page.",
    criteria=("3.2.4",),
    question="Do the two names mean two different things?",
    how=(
        "Links of the same navigation, header or footer to the same page are compared by name."
        " One name may contain the other, and links to the page itself are skipped. Names of the"
        " search button are compared too."
    ),
    limits="Functions that are not links. In a folder that Curbcut did not build it is a question.",
    source="WCAG 2.2, 3.2.4; failure F31",
    examples=(
        (
            (
                "<!-- chain.html -->\n"
                '<nav><a href="index.html">Help</a> <a href="contact.html">Contact</a></nav>\n'
                "<h1>Oil the chain</h1>\n"
                "<!-- brakes.html -->\n"
                '<nav><a href="index.html">Help</a> <a href="contact.html">Write to us</a></nav>\n'
                "<h1>Adjust the brakes</h1>"
            ),
            (
                "<!-- chain.html -->\n"
                '<nav><a href="index.html">Help</a> <a href="contact.html">Contact</a></nav>\n'
                "<h1>Oil the chain</h1>\n"
                "<!-- brakes.html -->\n"
                '<nav><a href="index.html">Help</a> <a href="contact.html">Contact</a></nav>\n'
                "<h1>Adjust the brakes</h1>"
            ),
        ),
    ),
)
RULES = (ORDER, NAMES)


def run(whole: Whole) -> Iterator[Finding]:
    """Yield navigation that differs from page to page."""
    for blocks in whole.blocks():
        yield from _order(whole, blocks)
        yield from _names(whole, blocks)
    for group in whole.by_language():
        yield from _search(whole, group)


def _order(whole: Whole, blocks: list[Block]) -> Iterator[Finding]:
    by_page = {block.page: block for block in blocks}
    sequences = {page: [key(link.path) for link in b.links] for page, b in by_page.items()}
    for wrong in deviations(sequences):
        block = by_page[wrong.page]
        names = {key(link.path): link for link in block.links}
        moved, other = names[wrong.moved], names[wrong.other]
        side, usual = ("before", "behind") if wrong.before else ("behind", "before")
        message = (
            f"“{moved.text}” is {side} “{other.text}” here, and {usual} it on"
            f" {wrong.agree} other pages"
        )
        sure = wrong.sure and block.part.kind != "aside"
        yield whole.problem(ORDER, message, wrong.page, moved.target, sure=sure)


def _names(whole: Whole, blocks: list[Block]) -> Iterator[Finding]:
    names: dict[str, dict[str, list[tuple[Block, int]]]] = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        for at, link in enumerate(block.links):
            if not link.current and key(link.path) != key(block.page) and fold(link.text):
                names[key(link.path)][fold(link.text)].append((block, at))
    for target, found in names.items():
        usual = max(found, key=lambda name: (len(found[name]), name))
        if len(found) < 2 or len(found[usual]) < 2:
            continue
        first, at = found[usual][0]
        shown = first.links[at].text
        for name, places in found.items():
            if name in usual or usual in name:
                continue
            block, number = places[0]
            link = block.links[number]
            also = f" (and on {len(places) - 1} more)" if len(places) > 1 else ""
            message = (
                f"The link to {target} is called “{link.text}” here{also}, and “{shown}” on"
                f" {len(found[usual])} other pages"
            )
            yield whole.problem(NAMES, message, block.page, link.target, sure=whole.own)


def _search(whole: Whole, members: tuple[PageFacts, ...]) -> Iterator[Finding]:
    names = Counter(fold(facts.search) for facts in members if fold(facts.search))
    if len(names) < 2:
        return
    usual, number = max(names.items(), key=lambda entry: (entry[1], entry[0]))
    for facts in members:
        name = fold(facts.search)
        if name and number >= 2 and name not in usual and usual not in name:
            message = f"Searching is called “{facts.search}” here, and “{usual}” elsewhere"
            yield whole.problem(NAMES, message, facts.page, sure=False)
            return
