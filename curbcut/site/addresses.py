"""The ledger of published addresses: each still exists, redirects, or was given up on purpose.

``addresses.txt`` has one address per line. ``gone /old/`` is an address that was given up on
purpose. Lines that start with ``#`` are comments.
"""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from curbcut.characters import named
from curbcut.model.finding import Finding, Rule
from curbcut.model.page import Site
from curbcut.model.source import Span
from curbcut.site.routes import LONGEST_ADDRESS, sent_length

GONE = Rule(
    id="address-gone",
    summary="A published address has disappeared",
    why=(
        "Links in letters, on other sites, in search results and in people's notes end in an"
        " error, and people who follow them no longer find the answer."
    ),
    fix=(
        "Add the address to “redirect_from” of the page that now has the answer. If there is"
        " none, write “gone ” in front of it here."
    ),
    how="Each address in addresses.txt must be a page, a file or a redirect of the site.",
    limits="Addresses published before the ledger was started, and anchors on pages.",
    examples_of="addresses.txt",
    examples=(
        (
            ("/care/\n/opening-hours/"),
            ("/care/\ngone /opening-hours/"),
        ),
    ),
)
LEDGER = Rule(
    id="addresses-not-valid",
    summary="A line in addresses.txt is not valid",
    why="An address that cannot be read is not checked.",
    fix=(
        "Write one address per line, such as “/privacy/”, or “gone /privacy/” for one that was"
        " given up on purpose."
    ),
    examples_of="addresses.txt",
    examples=(
        (
            ("/care/\nopening-hours"),
            ("/care/\ngone /opening-hours/"),
        ),
    ),
)
RULES = (GONE, LEDGER)

FILE = "addresses.txt"
HEADER = """\
# Every address at which this site has published anything. The build adds to it when it publishes;
# commit it with the pages. A page that moves keeps its old address with “redirect_from”; one that
# was given up on purpose has “gone ” in front of it here.
"""

_PICTURES = (".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp")
"""Endings of files that are part of a page; nobody keeps their addresses."""
_LINE = re.compile(r"(gone\s+)?(/\S*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger as read from its file. ``lines`` gives the line number of each address."""

    text: str = ""
    lines: dict[str, int] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


def read_addresses(text: str, shown: str) -> tuple[Ledger, list[Finding]]:
    """Read the ledger; ``shown`` is its path as shown to people."""
    findings: list[Finding] = []
    lines: dict[str, int] = {}
    gone: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        match = _LINE.fullmatch(words)
        problem = _problem(match[2]) if match else "is not an address on this site"
        if match is None or problem:
            message = f"“{words[:60]}” {problem}"
            plain = re.fullmatch(r"[\w./-]+", words)
            fix = f"Write “/{words.strip('/')}/”" if plain and "." not in words else ""
            findings.append(Finding(LEDGER, message, span=Span(shown, number, number), fix=fix))
            continue
        lines[match[2]] = number
        if match[1]:
            gone.add(match[2])
    return Ledger(text, lines, frozenset(gone)), findings


def _problem(written: str) -> str:
    """Why an address can go into no configuration of a server, or ""."""
    address = unquote(written)
    if found := _CONTROL.search(address):
        return f"has a character that is not allowed in an address: {named(found[0])}"
    if sent_length(address) > LONGEST_ADDRESS:
        return f"has {sent_length(address)} bytes as it is sent; write {LONGEST_ADDRESS} at most"
    return ""


def addresses_of(site: Site) -> frozenset[str]:
    """The addresses that people may have kept, which go into the ledger.

    Left out are pages for a letter of the index, which come and go with the words of titles; pages
    to print, which depend on the number of pages in a section; the gallery, which is for designers;
    and pages that replace a missing translation.
    """
    added = (page.path for page, _ in site.generated if page.kind.recorded)
    documents = (listing.document for _, listing in site.generated if listing.document)
    nowhere = {page.path for page in site.pages.values() if not page.kind.recorded or page.original}
    files = (f"/{name}" for name in site.assets if not name.lower().endswith(_PICTURES))
    redirects = (redirect.address for redirect in site.redirects)
    return frozenset(map(_written, {*site.pages, *added, *documents, *files, *redirects} - nowhere))


def standing_in(site: Site) -> frozenset[str]:
    """The addresses of pages that replace a missing translation: an old address still works."""
    return frozenset(_written(page.path) for page in site.pages.values() if page.original)


def missing(
    ledger: Ledger, present: Iterable[str], shown: str, sources: Mapping[str, str]
) -> list[Finding]:
    """Report addresses that were published once and no longer exist.

    ``sources`` are the pages' files by their addresses.
    """
    here = {_compared(address) for address in present}
    found = []
    for address, line in ledger.lines.items():
        if address in ledger.gone or _compared(address) in here:
            continue
        message = f"{address} was published but no longer exists and is not redirected"
        near = difflib.get_close_matches(address, sources, n=1, cutoff=0.6)
        where = f"“{sources[near[0]]}”" if near else "the page that now has the answer"
        fix = (
            f"Write “redirect_from: {address}” in the front matter of {where}, or “gone {address}”"
            " here if nothing replaces it."
        )
        found.append(Finding(GONE, message, span=Span(shown, line, line), fix=fix))
    return found


def updated(ledger: Ledger, present: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The ledger's text with new addresses added, and these addresses; existing lines stay.

    New addresses are inserted in alphabetical order. One that was given up and exists again loses
    its “gone”.
    """
    present = set(present)
    back = present & ledger.gone
    fresh = sorted(present - ledger.lines.keys())
    if not fresh and not back and ledger.text:
        return ledger.text, ()
    text = ledger.text or HEADER
    if not text.endswith("\n"):
        text += "\n"
    lines = text.split("\n")[:-1]
    for address in back:
        lines[ledger.lines[address] - 1] = address
    places = [(number, address) for address, number in ledger.lines.items()]
    places.sort()
    names = [address for _, address in places]
    end = places[-1][0] if places else len(lines)
    for address in reversed(fresh):
        at = bisect.bisect(names, address)
        lines.insert(places[at][0] - 1 if at < len(places) else end, address)
    return "\n".join(lines) + "\n", tuple(sorted({*fresh, *back}))


def _compared(address: str) -> str:
    """What an address is compared by; capitals count, as they do on most servers."""
    return unicodedata.normalize("NFC", unquote(address))


def _written(address: str) -> str:
    """An address as the ledger has it: without spaces, which would end it."""
    return re.sub(r"\s", lambda match: quote(match[0]), address)
