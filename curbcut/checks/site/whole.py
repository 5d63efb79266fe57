"""All pages of a site for its checks, and whether a set of pages is a site at all."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from urllib.parse import unquote

from curbcut.model.address import split_address
from curbcut.model.facts import PageFacts, PageLink, Part
from curbcut.model.finding import Finding, Outcome, Rule, Target
from curbcut.model.page import Site

FEWEST = 3
"""The fewest pages to compare: if only two differ, nobody can tell which is right."""


@dataclass(frozen=True, slots=True)
class Block:
    """A landmark of a page with its links, in order, each target once."""

    page: str
    part: Part
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A site.

    ``members`` are the pages that belong together; ``everything`` also has the others of the
    folder. ``own`` says that Curbcut built it; ``site`` is then its model. ``exists`` says whether
    there is a file at a path; ``redirects`` maps paths to the targets of redirects.
    """

    members: tuple[PageFacts, ...]
    everything: tuple[PageFacts, ...]
    own: bool = False
    site: Site | None = None
    exists: Callable[[str], bool] | None = None
    redirects: Mapping[str, str] = field(default_factory=dict)
    today: dt.date = dt.date.min

    def by_language(self) -> list[tuple[PageFacts, ...]]:
        """The members grouped by language; consistency is required within each group."""
        groups: dict[str, list[PageFacts]] = defaultdict(list)
        for facts in self.members:
            groups[facts.lang.casefold()].append(facts)
        return [tuple(group) for group in groups.values()]

    def blocks(self) -> list[list[Block]]:
        """Navigation and similar landmarks; each list has the same one on several pages."""
        return [blocks for group in self.by_language() for blocks in _clusters(group)]

    def problem(
        self,
        rule: Rule,
        message: str,
        page: str,
        target: Target | None = None,
        *,
        sure: bool = True,
        question: str = "",
    ) -> Finding:
        """A finding about a page: failed if ``sure``, otherwise a question."""
        outcome = Outcome.FAILED if sure else Outcome.CANT_TELL
        return Finding(
            rule,
            message,
            page=page,
            outcome=outcome,
            target=target,
            states=("site",),
            question="" if sure else question or rule.question,
        )


def key(path: str) -> str:
    """A normalised path: decoded, without a query and without “index.html”."""
    path = unicodedata.normalize("NFC", unquote(path.partition("?")[0].partition("#")[0]))
    return re.sub(r"(?<=/)(?:index|default)\.x?html?$", "", path)


def inside(path: str) -> bool:
    """Whether a path belongs to the site and is not an address elsewhere."""
    return path.startswith("/") or split_address(path).scheme in ("http", "https")


def fold(text: str) -> str:
    """Text for comparing: no case, symbols or digits, and single spaces."""
    text = re.sub(r"\([^)]*\)", " ", text)
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))


def members_of(everything: Sequence[PageFacts]) -> tuple[PageFacts, ...]:
    """The pages that make up a site; empty if the pages are not a site.

    Pages of a site share navigation: their navigation, header, footer or aside links to at least
    two of the same pages. The pages in a folder of examples do not.
    """
    pages = {key(facts.page) for facts in everything}
    carried = {
        facts.page: {key(facts.page)}
        | {
            key(link.path)
            for link in facts.links
            if link.part >= 0 and shared(facts.parts[link.part]) and key(link.path) in pages
        }
        for facts in everything
    }
    # A page's link to itself says nothing about others, but its place in their navigation does.
    linked = Counter(
        target
        for facts in everything
        for target in carried[facts.page]
        if target != key(facts.page)
    )
    common = {target for target, number in linked.items() if number >= 2}
    found = tuple(
        facts
        for facts in everything
        if len(carried[facts.page] & common) >= 2 and len(carried[facts.page]) >= 2
    )
    return found if len(found) >= FEWEST else ()


def shared(part: Part) -> bool:
    """Whether a landmark may be the same on many pages."""
    return part.kind in ("navigation", "header", "footer", "aside") and not part.inside


_OWN_ORDER = re.compile(
    r"related|pager|pagination|recent|latest|popular|toc\b|prev|next|tags?\b|lang", re.I
)
_CLASS = re.compile(r"""\bclass\s*=\s*["']?([\w-]+)""")


def _clusters(members: Sequence[PageFacts]) -> list[list[Block]]:
    by_look: dict[tuple[str, str], list[list[Block]]] = defaultdict(list)
    for facts in members:
        links: dict[int, list[PageLink]] = defaultdict(list)
        for link in facts.links:
            # Telephone and email links are checked as help.
            if (
                link.part >= 0
                and link.text
                and inside(link.path)
                and not re.search(r"\b(?:prev|next)\b", link.rel)
            ):
                links[link.part].append(link)
        for number, part in enumerate(facts.parts):
            html = part.target.html if part.target else ""
            if not shared(part) or _OWN_ORDER.search(f"{part.name} {html}"):
                continue
            count = Counter(key(link.path) for link in links[number])
            once = [
                link
                for link in links[number]
                if count[key(link.path)] == 1
                and not (link.fragment and key(link.path) == key(facts.page))
            ]
            if once:
                look = _CLASS.search(html)
                groups = by_look[part.kind, look[1] if look else ""]
                _join(groups, Block(facts.page, part, tuple(once)))
    return [group for groups in by_look.values() for group in groups if len(group) >= FEWEST]


def _join(groups: list[list[Block]], block: Block) -> None:
    """Put a block to those that it shares most of its links with."""
    mine = {key(link.path) for link in block.links}
    for group in groups:
        if any(other.page == block.page for other in group):
            continue
        theirs = {key(link.path) for link in group[0].links}
        both = len(mine & theirs)
        if both and both >= 0.6 * min(len(mine), len(theirs)):
            group.append(block)
            return
    groups.append([block])


@dataclass(frozen=True, slots=True)
class Deviation:
    """A page whose order differs from that of the others.

    ``moved`` is on the wrong side of ``other``, before or after it. ``agree`` is the number of
    pages with the opposite order.
    """

    page: str
    moved: str
    other: str
    before: bool
    agree: int
    sure: bool


def deviations(sequences: Mapping[str, Sequence[str]]) -> list[Deviation]:
    """The pages on which items that several pages share are in a different order.

    An order is the site's if at least two pages have it and more pages than have another one; it is
    sure if at least twice as many do.
    """
    # Most pages have exactly the same order, so pairs are compared once for all of them.
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for page, sequence in sequences.items():
        alike[tuple(sequence)].append(page)
    turn = {page: at for at, page in enumerate(sequences)}
    groups = list(alike.values())
    places = [{item: at for at, item in enumerate(order)} for order in alike]
    orders: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for number, place in enumerate(places):
        for one, other in combinations(sorted(place), 2):
            sides = orders.setdefault((one, other), ([], []))
            sides[place[one] > place[other]].append(number)
    wrong: dict[str, list[tuple[str, str, bool, int, int]]] = defaultdict(list)
    for (one, other), sides in orders.items():
        weights = [sum(len(groups[number]) for number in side) for side in sides]
        fewer = weights[1] < weights[0]
        few, many = weights[fewer], weights[not fewer]
        if few and many >= 2 and many > few:
            for page in sorted(
                (page for number in sides[fewer] for page in groups[number]), key=turn.__getitem__
            ):
                wrong[page].append((one, other, not fewer, many, few))
    found = []
    for page, pairs in wrong.items():
        # The moved item is the one in most of the reversed pairs.
        count = Counter(item for pair in pairs for item in pair[:2])
        one, other, before, agree, differ = max(
            pairs, key=lambda pair: (count[pair[0]] + count[pair[1]], pair)
        )
        moved, rest = (one, other) if count[one] >= count[other] else (other, one)
        is_before = before if moved == one else not before
        found.append(Deviation(page, moved, rest, is_before, agree, agree >= 2 * differ))
    return found
