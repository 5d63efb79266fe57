"""Link text."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from curbcut.checks.source.check import Edit, SourceCheck
from curbcut.checks.source.page import HOLE, SourcePage, Stretch
from curbcut.model.address import split_address
from curbcut.model.finding import Problem, Rule, Severity
from curbcut.words import fold

VAGUE = Rule(
    id="link-text-vague",
    summary="The text of a link does not say where it leads",
    why="People who go from link to link, or open a list of all links, hear “click here” and no"
    " more.",
    fix="Name what the link leads to: “read [our privacy promise](privacy.md)”.",
    criteria=("2.4.4",),
    question="Does the sentence, list item or table cell around “{text}” say where the link leads?",
    how="The text of the link is a phrase such as “click here” or “read more”, from the list of its"
    " language; in the page, also one that names only a kind of file. It fails where it is one of"
    " the plainest phrases and nothing else is in its paragraph, list item or table cell, nor in a"
    " description, nor in a heading above it. Otherwise it is a question: the words around"
    " a link may be enough for level A, but not for somebody who hears a list of links.",
    limits="Longer texts that say nothing; languages without a list.",
    source="WCAG 2.2, technique G91 and failure F63; the word lists name their sources",
    messages={
        "failed": "“{text}” does not say where the link leads, and nothing around it does",
        "cantTell": "“{text}” does not say where the link leads",
    },
    examples=(
        (
            "[Click here](https://example.com/prices)",
            "[Prices of spare parts](https://example.com/prices)",
        ),
    ),
)
ADDRESS = Rule(
    id="link-text-address",
    summary="A link's text is its address",
    why="A screen reader spells it out character by character.",
    fix="Say in words what the link leads to: [Opening hours](https://…).",
    criteria=("2.4.4",),
    severity=Severity.WARNING,
    how=(
        "The text of a link starts with https://, http:// or www. and continues after the name"
        " of the site. The bare name of a site (“example.com”) is allowed."
    ),
    limits="Addresses that start otherwise.",
    source="WCAG 2.2, technique G91.",
    examples=(
        (
            "See <https://movo.example/help/hours>.",
            "See our [opening hours](https://movo.example/help/hours).",
        ),
    ),
)
UNLINKED = Rule(
    id="address-not-linked",
    summary="An address in the text is not a link",
    why=(
        "To follow it, people have to copy it, which is hard with a keyboard or by voice. A"
        " screen reader spells it out."
    ),
    fix=(
        "Turn it into a link with words: [Opening hours](https://…). If it is only an example,"
        " mark it as code with backticks. “curbcut lint --fix” turns it into a link."
    ),
    fixable=True,
    severity=Severity.WARNING,
    how=(
        "https:// or http:// with a host, www. with a host, or an email address in running text,"
        " outside links and code. Hosts reserved for examples (example.com, localhost) and"
        " addresses with placeholders do not count. “curbcut lint --fix” leaves email addresses"
        " and those that begin with www. to you."
    ),
    limits="Web addresses that begin with neither https:// nor www.",
    examples=(
        (
            "See https://www.gov.uk/order-status for the status of your order.",
            "See the [status of your order](https://www.gov.uk/order-status).",
        ),
    ),
)
SAME = Rule(
    id="link-text-repeated",
    summary="Links with the same text lead to different places",
    why="In a list of links, or where only part of the page is on the screen, nobody can tell them"
    " apart.",
    fix="Say in the text of each link where it leads: “Opening hours in Leeds”, “Opening hours in"
    " York”.",
    criteria=("2.4.4",),
    question="Do the links “{text}” lead to the same thing, or does the text around them tell them"
    " apart?",
    how="Links on a page whose texts are the same without case and punctuation (+, #, % and"
    " currency symbols count) and whose addresses differ in more than http or https, “www.”, a"
    " slash at the end, “index” or the file extension. Links in table rows and nested lists, and"
    " those with another sentence, description or heading around them, differ by that. In the page,"
    " up to 20 addresses of the same site are opened: where two lead to the same words, nothing is"
    " reported. It fails where at most one word is between two links and what they lead"
    " to has less than a third of its words in common.",
    limits="Addresses of other sites are not opened.",
    source="WCAG 2.2, 2.4.4, technique G91; W3C test rule fd3a94. The share of words is ours.",
    messages={
        "cantTell": "“{text}” leads to {to}, and the same words elsewhere to {other}",
        "failed": "“{text}” leads to {to}, and the same words right beside it to {other}",
    },
    examples=(
        (
            "[Bells](https://example.com/a) and [bells](https://example.com/b)",
            (
                "[Bells for adults](https://example.com/a) and [bells for "
                "children](https://example.com/b)"
            ),
        ),
    ),
)
RULES = (VAGUE, ADDRESS, UNLINKED, SAME)

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/?#]+[/?#]\S+", re.I)
_BARE = re.compile(r"\bhttps?://[^\s<>\"”“'’|]+", re.I)
_EMAIL = re.compile(
    r"(?<![\w@/:.+-])[A-Za-z0-9][\w.+-]{0,63}@"
    r"(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?![\w@/]|:\S)"
)
_WWW = re.compile(r"(?<![\w@/:.-])www\.[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s<>\"”“'’|]*)?", re.I)
_BRACKETS = re.compile(r"\{[%{]|[%}]\}|\n")
_EXAMPLE = re.compile(
    r"//(?:[^/\s]*\.)?(?:example\.(?:com|org|net|edu)|localhost|127\.0\.0\.1|[^/\s]*\.(?:test|example|invalid|localhost|local))"
    r"(?![\w.-])|[{}\[\]<>…*$]|\.\.\.|//[^./\s:]+(?:[/:]|$)|\b(?:[A-Z]{5,}+|[A-Z]{2,}+[_-][A-Z]{3,}+)\b|(?:YOUR|NAME)",
)


def run(page: SourcePage) -> Iterator[Problem]:
    """Report links whose text does not say where they lead."""
    for link in page.links:
        words = words_of(page, link)
        if _ADDRESS.fullmatch(words):
            problem = page.problem(
                ADDRESS, f"The text of this link is “{_short(words)}”", link.start
            )
            to = link.link.destination if link.link else words
            fix = f"Write [words that say where it leads]({to})"
            yield dataclasses.replace(problem, fix=fix)
        elif page.words is not None and fold(words) in page.words.vague_links:
            message = f"“{words}” does not say where the link leads"
            yield page.question(VAGUE, message, link.start, words)
    yield from _unlinked(page)
    yield from _same(page)


def words_of(page: SourcePage, link: Stretch) -> str:
    """The text of a link, with the alternative texts of its images and its code."""
    if HOLE in page.text[link.start : link.end] and link.link is not None:
        return link.link.text
    return " ".join(page.text[link.start : link.end].split())


def bare_addresses(page: SourcePage) -> Iterator[tuple[int, str]]:
    """Yield the addresses in running text that are not links, with their offsets."""
    starts, ends = _brackets(page.text)
    for match in _BARE.finditer(page.text):
        at = bisect_left(starts, match.start())
        if at and match.start() < ends[at - 1]:
            continue  # another rule reports them
        address = trimmed(match[0])
        if HOLE in address or _EXAMPLE.search(address):
            continue
        if page.text[match.start() + len(address) :][:1] == HOLE:
            continue
        if _in_slip(page, match.start()):
            continue
        if not page.within(page.links, match.start()):
            yield match.start(), address


def _in_slip(page: SourcePage, offset: int) -> bool:
    """Whether an address is that of a link with a slip in it, which is reported as such."""
    return page.text.endswith(("](", "] (", ")["), max(0, offset - 3), offset)


def _brackets(text: str) -> tuple[list[int], list[int]]:
    """Where template brackets open and close on one line, in order."""
    starts: list[int] = []
    ends: list[int] = []
    opened = -1
    for match in _BRACKETS.finditer(text) if "{" in text else ():
        if match[0] == "\n":
            opened = -1
        elif match[0][0] == "{":
            opened = match.start() if opened < 0 else opened
        elif opened >= 0:
            starts.append(opened)
            ends.append(match.end())
            opened = -1
    return starts, ends


def trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it."""
    address = address.rstrip(".,;:!?…·")
    open_ones = address.count(")") - address.count("(")
    end = len(address)
    while open_ones > 0 and address[end - 1] == ")":
        end, open_ones = end - 1, open_ones - 1
        while end and address[end - 1] in ".,;:!?":
            end -= 1
    return address[:end]


def _unlinked(page: SourcePage) -> Iterator[Problem]:
    if "://" in page.text:
        for offset, address in bare_addresses(page):
            fix = f"Write [words that say where it leads]({address})"
            yield _not_linked(page, offset, address, fix)
    found = _EMAIL.finditer(page.text) if "@" in page.text else ()
    for match in found:
        if _is_meant(page, match.start(), f"//{match['host']}"):
            fix = f"Write <{match[0]}>, or put it in backticks if it is only an example."
            yield _not_linked(page, match.start(), match[0], fix)
    for match in _WWW.finditer(page.text) if "www." in page.text else ():
        address = trimmed(match[0])
        if _is_meant(page, match.start(), f"//{address}"):
            fix = f"Write [words that say where it leads](https://{address})"
            yield _not_linked(page, match.start(), address, fix)


def _is_meant(page: SourcePage, offset: int, host: str) -> bool:
    """Whether an address is no example, and neither a link nor part of template brackets."""
    starts, ends = _brackets(page.text)
    at = bisect_left(starts, offset)
    return not (
        _EXAMPLE.search(host)
        or page.within(page.links, offset)
        or _in_slip(page, offset)
        or (at and offset < ends[at - 1])
    )


def _not_linked(page: SourcePage, offset: int, address: str, fix: str) -> Problem:
    problem = page.problem(UNLINKED, f"“{_short(address)}” is not a link", offset)
    return dataclasses.replace(problem, fix=fix)


def _same(page: SourcePage) -> Iterator[Problem]:
    first: dict[str, tuple[Stretch, str]] = {}
    vague = page.words.vague_links if page.words else frozenset()
    for link in page.links:
        assert link.link is not None
        words = fold(words_of(page, link))
        if not words or words in vague:
            continue
        if link.link.destination.startswith(("mailto:", "tel:")):
            continue
        block = page.block_at(link.start)
        if block.kind == "cell" or block.parents.count("list_item_open") > 1:
            continue  # the row, or the item above, distinguishes them
        place = plain_address(link.link.destination)
        if words not in first:
            first[words] = (link, place)
        elif _differ(first[words][1], place):
            other = page.span(first[words][0].start)
            text = words_of(page, link)
            message = f"“{text}” leads to another place here than in line {other.line}"
            yield page.question(SAME, message, link.start, text, related=(other,))


def plain_address(address: str) -> str:
    """An address for comparison, without what makes no difference to its target."""
    parts = split_address(address)
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.removesuffix("/").removesuffix(".md").removesuffix(".html")
    path = path.removesuffix("index").rstrip("/").removeprefix("./")
    return f"{host}{path}?{parts.query}#{parts.fragment}"


def _differ(one: str, other: str) -> bool:
    # A page and a part of that page may go by one name.
    page, _, part = one.partition("#")
    same, _, same_part = other.partition("#")
    return page != same or bool(part and same_part and part != same_part)


def _short(address: str) -> str:
    return address if len(address) <= 60 else address[:59] + "…"


def fix_addresses(page: SourcePage, titles: Mapping[str, str]) -> Iterator[Edit]:
    """Turn addresses into links, with the title of the page if it is known."""
    found: dict[int, list[tuple[int, str, bool]]] = {}
    for offset, address in bare_addresses(page):
        span = page.span(offset)
        found.setdefault(span.line - page.first_line, []).append((span.column - 1, address, False))
    for link in page.links:
        address = words_of(page, link)
        if address in titles:
            span = page.span(link.start)
            at = (span.column - 2, address, True)
            found.setdefault(span.line - page.first_line, []).append(at)
    for number, places in found.items():
        line = page.lines[number]
        messages = []
        retells = False
        for column, address, linked in sorted(places, reverse=True):
            old = f"<{address}>" if linked else address
            if line[column : column + len(old)] != old or page.lines[number].count("`") > 1:
                continue
            title = titles.get(address)
            new = f"[{_escaped(title)}]({address})" if title else f"<{address}>"
            line = line[:column] + new + line[column + len(old) :]
            retells = retells or bool(title)
            messages.append(f"made “{address}” a link")
        if messages:
            text = "; ".join(reversed(messages))
            yield Edit(number, number + 1, (line,), UNLINKED, text, retells)


def _escaped(title: str) -> str:
    return re.sub(r"([\\\[\]`*_<])", r"\\\1", title)


CHECK = SourceCheck(RULES, run, fixers=(fix_addresses,), need_words=(VAGUE,))
