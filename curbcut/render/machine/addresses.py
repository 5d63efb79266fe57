"""Whole addresses, with scheme and host, as machines want them."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from curbcut.config import Config
from curbcut.model.page import Page, Site


def absolute(config: Config, address: str) -> str:
    """An address from the site's root as a whole one; empty where the site's own is unknown."""
    if not config.site.url:
        return ""
    return config.site.url.rstrip("/") + quote(address, safe="/#?&=%+,:;@!$~")


def twin_address(page: Page) -> str:
    """The address of a page's Markdown version."""
    return page.path + "index.md" if page.path.endswith("/") else page.path + ".md"


def at_root(config: Config) -> bool:
    """Whether the site has a host for itself, rather than a folder of one."""
    return urlsplit(config.site.url).path.strip("/") == ""


def listed(site: Site) -> list[Page]:
    """The pages listed for machines, by address; not those that replace others."""
    pages = (site.pages[path] for path in sorted(site.pages))
    return [page for page in pages if page.kind.listed and not page.original]


def base_path(config: Config) -> str:
    """The path that the site lives under, with a slash at both ends."""
    return urlsplit(config.site.url).path.rstrip("/") + "/"
