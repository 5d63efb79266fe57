"""Names, order and first pages of folders, out of other tools' navigation."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from curbcut.content.importers.front_matter import written
from curbcut.content.importers.links import Links
from curbcut.content.importers.settings import Entry, Foreign
from curbcut.content.importers.tree import places


def read_navigation(
    foreign: Foreign, links: Links, orders: dict[str, int]
) -> tuple[dict[str, str], dict[str, str]]:
    """What the navigation calls pages and folders; the order that it gives is added."""
    named: dict[str, str] = {}
    folders: dict[str, str] = {}
    seen: Counter[str] = Counter()
    section = ""
    start = posixpath.join(foreign.docs, "index.md") if foreign.docs else "index.md"
    for entry in foreign.navigation:
        page = _entry_page(entry, links, start)
        if not page:
            section = entry.title or section
            continue
        place = links.pages[page].place
        if entry.title:
            named.setdefault(page, entry.title)
        parts = place.split("/")
        if section and len(parts) > 1:
            folders.setdefault("/".join(parts[:-1]), section)
        section = ""
        for depth in range(1, len(parts) + 1):
            key = "/".join(parts[:depth]) + ("/" if depth < len(parts) else "")
            key = key.removesuffix(".md")
            if key.endswith("/index") or key in orders:
                continue
            above = "/".join(parts[: depth - 1])
            seen[above] += 1
            orders[key] = seen[above]
    return named, folders


def _entry_page(entry: Entry, links: Links, start: str) -> str:
    if not entry.target or re.match(r"[a-z]+:", entry.target):
        return ""
    return links.page_at(entry.target.partition("#")[0] or "/", start)


def read_categories(
    others: Iterable[str],
    foreign: Foreign,
    read: Callable[[str], str | None],
    folders: dict[str, str],
    orders: dict[str, int],
) -> None:
    """Titles and order of folders from the files that Docusaurus keeps them in."""
    for name in others:
        if posixpath.basename(name) not in ("_category_.json", "_category_.yml", "_category_.yaml"):
            continue
        text = read(name) or ""
        beside = posixpath.join(posixpath.dirname(name), "x.md")
        folder = posixpath.dirname(places([beside], foreign, [])[0][beside])
        label = re.search(r"[\"']?label[\"']?\s*:\s*[\"']?([^\"',\n}]+)", text)
        position = re.search(r"[\"']?position[\"']?\s*:\s*(\d+)", text)
        if label:
            folders.setdefault(folder, label[1].strip())
        if position:
            orders[f"{folder}/"] = int(position[1])


def index_pages(
    pages: Mapping[str, str],
    folders: Mapping[str, str],
    orders: Mapping[str, int],
    title: str,
    languages: Collection[str],
) -> dict[str, str]:
    """First pages for folders that have none, and for the site."""
    made: dict[str, str] = {}
    wanted = {posixpath.dirname(place) for place in pages}
    wanted |= {above for folder in wanted for above in _above(folder)} | {""}
    for folder in sorted(wanted):
        place = posixpath.join(folder, "index.md")
        if place in pages or f"{folder}.md" in pages or folder.partition("/")[0] in languages:
            continue
        name = posixpath.basename(folder).replace("-", " ")
        given = folders.get(folder) or name[:1].upper() + name[1:]
        given = given if folder else title or "Help"
        values: dict[str, Any] = {"title": given}
        if folder and f"{folder}/" in orders:
            values["order"] = orders[f"{folder}/"]
        made[place] = written(values)
    return made


def _above(folder: str) -> list[str]:
    parts = folder.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
