"""The outline of a site: only what pages show about each other.

Templates get the site in this form, so a page cannot depend on the text of another one. So the
digests of the outline and of the page itself cover everything that a rendered page depends on.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec

from curbcut.cache import code_digest, digest_of
from curbcut.config import Config
from curbcut.model.front_matter import Meta
from curbcut.model.listing import Listing
from curbcut.model.page import Page, ParsedPage, Site
from curbcut.model.source import SourceFile


def outline_of(site: Site) -> Site:
    """The site without the text of its pages, its listings, its assets, and its redirects."""
    return dataclasses.replace(
        site,
        pages={path: _outlined(page) for path, page in site.pages.items()},
        generated=tuple(
            (_outlined(page), Listing(document=listing.document))
            for page, listing in site.generated
        ),
        assets={},
        redirects=(),
    )


def _outlined(page: Page) -> Page:
    meta = page.parsed.meta
    shown = Meta(title=meta.title, description=meta.description)
    return dataclasses.replace(page, parsed=ParsedPage(SourceFile("", "", ""), shown, ""))


def shared_digest(outline: Site, config: Config) -> str:
    """The digest of everything that pages have in common: templates, settings, and the outline.

    Parts of the outline that concern only single pages are left out; see ``page_specifics``.
    """
    common = dataclasses.replace(outline, links={}, related={}, outdated=frozenset())
    settings = [
        repr(getattr(config, field.name))
        for field in dataclasses.fields(config)
        if field.name not in ("templates", "spans")
    ]
    return digest_of((code_digest(), *config.templates.parts(""), *settings, encoded(common)))


def page_specifics(page: Page, site: Site) -> tuple[Any, ...]:
    """The parts of the outline that concern only this page."""
    return site.related.get(page.path), page.path in site.outdated


def content_of(page: Page, site: Site) -> bytes:
    """The content of a page, encoded: its text, its front matter, and the targets of its links."""
    parsed = page.parsed
    return _ENCODER.encode(
        (
            parsed.source.path,
            msgspec.structs.replace(parsed.meta, spans={}),
            parsed.html,
            [(heading.level, heading.text, heading.id) for heading in parsed.headings],
            [(link.destination, link.text, link.image, link.format) for link in parsed.links],
            site.links.get(page.path, ()),
        )
    )


def encoded(value: Any) -> bytes:
    """A value of the model, encoded as MessagePack."""
    return _ENCODER.encode(value)


_ENCODER = msgspec.msgpack.Encoder()
