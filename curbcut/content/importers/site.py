"""A foreign project as a whole: pages converted, then linked with each other."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from curbcut.content.importers.addresses import HOME, find_home, old_addresses, only_redirects
from curbcut.content.importers.converter import loose
from curbcut.content.importers.front_matter import split, written
from curbcut.content.importers.lines import Loss, text_of
from curbcut.content.importers.links import Here, Links, Target, rewrite_links
from curbcut.content.importers.navigation import index_pages, read_categories, read_navigation
from curbcut.content.importers.page import Draft, convert
from curbcut.content.importers.result import Dropped
from curbcut.content.importers.settings import Foreign
from curbcut.content.importers.site_toml import site_toml
from curbcut.content.importers.tree import place_file, places
from curbcut.content.markdown import parse_page
from curbcut.model.source import SourceFile

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PART = re.compile(r"(^|/)_?(includes|partials|snippets|shared|reusables)/")
"""Folders of texts that other pages take in, which are no pages then."""
_INCLUDED = ("", "_includes", "includes", "snippets", "_snippets", "partials")


@dataclass(frozen=True, slots=True)
class Imported:
    """An imported site. ``pages`` are texts by place, ``files`` foreign paths by place."""

    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    settings: str = ""
    html: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    losses: tuple[Loss, ...] = ()


def import_pages(
    texts: Mapping[str, str],
    others: Iterable[str],
    foreign: Foreign,
    read: Callable[[str], str | None],
    *,
    title: str = "",
    origin: str = "",
) -> Imported:
    """Import the pages ``texts``, by their paths in the foreign tree.

    ``others`` are the tree's other files, which ``read`` reads as text; ``origin`` is the address
    of the old site, for links to what is not imported.
    """
    losses: list[Loss] = []
    others = list(others)
    place_by, orders = places(texts, foreign, losses)
    files = _file_places(others, foreign)
    targets = {name.lower(): Target(place, {}) for name, place in place_by.items()}
    links = Links(foreign, targets, files, origin=origin or foreign.url)
    home = next((key for key, target in targets.items() if target.place == "index.md"), HOME)
    if home is HOME:
        targets[HOME] = Target("index.md")  # made below
    links.addresses["/"] = home
    named, folders = read_navigation(foreign, links, orders)
    read_categories(others, foreign, read, folders, orders)

    drafts: dict[str, Draft] = {}
    included: set[str] = set()
    for name, text in texts.items():
        key = name.lower()
        drafts[key] = convert(
            text,
            name,
            foreign,
            _finder(foreign, {*texts, *others}, read, included),
            losses,
            named.get(key, ""),
        )
    find_home(drafts, links, foreign)
    redirects = old_addresses(drafts, links, foreign, losses)
    parts = {name.lower() for name in included if _PART.search(name)}
    for key in [key for key, draft in drafts.items() if only_redirects(draft) or key in parts]:
        del drafts[key]
    losses = [one for one in losses if one.path.lower() not in parts or one.kind != "title"]
    for key, draft in drafts.items():
        _anchors(draft, targets[key])

    language = _language(drafts, foreign)
    pages: dict[str, str] = {}
    html: set[str] = set()
    scale = 10 if any((d.keys.order or 0) % 1 for d in drafts.values()) else 1
    for key, draft in drafts.items():
        place = targets[key].place
        here = Here(draft.source, place)
        body = text_of(rewrite_links(draft.lines, here, links, losses))
        values = _values(draft, place, orders, redirects.get(key, []), language, foreign, scale)
        pages[place] = written(values) + ("\n" + body + "\n" if body.strip() else "")
        html |= draft.html
    made = index_pages(pages, folders, orders, title or foreign.title, foreign.languages)
    pages |= made
    name = title or foreign.title or _title_of(pages.get("index.md", "")) or "Help"
    languages = {code: name for code, name in foreign.languages.items() if _has(pages, code)}
    return Imported(
        pages=dict(sorted(pages.items())),
        files={files[name]: _spelt(name, others) for name in sorted(links.used)},
        settings=site_toml(foreign, name, language, languages, html),
        html=tuple(sorted(html)),
        made=tuple(sorted(made)),
        left=tuple(name for name in others if _is_content(name) and name.lower() not in links.used),
        dropped=_dropped(drafts.values()),
        losses=tuple(sorted(set(losses))),
    )


def _has(pages: Mapping[str, str], code: str) -> bool:
    return any(place.startswith(f"{code}/") for place in pages)


def _spelt(name: str, others: Iterable[str]) -> str:
    return next(one for one in others if one.lower() == name)


_CONTENT = re.compile(
    r"\.(png|jpe?g|gif|svg|webp|avif|ico|pdf|docx?|xlsx?|pptx?|odt|ods|csv|zip|mp4|webm|mp3|vtt|txt)$",
    re.I,
)


def _is_content(name: str) -> bool:
    return _CONTENT.search(name) is not None


def _file_places(others: Iterable[str], foreign: Foreign) -> dict[str, str]:
    """Where each file would go, by its path without case; no two at the same place."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in others:
        place = place_file(name, foreign)
        stem, ending = posixpath.splitext(place)
        number = 1
        while place.casefold() in taken:
            number += 1
            place = f"{stem}-{number}{ending}"
        taken.add(place.casefold())
        found[name.lower()] = place
    return found


def _finder(
    foreign: Foreign,
    names: set[str],
    read: Callable[[str], str | None],
    included: set[str],
) -> Callable[[str, str], tuple[str, str] | None]:
    def find(name: str, page: str) -> tuple[str, str] | None:
        name = name.removeprefix("@site/").lstrip("/")
        homes = [posixpath.dirname(page), *_INCLUDED]
        homes += [posixpath.join(foreign.docs, one) for one in _INCLUDED]
        for home in homes:
            for ending in ("", ".md", ".html"):
                path = posixpath.normpath(posixpath.join(home, name + ending))
                if path in names and (text := read(path)) is not None:
                    included.add(path)
                    return path, split(text, path, [])[2]
        return None

    return find


def _anchors(draft: Draft, target: Target) -> None:
    """Fill in the anchors of a page; other tools make other ones of the same headings."""
    anchors = target.anchors
    assert isinstance(anchors, dict)
    text = written({"title": draft.title}) + "\n" + text_of(draft.lines) + "\n"
    page, _ = parse_page(SourceFile(target.place, text, ""))
    for heading in page.headings:
        anchors.setdefault(loose(heading.id), heading.id)
    for heading in page.headings:
        anchors.setdefault(loose(heading.text), heading.id)
        anchors.setdefault(loose(heading.text.replace("&", "and")), heading.id)
    for anchor in page.anchors:
        anchors.setdefault(loose(anchor), anchor)


def _language(drafts: Mapping[str, Draft], foreign: Foreign) -> str:
    """The language of the site: what its settings say, else that of most pages."""
    given = foreign.language.replace("_", "-")
    if given and _LANGUAGE.fullmatch(given):
        return given
    counts = Counter(str(draft.keys.values.get("lang", "")) for draft in drafts.values())
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else "en"


def _values(
    draft: Draft,
    place: str,
    orders: Mapping[str, int],
    redirects: list[str],
    language: str,
    foreign: Foreign,
    scale: int,
) -> dict[str, Any]:
    keys = draft.keys
    values: dict[str, Any] = {"title": draft.title, **keys.values}
    name = place.removesuffix(".md")
    key = f"{posixpath.dirname(name)}/" if posixpath.basename(name) == "index" else name
    order = round(keys.order * scale) if keys.order is not None else orders.get(key)
    if order is not None:
        values["order"] = order
    edition = place.partition("/")[0]
    if values.get("lang") == (edition if edition in foreign.languages else language):
        del values["lang"]
    if redirects:
        values["redirect_from"] = redirects[0] if len(redirects) == 1 else redirects
    return values


def _title_of(text: str) -> str:
    title = split(text, "", [])[0].get("title")
    return str(title) if title else ""


def _dropped(drafts: Iterable[Draft]) -> tuple[Dropped, ...]:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, int]] = {}
    for draft in drafts:
        for key, line in draft.keys.dropped.items():
            counts[key] += 1
            first.setdefault(key, (draft.source, line))
        for key, line in draft.keys.labels.items() if draft.title != draft.keys.label else ():
            counts[key] += 1
            first.setdefault(key, (draft.source, line))
    return tuple(Dropped(key, count, *first[key]) for key, count in counts.most_common())
