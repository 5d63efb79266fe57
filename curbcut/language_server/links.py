"""Links in the Markdown: which one is at a place, where it leads, and what could be typed there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from curbcut.model.page import Heading, Page, Site
from curbcut.site.guesses import typed_at

_LINK = re.compile(
    r"(?P<image>!?)\[(?:[^\[\]\\]|\\.|!\[[^\[\]]*\]\([^()]*\))*\]\(\s*<?(?P<to>[^\s()<>]*)>?[^()\n]*\)"
)
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*<?(?P<to>[^\s<>]*)>?")
_BEGUN = re.compile(r"\]\(\s*<?(?P<to>[^\s()<>]*)$")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_PICTURE = re.compile(r"\.(svg|png|jpe?g|gif|webp|avif)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """The address of a link as it is written, from one character of its line to another."""

    to: str
    start: int
    end: int
    image: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: to a page or a file of the site, "" for none, and a heading there."""

    page: Page | None = None
    heading: Heading | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What could be typed as an address; ``place`` sorts the nearest first."""

    text: str
    title: str
    description: str
    place: str


def link_at(line: str, character: int) -> Written | None:
    """The link, image or definition of a link that a character of a line is in."""
    for found in (*_LINK.finditer(line), *filter(None, [_DEFINITION.match(line)])):
        if found.start() <= character <= found.end():
            image = bool(found.groupdict().get("image"))
            return Written(found["to"], *found.span("to"), image)
    return None


def begun(line: str, character: int) -> Written | None:
    """The address that is being written before a character of a line, if one is."""
    before = line[:character]
    if found := _BEGUN.search(before):
        return Written(found["to"], *found.span("to"), _is_image(before, found.start()))
    found = _DEFINITION.fullmatch(before)
    return Written(found["to"], *found.span("to")) if found else None


def target_of(to: str, here: str, site: Site) -> Target:
    """Where an address leads that is written in the file ``here`` of the source folder."""
    if not to or _ELSEWHERE.match(to):
        return Target()
    path, _, anchor = to.partition("#")
    path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
    place = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    for one in (place, f"{place}.md", posixpath.join(place, "index.md")):
        page = site.pages.get(site.places.get(one, ""))
        if page:
            headings = page.parsed.headings
            return Target(page, next((one for one in headings if one.id == anchor), None))
    return Target(file=place if place in site.assets else "")


def pages(here: str, site: Site, root: str = "/") -> Iterator[Choice]:
    """The pages that could be linked to from the file ``here``, whose language is at ``root``."""
    for page in site.pages.values():
        if page.source_path and page.place != here and not page.original:
            near = f"{int(page.root != root)}{_distance(page.place, here)}"
            path = typed_at(here, page.place)
            yield Choice(path, page.title, page.parsed.meta.description, near + path)


def files(here: str, site: Site, *, images: bool) -> Iterator[Choice]:
    """The images that could be shown, or the other files that could be linked to."""
    for name, data in site.assets.items():
        is_picture = bool(_PICTURE.fullmatch(posixpath.splitext(name)[1]))
        if is_picture == images:
            path = typed_at(here, name)
            size = f"{max(1, len(data) // 1000)} kB"
            yield Choice(path, size, "", f"{2 - images}{_distance(name, here)}{path}")


def anchors(page: Page) -> Iterator[Choice]:
    """The places on a page that could be linked to, in their order."""
    headings = page.parsed.headings
    for number, heading in enumerate(headings):
        yield Choice(heading.id, heading.text, "", f"{number:05}")
    for name in sorted(page.parsed.anchors - {heading.id for heading in headings}):
        yield Choice(name, "", "", f"9{name}")


def _is_image(before: str, bracket: int) -> bool:
    """Whether the square bracket that closes at ``bracket`` opened as that of an image."""
    depth = 0
    for at in range(bracket, -1, -1):
        depth += (before[at] == "]") - (before[at] == "[")
        if depth == 0:
            return at > 0 and before[at - 1] == "!"
    return False


def _distance(one: str, other: str) -> int:
    """How many folders are between two files, at most 9."""
    return min(9, typed_at(other, one).count("/"))
