"""Old addresses: which page each one redirects to, and which are not possible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from curbcut.characters import named, unwelcome
from curbcut.content.sources.discover import fold
from curbcut.model.finding import Finding, Rule
from curbcut.model.page import Page, Redirect
from curbcut.model.source import Span
from curbcut.site.routes import (
    LONGEST_ADDRESS,
    LONGEST_PART,
    RESERVED,
    longest_part,
    output_of,
    sent_length,
)

COLLISION = Rule(
    id="redirect-collision",
    summary="A redirect's address is already in use",
    why="Only one thing can be at an address; the other could never be reached.",
    fix="Remove the address from redirect_from in one of the two files, or move the page.",
    how="Old addresses are compared with those of all pages, all files and each other.",
    examples=(
        (
            (
                "---\n"
                "title: Bicycle care\n"
                "redirect_from: [/prices/]  # the address of prices.md\n"
                "---\n"
                "\n"
                "Oil the chain once a month."
            ),
            (
                "---\n"
                "title: Bicycle care\n"
                "redirect_from: [/chains/]\n"
                "---\n"
                "\n"
                "Oil the chain once a month."
            ),
        ),
    ),
)
IMPOSSIBLE = Rule(
    id="redirect-impossible",
    summary="A redirect cannot work",
    why="Readers with an old link would go round in circles, or see an error.",
    fix="Write a former address of this page on this site, such as “/old/page/”.",
    how=(
        "An old address must be inside the site, outside Curbcut's own folders, and different"
        " from the page's own."
    ),
    examples=(
        (
            (
                "---\n"
                "title: Bicycle care\n"
                "redirect_from: [/care/]  # the address of this page\n"
                "---\n"
                "\n"
                "Oil the chain once a month."
            ),
            (
                "---\n"
                "title: Bicycle care\n"
                "redirect_from: [/bicycles/care/]\n"
                "---\n"
                "\n"
                "Oil the chain once a month."
            ),
        ),
    ),
)
RULES = (COLLISION, IMPOSSIBLE)

WRITTEN = (
    *("_headers", "_redirects", "feed.xml", "gpc.json", "llms.txt", "robots.txt", "sitemap.xml"),
)
"""Files that the build writes at the root of the site."""
WRITTEN_IN_EACH = ("feed.xml", "llms.txt")
"""Those of them that are written for each language."""
MISSING_PAGE = "404.html"
"""The page that servers show for missing pages, in each language; it need not be written."""

_BAD = re.compile(r"[\x00-\x20\x7f\\?#]")
_MEANING = re.compile(r"[*{}$\"'`<>|^\[\];]|(?<=/):")
"""Characters that nginx, Caddy or a host that reads ``_redirects`` interprets as a pattern, a
placeholder or the like."""
_WRITTEN = re.compile(r"[^\s\"'\[\],]+")
_PAGE_ENDING = re.compile(r"\.html?$", re.I)


def plan_redirects(
    pages: Mapping[str, Page], assets: Iterable[str], roots: Iterable[str] = ("/",)
) -> tuple[tuple[Redirect, ...], list[Finding]]:
    """Find the page for every old address.

    Args:
        pages: the pages by address.
        assets: the paths of the other files.
        roots: the addresses of the home pages, one for each language.

    Returns:
        The redirects sorted by old address; and a finding for each that is not possible.
    """
    findings: list[Finding] = []
    own = [page for page in pages.values() if not page.original]
    taken = _Taken(pages, assets, roots)
    redirects: list[Redirect] = []
    for page in sorted(own, key=lambda page: page.path):
        places = _places(page) if page.parsed.meta.old_addresses else {}
        for written in page.parsed.meta.old_addresses:
            span = places.get(written) or places[""]
            address = old_address(written)
            problem = _problem(page, address)
            if problem:
                shown = written if len(written) <= 60 else f"{written[:59]}…"
                message = f"“{shown}” {problem}"
                fix = f"Remove “{shown}” from redirect_from." if address == page.path else ""
                findings.append(Finding(IMPOSSIBLE, message, page=page.path, span=span, fix=fix))
                continue
            # On some systems “Privacy” and “privacy” are the same file: only servers can redirect.
            stub = "" if fold(address) == fold(page.path) else stub_of(address)
            redirect = Redirect(address, page.path, stub, span)
            other = taken.claim(redirect)
            if other is None:
                redirects.append(redirect)
                continue
            what, related = other
            message = f"“{written}” is the address of {what}"
            fix = f"Remove “{written}” from redirect_from, or give {what} another name."
            findings.append(
                Finding(COLLISION, message, page=page.path, span=span, related=related, fix=fix)
            )
    redirects.sort(key=lambda redirect: redirect.address)
    return tuple(redirects), findings


def old_address(written: str) -> str:
    """An old address in the form in which addresses are compared; empty if it is not valid.

    It is decoded, normalised to NFC, and ends in a slash if it is a page's: "/old", "/old/" and
    "/old/index.html" are the same address.
    """
    address = unicodedata.normalize("NFC", unquote(written))
    parts = address.split("/")[1:]
    if not address.startswith("/") or _BAD.search(address) or any(p in (".", "..") for p in parts):
        return ""
    if "" in parts[:-1]:
        return ""
    if parts[-1] == "index.html":
        parts[-1] = ""
    elif parts[-1] and "." not in parts[-1]:
        parts.append("")
    return "/" + "/".join(parts)


def stub_of(address: str) -> str:
    """The file of a redirect page; empty if servers would not send such a file as a page."""
    if address.endswith("/") or _PAGE_ENDING.search(address):
        return output_of(address)
    return ""


def _problem(page: Page, address: str) -> str:
    if not address:
        return "is not an address on this site"
    if found := _misleading(address):
        return found
    if sent_length(address) > LONGEST_ADDRESS:
        return f"has {sent_length(address)} bytes as it is sent; write {LONGEST_ADDRESS} at most"
    if longest_part(address) > LONGEST_PART:
        return f"has a part of more than {LONGEST_PART} bytes, which is too long for a file name"
    if meaning := _MEANING.search(address):
        return f"has “{meaning[0]}”, into which web servers read something else"
    first = address.split("/")[1]
    if first == RESERVED:
        return f"is in /{RESERVED}/, which the theme uses"
    if any(part.startswith(".") for part in address.split("/")):
        return "has a part that starts with a dot, and such files are not served"
    if page.kind.anywhere:
        return "would redirect to the “not found” page; use another page"
    if address == page.path:
        return "is the current address of the page, so it would redirect to itself"
    return ""


def _misleading(address: str) -> str:
    """What is wrong with characters that “%…” brought in, past the gate for front matter, or ""."""
    if "\ufffd" in address:
        return "has a “%…” that is not UTF-8, so no server could tell what to answer"
    found = unwelcome(address, name=True)
    return f"has a character that is not allowed in an address: {named(found)}" if found else ""


class _Taken:
    """What is published where, so that no two things are in one place."""

    def __init__(
        self, pages: Mapping[str, Page], assets: Iterable[str], roots: Iterable[str]
    ) -> None:
        self._files: dict[str, tuple[str, tuple[Span, ...]]] = {}
        self._folders: dict[str, tuple[str, tuple[Span, ...]]] = {}
        further = (root[1:] + name for root in roots if root != "/" for name in WRITTEN_IN_EACH)
        for name in (*WRITTEN, *further):
            self._add(name, "a file that the build writes", ())
        for root in roots:
            self._add(root[1:] + MISSING_PAGE, "the “not found” page", ())
        folder = ""
        for page in pages.values():
            source = page.parsed.source.path
            folder = source.removesuffix(page.source_path)
            self._add(page.output, f"“{page.source_path}”", (Span(source, 1, 1),))
        for asset in assets:
            self._add(asset, f"“{asset}”", (Span(folder + asset, 1, 1),))

    def _add(self, output: str, what: str, related: tuple[Span, ...]) -> None:
        key = fold(output)
        self._files[key] = (what, related)
        for above in _above(key):
            self._folders.setdefault(above, (what, related))

    def claim(self, redirect: Redirect) -> tuple[str, tuple[Span, ...]] | None:
        """Take the place of a redirect, or say who has it."""
        if not redirect.output and fold(redirect.address) == fold(redirect.target):
            return None
        key = fold(redirect.output or redirect.address[1:])
        found = self._files.get(key) or self._folders.get(key)
        for above in _above(key):
            found = found or self._files.get(above)
        if found is None:
            self._add(key, f"a redirect to “{redirect.target}”", (redirect.span,))
        return found


def _above(key: str) -> Iterator[str]:
    parts = key.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _places(page: Page) -> Mapping[str, Span]:
    """The lines of the front matter on which old addresses are, and the whole as ``""``."""
    source = page.parsed.source
    whole = page.parsed.meta.spans.get("redirect_from") or Span(source.path, 1, 1)
    places = {"": whole}
    for number, line in enumerate(source.text.split("\n")[: whole.end_line], 1):
        if number >= whole.line:
            for written in _WRITTEN.findall(line):
                places.setdefault(written, Span(source.path, number, number))
    return places
