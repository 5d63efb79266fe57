"""The order of the pages and their hierarchy."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from curbcut.model.page import Page


def parent_of(page: Page, pages: Mapping[str, Page]) -> str:
    """The nearest existing page above a page, within its edition; "" for the home page."""
    if page.path == page.root:
        return ""
    parts = page.path.removeprefix(page.root).strip("/").split("/")[:-1]
    for depth in range(len(parts), -1, -1):
        above = page.root + "".join(f"{part}/" for part in parts[:depth])
        if above in pages and pages[above].root == page.root:
            return above
    return ""


def arrange(pages: Mapping[str, Page]) -> tuple[dict[str, Page], dict[str, tuple[str, ...]]]:
    """Find each page's parent and section, and the children of each page in order.

    Each edition is a separate tree. Siblings are sorted by ``order``, then by title; those without
    an ``order`` come last. A section is a page directly below the home page, with all pages below
    it.
    """
    below: dict[str, list[str]] = {path: [] for path in pages}
    placed: dict[str, Page] = {}
    for path, page in pages.items():
        parent = parent_of(page, pages) if not page.kind.anywhere else ""
        placed[path] = dataclasses.replace(page, parent=parent)
        if parent and page.kind.listed:
            below[parent].append(path)

    def rank(path: str) -> tuple[bool, int, str, str]:
        meta = pages[path].parsed.meta
        return meta.order is None, meta.order or 0, meta.title.casefold(), path

    children = {path: tuple(sorted(entries, key=rank)) for path, entries in below.items()}
    for path, page in placed.items():
        section = path
        while placed[section].parent not in ("", page.root):
            section = placed[section].parent
        placed[path] = dataclasses.replace(page, section="" if path == page.root else section)
    return placed, children


def reading_order(children: Mapping[str, tuple[str, ...]], start: str = "/") -> tuple[str, ...]:
    """All pages below ``start``, depth first: what previous and next follow."""
    order: list[str] = []
    stack = [start] if start in children else []
    while stack:
        path = stack.pop()
        order.append(path)
        stack.extend(reversed(children[path]))
    return tuple(order)
