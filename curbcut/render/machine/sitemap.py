"""For search engines: ``sitemap.xml`` (sitemaps.org, 0.9) and ``robots.txt`` (RFC 9309)."""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape, quoteattr

from curbcut.config import Config
from curbcut.model.page import Page, Site
from curbcut.render.machine.addresses import absolute, listed
from curbcut.render.view.languages import alternates


def last_change(page: Page) -> dt.date | None:
    """The latest date in the front matter, or None; never the time of the build or checkout."""
    meta = page.parsed.meta
    return max((date for date in (meta.last_reviewed, meta.effective) if date), default=None)


def sitemap(site: Site, config: Config) -> str:
    """The text of ``sitemap.xml``: all pages with their dates and translations."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in listed(site):
        date = last_change(page)
        modified = f"<lastmod>{date.isoformat()}</lastmod>" if date else ""
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(address)}/>'
            for code, address in alternates(page, site, config)
        )
        where = escape(absolute(config, page.path))
        lines.append(f"<url><loc>{where}</loc>{modified}{others}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(config: Config) -> str:
    """The text of ``robots.txt``: everything is allowed; with the sitemap if the URL is set."""
    lines = ["User-agent: *", "Allow: /"]
    if config.site.url:
        lines += ["", f"Sitemap: {absolute(config, '/sitemap.xml')}"]
    return "\n".join([*lines, ""])
