"""What pages show of the other pages of a site, and nothing else of them.

Templates are given a site in this form. So a page cannot depend on the text of another one, and a
digest of the outline, together with one of the page itself, names everything that a page is made
of: where both are as they were, so is the page.
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
    """The site without the text of its pages, its files, and what only the build has to know."""
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


def frame_of(outline: Site, config: Config) -> str:
    """The digest of everything that pages have in common: templates, settings, and the outline.

    What the outline says of single pages alone is left out; see ``own_of``.
    """
    common = dataclasses.replace(outline, links={}, related={}, outdated=frozenset())
    settings = [
        repr(getattr(config, field.name))
        for field in dataclasses.fields(config)
        if field.name not in ("templates", "spans")
    ]
    return digest_of((code_digest(), *config.templates.parts(""), *settings, encoded(common)))


def own_of(page: Page, site: Site) -> tuple[Any, ...]:
    """What the outline says of one page alone."""
    return site.related.get(page.path), page.path in site.outdated


def body_of(page: Page, site: Site) -> bytes:
    """All of a page that is its own: its text and front matter, and where its links lead."""
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
    """A value of the model as bytes."""
    return _ENCODER.encode(value)


_ENCODER = msgspec.msgpack.Encoder()
