"""A section as one printable document, and the links to it on the section's first page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from markupsafe import Markup, escape

from curbcut.html.marks import mark_file
from curbcut.html.tokens import Attribute, EndTag, StartTag, tokens
from curbcut.model import kinds
from curbcut.model.languages import direction_of
from curbcut.model.listing import Listing
from curbcut.model.page import Page, Site
from curbcut.model.view import PartView, PrintView
from curbcut.render.view.downloads import in_bytes
from curbcut.render.view.views import Href, in_words

_POINTS = frozenset(
    ("id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
)
"""Attributes whose value is one or more ids."""

type Fill = Callable[[str, Page, Href], str]
"""Fills in the URLs in the HTML of a page's Markdown, using the given function."""


def parts_of(
    page: Page,
    listing: Listing,
    site: Site,
    strings: Mapping[str, str],
    href: Href,
    fill: Fill,
) -> tuple[PartView, ...]:
    """The pages of a section as parts of the document ``page``.

    Headings are one level lower, ids are unique in the document, and links between pages of the
    section point to the parts. A first page without text has no part, because it would only repeat
    the table of contents.
    """
    shown = [site.pages[path] for path in listing.parts]
    shown = [part for part in shown if part.parsed.html.strip() or part.path != page.parent]
    ids = {part.path: f"part-{number}" for number, part in enumerate(shown, 1)}

    def lead(target: str) -> str:
        path, mark, anchor = target.partition("#")
        if path in ids:
            # “#content” is the start of any page.
            inside = mark and anchor != "content"
            return f"#{ids[path]}-{anchor}" if inside else f"#{ids[path]}"
        return href(target)

    def make(part: Page) -> PartView:
        name = ids[part.path]
        heading = strings["print_overview"] if part.path == page.parent else part.title
        content = fill(_joined(part, name), part, lead)
        return _part(part, page, name, heading, content)

    return tuple(map(make, shown))


def _part(part: Page, page: Page, name: str, heading: str, content: str) -> PartView:
    meta = part.parsed.meta
    foreign = part.title_language != page.language
    direction = direction_of(part.title_language)
    return PartView(
        id=name,
        heading=heading,
        content=Markup(content),  # noqa: S704  rendered by us, with raw HTML escaped
        lede=meta.description if part.kind is kinds.LANDING and part.path != page.parent else "",
        language=part.title_language if foreign else "",
        direction=direction if foreign and direction != direction_of(page.language) else "",
        effective=in_words(meta.effective, page.language),
        version=meta.version,
        last_reviewed=in_words(meta.last_reviewed, page.language),
    )


def _joined(part: Page, name: str) -> str:
    """A page's HTML for the document, before links are filled in."""
    html = part.parsed.html
    made: list[str] = []
    at = 0

    def instead(start: int, end: int, written: str) -> None:
        nonlocal at
        made.extend((html[at:start], written))
        at = end

    for tag in tokens(html):
        if not isinstance(tag, StartTag | EndTag):
            continue
        if tag.name in _LOWER:
            level = tag.start + (3 if isinstance(tag, EndTag) else 2)
            instead(level, level + 1, _LOWER[tag.name])
        if isinstance(tag, StartTag):
            for attribute, value in _renamed(tag, name, part.title):
                instead(attribute.start, attribute.end, f'{attribute.name}="{escape(value)}"')
    return mark_file("".join((*made, html[at:])), part.parsed.source.path)


_LOWER = {f"h{level}": str(min(6, level + 1)) for level in range(1, 7)}


def _renamed(tag: StartTag, name: str, title: str) -> Iterator[tuple[Attribute, str]]:
    """The attributes of a tag that change in the document, with their new values."""
    notes = tag.attributes.get("class") == "footnotes"
    for attribute in tag.written():
        value = attribute.value
        if attribute.name in _POINTS and value:
            yield attribute, " ".join(f"{name}-{one}" for one in value.split())
        elif attribute.name == "href" and value.startswith("#") and value != "#":
            yield attribute, f"#{name}-{value[1:]}"
        elif notes and attribute.name == "aria-label":
            # Each part has its own footnotes; the page's title makes the names of regions unique.
            yield attribute, f"{value} – {title}"


def printing_of(
    page: Page, site: Site, documents: Mapping[str, int], href: Href
) -> PrintView | None:
    """The links from a section's first page to its printable version; None if there is none.

    ``documents`` maps the URL paths of PDFs to their sizes in bytes.
    """
    for made, listing in site.generated:
        if made.kind is kinds.PRINT and made.parent == page.path:
            size = documents.get(listing.document)
            if size is None:
                return PrintView(href(made.path))
            words = in_bytes(size, page.language)
            return PrintView(href(made.path), href(quote(listing.document)), words)
    return None
