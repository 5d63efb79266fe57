"""Ways to get help: on every page, and in the same place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from curbcut.checks.site.whole import FEWEST, Whole, deviations, inside, key, shared
from curbcut.model.facts import PageFacts, PageLink
from curbcut.model.finding import Finding, Rule
from curbcut.words import pattern

MISSING = Rule(
    id="help-missing-on-page",
    summary="A way to get help is missing on one page",
    why="People who need help look for it where it was on the previous page, and give up.",
    fix="Add it to this page, in the same place as on the others.",
    criteria=("3.2.6",),
    question=(
        "Does this page leave out help on purpose? WCAG asks for the same order, not for help on"
        " every page."
    ),
    how=(
        "Links to an email address, a telephone number or a page called “contact”, “help” or the"
        " like, outside the main content, that four fifths of the pages have in the same place."
        " A page that Curbcut built must have them; on other pages it is a question."
    ),
    limits="Chat windows and forms without a link; words for help in other languages.",
    source="WCAG 2.2, 3.2.6; technique G220",
)
ORDER = Rule(
    id="help-order-inconsistent",
    summary="A way to get help is in a different place than on other pages",
    why="People who need help look for it where it was on the previous page.",
    fix="Put it in the same place, between the same neighbours, on every page.",
    criteria=("3.2.6",),
    question="Did the reader ask for another order?",
    how=(
        "The order of the ways to get help, of the navigation, header and footer is compared"
        " across pages. It fails where at least twice as many pages agree on another order."
    ),
    limits="The same as for help-missing-on-page.",
    source="WCAG 2.2, 3.2.6; technique G220",
)
RULES = (MISSING, ORDER)

_WORDS = re.compile(pattern("help"), re.I)
MOST = 0.8
"""A way to get help belongs to the site if at least this share of pages has it."""


def run(whole: Whole) -> Iterator[Finding]:
    """Yield pages where help is missing or in a different place."""
    for group in whole.by_language():
        yield from _within(whole, group)


def _within(whole: Whole, members: tuple[PageFacts, ...]) -> Iterator[Finding]:
    ways = {facts.page: ways_of(facts) for facts in members}
    count = Counter(way for found in ways.values() for way in found)
    usual = [way for way, number in count.items() if number >= max(FEWEST, MOST * len(members))]
    for facts in members:
        mine = ways[facts.page]
        elsewhere = {address for _, address in mine}
        missing = [
            (part, address)
            for part, address in usual
            if (part, address) not in mine
            and address != key(facts.page)
            and (whole.own or address not in elsewhere)
        ]
        if missing:
            other = next(found for page, found in ways.items() if missing[0] in found)
            shown = f"“{other[missing[0]].text}” ({missing[0][0]})"
            more = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
            message = f"{count[missing[0]]} other pages have {shown}{more}, but this one does not"
            yield whole.problem(MISSING, message, facts.page, sure=whole.own)
    yield from _order(whole, members, ways, usual)


def ways_of(facts: PageFacts) -> dict[tuple[str, str], PageLink]:
    """The ways to get help on a page, by landmark and target."""
    found: dict[tuple[str, str], PageLink] = {}
    has_main = facts.main or any(part.kind == "main" for part in facts.parts)
    for link in facts.links:
        part = facts.parts[link.part] if link.part >= 0 else None
        if part is not None and not shared(part):
            continue
        if part is None and not has_main:
            continue  # loose text of a page without landmarks may be its main part
        call = link.path.lower().startswith(("mailto:", "tel:", "sms:"))
        if call or (len(link.text) <= 40 and _WORDS.search(link.text) and not link.fragment):
            where = part.kind if part else "page"
            found.setdefault((where, link.path if call else key(link.path)), link)
    return found


def _order(
    whole: Whole,
    members: tuple[PageFacts, ...],
    ways: dict[str, dict[tuple[str, str], PageLink]],
    usual: list[tuple[str, str]],
) -> Iterator[Finding]:
    if not usual:
        return
    sequences: dict[str, list[str]] = {}
    for facts in members:
        items: list[str] = []
        helps = {id(link): f"{where} {to}" for (where, to), link in ways[facts.page].items()}
        usual_names = {f"{where} {to}" for where, to in usual}
        for link in facts.links:
            part = facts.parts[link.part] if link.part >= 0 else None
            name = helps.get(id(link), "")
            if part is not None and part.kind in ("header", "footer") and not part.inside:
                items.append(part.kind)
            if name in usual_names:
                items.append(name)
        sequences[facts.page] = list(dict.fromkeys(items))
    for wrong in deviations(sequences):
        names = {f"{where} {to}": link for (where, to), link in ways[wrong.page].items()}
        both = [names[item] for item in (wrong.moved, wrong.other) if item in names]
        if len(both) == 2 and both[0].part == both[1].part and all(inside(b.path) for b in both):
            continue  # the order of the navigation, which another rule reports
        moved = names.get(wrong.moved) or names.get(wrong.other)
        if moved is not None:
            message = f"“{moved.text}” is in a different place than on {wrong.agree} other pages"
            yield whole.problem(ORDER, message, wrong.page, moved.target, sure=wrong.sure)
