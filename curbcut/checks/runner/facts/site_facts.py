"""Facts about a page that site-wide checks need, fetched in one call.

``visit`` gathers them once, in the first state, and stores them with the page's result.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from curbcut.browser.session import Session
from curbcut.checks.api import target_from
from curbcut.model.facts import PageFacts, PageHeading, PageLink, Part


def gather(session: Session, page: str, address: str, status: int) -> PageFacts:
    """The facts of the page that is open at ``address`` and known as ``page``."""
    found = session.script("return checks.facts()")
    return facts_from(found, page, address, status)


def facts_from(found: dict[str, Any], page: str, address: str, status: int = 200) -> PageFacts:
    """Facts from what facts.js returns."""
    root = root_of(page, address)

    def path(href: str) -> str:
        return path_in(href, root)

    return PageFacts(
        page=page,
        title=found["title"],
        lang=found["lang"],
        headings=tuple(
            PageHeading(entry["text"], target_from(entry["target"])) for entry in found["headings"]
        ),
        parts=tuple(
            Part(entry["kind"], entry["name"], entry["inside"], target_from(entry["target"]))
            for entry in found["parts"]
        ),
        links=tuple(
            PageLink(
                entry["text"],
                path(entry["href"]),
                urldefrag(entry["href"]).fragment,
                entry["part"],
                entry["current"],
                entry["rel"],
                target_from(entry["target"]),
            )
            for entry in found["links"]
        ),
        ids=frozenset(found["ids"]),
        canonical=path(found["canonical"]) if found["canonical"] else "",
        refresh=_refresh(found["refresh"], address, root),
        search=found["search"],
        status=status,
        complete=not found["more"],
        frames=found["frames"],
        main=found["main"],
    )


def root_of(page: str, address: str) -> str:
    """The part of a page's URL before its path; "" if pages are known by their URLs."""
    if page == address:
        return ""
    path = page.lstrip("/")
    return address.removesuffix(path if address.endswith(path) else quote(path))


def path_in(href: str, root: str) -> str:
    """The path of a URL below ``root``, or any other URL as it is; both without a fragment."""
    try:
        address = urldefrag(href).url
        scheme = urlsplit(address).scheme
    except ValueError:
        return href
    if root and address.startswith(root):
        return "/" + address[len(root) :]
    if root and address + "/" == root:
        return "/"
    return address if scheme else href


def _refresh(content: str, address: str, root: str) -> str:
    _, _, target = content.partition(";")
    name, _, value = target.strip().partition("=")
    if name.strip().lower() != "url" or not value.strip():
        return ""
    try:
        return path_in(urljoin(address, value.strip().strip("'\"")), root)
    except ValueError:
        return ""
