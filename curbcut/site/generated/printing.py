"""Sections on one page: which sections have one, and what is on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from curbcut.model import kinds
from curbcut.model.listing import Listing
from curbcut.model.page import Page
from curbcut.site.generated.listings import Listed, Maker

LIMIT = 100
"""The most pages in one document. More would take minutes to check, and nobody would print them."""


def print_pages(
    pages: Mapping[str, Page], order: Sequence[str], maker: Maker, *, pdf: bool
) -> list[Listed]:
    """A page to print for each section that has more than one page and at most ``LIMIT``.

    ``order`` is the reading order of all pages; ``pdf`` says whether PDFs are made too.
    """
    sections: dict[str, list[str]] = {}
    for path in order:
        if path in pages and (section := pages[path].section):
            sections.setdefault(section, []).append(path)
    made: list[Listed] = []
    for section, paths in sections.items():
        first = pages[section]
        # An untranslated section is printed only in its own language.
        if 1 < len(paths) <= LIMIT and not first.original:
            title = maker.strings["print_title"].format(section=first.title)
            page = maker.page(
                f"{section}print/", kinds.PRINT, title, first.parsed.meta.description, up=section
            )
            document = f"{section}{section.split('/')[-2]}.pdf" if pdf else ""
            listing = Listing(parts=tuple(paths), document=document)
            made.append((replace(page, language=first.language), listing))
    return made


def document_page(page: Page, listing: Listing) -> Page:
    """A page at the address of the PDF, to find out whether that address is free."""
    return replace(page, path=listing.document, output=listing.document[1:])
