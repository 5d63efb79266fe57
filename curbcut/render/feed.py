"""An Atom feed (RFC 4287) of what changed in the site's policies: ``feed.xml``."""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape, quoteattr

from curbcut.config import Config
from curbcut.model.page import Edition, Page, Site
from curbcut.render.addresses import absolute

FILE = "feed.xml"


def policies(site: Site, root: str = "/") -> list[Page]:
    """The policies of a language that say since when they are in force, the newest first."""
    pages = (page for page in site.pages.values() if page.root == root and not page.original)
    found = [page for page in pages if page.kind == "policy" and _since(page)]
    return sorted(found, key=lambda page: (_since(page), page.path), reverse=True)


def feed(site: Site, config: Config, edition: Edition) -> str:
    """The feed; its dates are those of the policies, so that the same pages give the same bytes."""
    pages = policies(site, edition.root)
    here = absolute(config, edition.root + FILE)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(edition.language)}>',
        f"<id>{escape(here)}</id>",
        f"<title>{escape(edition.title)}</title>",
        f'<link rel="self" href={quoteattr(here)}/>',
        f"<link href={quoteattr(absolute(config, edition.root))}/>",
        f"<author><name>{escape(edition.organisation or edition.title)}</name></author>",
        f"<updated>{max(map(_since, pages))}</updated>",
    ]
    for page in pages:
        lines += _entry(page, config)
    return "\n".join([*lines, "</feed>", ""])


def _entry(page: Page, config: Config) -> list[str]:
    meta = page.parsed.meta
    address = absolute(config, page.path)
    title = f"{meta.title} ({meta.version})" if meta.version else meta.title
    # A version has its own id, which stays when the next one comes (RFC 4287, section 4.2.6).
    return [
        f"<entry xml:lang={quoteattr(page.language)}>",
        f"<id>{escape(f'{address}#{_since(page)[:10]}')}</id>",
        f"<title>{escape(title)}</title>",
        f"<link href={quoteattr(address)}/>",
        f"<updated>{_since(page)}</updated>",
        f"<summary>{escape(meta.change_note or meta.description)}</summary>",
        "</entry>",
    ]


def _since(page: Page) -> str:
    date: dt.date | None = page.parsed.meta.effective
    return f"{date.isoformat()}T00:00:00Z" if date else ""
