"""Absolute URLs, with scheme and host, and other addresses for machines."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from curbcut.config import Config
from curbcut.model.page import Page, Site


def absolute(config: Config, address: str) -> str:
    """The absolute URL of a root-relative one; "" if the site's URL is not set."""
    if not config.site.url:
        return ""
    return config.site.url.rstrip("/") + quote(address, safe="/#?&=%+,:;@!$~")


def markdown_address(page: Page) -> str:
    """The URL path of a page's Markdown version."""
    return page.path + "index.md" if page.path.endswith("/") else page.path + ".md"


def at_root(config: Config) -> bool:
    """Whether the site is at the root of its host, not in a folder."""
    return urlsplit(config.site.url).path.strip("/") == ""


def listed(site: Site) -> list[Page]:
    """The pages to list for machines, sorted by path; without those that replace translations."""
    pages = (site.pages[path] for path in sorted(site.pages))
    return [page for page in pages if page.kind.listed and not page.original]


def base_path(config: Config) -> str:
    """The path under which the site is served, with a slash at both ends."""
    return urlsplit(config.site.url).path.rstrip("/") + "/"
