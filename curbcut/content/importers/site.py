"""A foreign project as a whole: pages converted, then linked with each other."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from curbcut.content.importers.converter import loose
from curbcut.content.importers.front_matter import split, written
from curbcut.content.importers.lines import Loss, text_of
from curbcut.content.importers.links import Here, Links, Target, rewrite_links
from curbcut.content.importers.page import Draft, convert
from curbcut.content.importers.result import Dropped
from curbcut.content.importers.settings import Entry, Foreign
from curbcut.content.importers.site_toml import site_toml
from curbcut.content.importers.tree import place_file, places
from curbcut.content.markdown import parse_page
from curbcut.model.source import SourceFile

HOME = "\0home"
"""Stands for the home page, where the foreign tree has none."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PART = re.compile(r"(^|/)_?(includes|partials|snippets|shared|reusables)/")
"""Folders of texts that other pages take in, which are no pages then."""
_OLD = re.compile(r"(?=/)(/(?!\.{1,2}(/|$))[^\s/\\?#]+)*/?")
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
    named, folders = _navigation(foreign, links, place_by, orders)
    _categories(others, foreign, read, folders, orders)

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
    _find_home(drafts, links, foreign)
    redirects = _addresses(drafts, links, foreign, losses)
    parts = {name.lower() for name in included if _PART.search(name)}
    for key in [key for key, draft in drafts.items() if _only_redirects(draft) or key in parts]:
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
    made = _indexes(pages, folders, orders, title or foreign.title, foreign.languages)
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


def _navigation(
    foreign: Foreign, links: Links, place_by: Mapping[str, str], orders: dict[str, int]
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


def _categories(
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


def _find_home(drafts: Mapping[str, Draft], links: Links, foreign: Foreign) -> None:
    """Make the page whose address is that of the site its first page, with its translations."""
    if links.addresses["/"] != HOME:
        return
    key = next((key for key, one in drafts.items() if "/" in one.keys.addresses), "")
    if not key:
        return
    place = links.pages[key].place
    links.addresses["/"] = key
    for other, target in links.pages.items():
        for root in ("", *(f"{code}/" for code in foreign.languages)):
            if target.place == root + place:
                links.pages[other] = Target(f"{root}index.md", {})


def _addresses(
    drafts: Mapping[str, Draft], links: Links, foreign: Foreign, losses: list[Loss]
) -> dict[str, list[str]]:
    """Note under which addresses pages were, and return those that must redirect."""
    redirects: dict[str, list[str]] = {}
    own = {_address(links.pages[key].place): key for key in drafts}
    claimed: dict[str, str] = {}
    for key, draft in drafts.items():
        bare = posixpath.splitext(key)[0]
        inside = bare.removeprefix(f"{foreign.docs}/") if foreign.docs else bare
        post = re.fullmatch(r"(?:.*/)?(\d{4})-(\d\d)-(\d\d)-(.+)", inside)
        ours = _address(links.pages[key].place)
        guesses = [ours, f"/docs{ours}", f"/{inside}", f"/docs/{inside}"]
        guesses += [f"/{'/'.join(post.groups())}"] if post else []
        if slug := draft.keys.values.get("slug"):
            guesses.append(posixpath.join("/", posixpath.dirname(inside), str(slug)))
        for guess in guesses:
            links.addresses.setdefault(_known(guess), key)
    for key, draft in drafts.items():
        for old in (*draft.keys.addresses, *draft.keys.former):
            links.addresses.setdefault(_known(old), key)
    for key, draft in drafts.items():
        if _only_redirects(draft):
            _forward(draft, key, links, redirects, losses)
            continue
        for old in (*draft.keys.addresses, *draft.keys.former):
            _claim(old, key, draft, own, claimed, redirects, losses)
    return redirects


def _claim(
    old: str,
    key: str,
    draft: Draft,
    own: Mapping[str, str],
    claimed: dict[str, str],
    redirects: dict[str, list[str]],
    losses: list[Loss],
) -> None:
    ours = _known(old)
    line = 1
    if not _OLD.fullmatch(old):
        what = f"The old address “{old}” cannot redirect"
        losses.append(Loss("redirect", draft.source, line, what))
    elif (other := claimed.get(ours) or own.get(ours)) is not None and other != key:
        what = f"The old address “{old}” also belongs to “{other}”"
        losses.append(Loss("redirect", draft.source, line, what, "Decide which page has it."))
    elif own.get(ours) != key and claimed.get(ours) != key:
        claimed[ours] = key
        redirects.setdefault(key, []).append(old)


def _only_redirects(draft: Draft) -> bool:
    return bool(draft.keys.leads_to) and not any(line.text.strip() for line in draft.lines)


def _forward(
    draft: Draft,
    key: str,
    links: Links,
    redirects: dict[str, list[str]],
    losses: list[Loss],
) -> None:
    """A page that only redirects: its address goes to where it leads, if that is imported."""
    to = re.sub(r"^https?://[^/]+", "", draft.keys.leads_to)
    target = links.page_at(to.partition("#")[0], draft.source) if to.startswith("/") else ""
    old = next(iter(draft.keys.addresses), "") or _address(links.pages[key].place)
    links.moved[key] = target or draft.keys.leads_to
    if target and target in links.pages and target != key and _OLD.fullmatch(old):
        redirects.setdefault(target, []).append(old)
        what = f"The page only leads to “{to}”, whose page now has its address"
        losses.append(Loss("redirect", draft.source, 1, what))
    else:
        what = f"The page only leads to “{draft.keys.leads_to}” and was not imported"
        fix = "Set up the redirect on your web server if the address is still used."
        losses.append(Loss("redirect", draft.source, 1, what, fix))


def _known(address: str) -> str:
    """An address as it is looked up: without case, ending, index and last slash."""
    address = re.sub(r"\.(html?|xhtml|md|mdx)$", "", address.lower().rstrip("/"))
    return re.sub(r"/(index|_index|readme)$", "", address) or "/"


def _address(place: str) -> str:
    """The address that Curbcut gives a page, without its last slash."""
    return _known(f"/{place}")


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


def _indexes(
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
