"""Site -> one View per page: every address relative, every date in words, nothing to look up."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable, Mapping
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from markupsafe import Markup

from curbcut.config import Config
from curbcut.model.listing import Branch, Entry, Group, Letter, Listing
from curbcut.model.page import Page, Site
from curbcut.model.view import (
    AssetsView,
    ContactView,
    Date,
    HeadingItem,
    IndexEntry,
    IndexLetter,
    Link,
    LogoView,
    MapGroup,
    MapItem,
    NavCard,
    NavItem,
    PageView,
    SearchView,
    SiteView,
    View,
)
from curbcut.render.assets import Assets
from curbcut.render.structured import machine_view
from curbcut.site.alphabet import OTHER
from curbcut.site.listings import ALL_PAGES, SEARCH


def relative(start: str, target: str) -> str:
    """The address ``target``, which starts at the root, as seen from the page ``start``.

    Relative addresses let a site live under any path. The page for what was not found is the
    exception: it is shown at every depth, so its links start at the root.
    """
    if not target.startswith("/") or target.startswith("//"):
        return target
    path, mark, tail = _cut(target)
    folder = start if start.endswith("/") else posixpath.dirname(start) + "/"
    if path == start and mark == "#":
        return mark + tail
    answer = posixpath.relpath(path, folder)
    if path.endswith("/") and answer != ".":
        answer += "/"
    if answer == ".":
        answer = "./"
    return answer + mark + tail


def _cut(address: str) -> tuple[str, str, str]:
    at = min((found for sign in "?#" if (found := address.find(sign)) != -1), default=-1)
    return (address, "", "") if at == -1 else (address[:at], address[at], address[at + 1 :])


def locale_of(language: str) -> Locale:
    """The locale for a language code; plain English is the world's, which writes 17 May 2026."""
    try:
        return Locale.parse("en-001" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_001")


def in_words(date: dt.date | None, language: str) -> Date | None:
    """A date for machines and for people."""
    if date is None:
        return None
    return Date(date.isoformat(), format_date(date, "long", locale_of(language)))


def direction_of(language: str) -> str:
    """The direction a language is written in: "ltr" or "rtl"."""
    return str(locale_of(language).text_direction)


type Href = Callable[[str], str]
"""An address from the root, as the page at hand has to write it."""


def make_view(
    page: Page,
    site: Site,
    config: Config,
    assets: Assets,
    strings: dict[str, str],
    content: str,
    base: str,
    listing: Listing | None = None,
    index: str = "",
) -> View:
    """What the templates get for ``page``.

    ``base`` is the path that the site lives under, ``listing`` what a generated page lists and
    ``index`` the address of the search index.
    """

    def href(target: str) -> str:
        if page.kind == "not-found" and target.startswith("/"):
            return base.rstrip("/") + target
        return relative(page.path, target)

    meta = page.parsed.meta
    home = site.pages.get("/")
    listing = listing or Listing()
    before, after = _neighbours(page, site, listing)
    section = site.pages.get(page.section) if page.section else None
    above = "/" if page.kind == "not-found" else page.path
    return View(
        site=SiteView(
            title=config.site.title,
            description=config.site.description,
            home_href=href("/"),
            contact=_contact(site, config, href),
            organisation=config.site.organisation,
            organisation_href=config.site.organisation_url,
            logo=_logo(assets, href),
        ),
        page=PageView(
            title=meta.title,
            heading=meta.title,
            kind=page.kind,
            language=page.language,
            direction=direction_of(page.language),
            path=page.path,
            description=meta.description,
            canonical=config.site.url.rstrip("/") + quote(page.path) if config.site.url else "",
            owner=meta.owner,
            version=meta.version,
            change_note=meta.change_note,
            last_reviewed=in_words(meta.last_reviewed, page.language),
            effective=in_words(meta.effective, page.language),
        ),
        content=Markup(content),  # noqa: S704  rendered by us, with raw HTML escaped
        assets=AssetsView(
            styles=tuple(href(path) for path in assets.styles_of(page.kind)),
            scripts=tuple(href(path) for path in assets.scripts_of(page.kind)),
            icon=href(assets.icon) if assets.icon else "",
        ),
        strings=strings,
        trail=tuple(Link(above.title, href(above.path)) for above in _above(page, site)),
        navigation=_navigation(page, site, href) if section else (),
        navigation_title=section.title if section else "",
        contents=_contents(page),
        children=tuple(_card(path, site, href) for path in site.children.get(above, ())),
        previous=_link(before, href),
        next=_link(after, href),
        machine=machine_view(page, site, config, _above(page, site), href),
        search=_search(site, strings, href, index),
        all_pages_href=href(ALL_PAGES) if ALL_PAGES in _own(site) else "",
        letters=tuple(_letter(letter, page, href) for letter in listing.letters),
        groups=tuple(_group(group, page, href) for group in listing.groups),
        extra={"home_title": home.title if home else config.site.title},
    )


def _contact(site: Site, config: Config, href: Href) -> ContactView:
    contact = config.contact
    phone = "".join(char for char in contact.phone if char.isdigit() or char == "+")
    return ContactView(
        page_href=href(site.contact) if site.contact else "",
        email=contact.email,
        phone=contact.phone,
        phone_href=f"tel:{phone}" if phone else "",
        hours=contact.hours,
        address=tuple(contact.address),
    )


def _logo(assets: Assets, href: Href) -> LogoView | None:
    if not assets.logo:
        return None
    width, height = assets.logo_size or (0, 0)
    dark = href(assets.logo_dark) if assets.logo_dark else ""
    return LogoView(href(assets.logo), dark, width, height)


def _above(page: Page, site: Site) -> list[Page]:
    """The trail of any page; what is generated may lie below a generated page."""
    up = _own(site).get(page.parent)
    return [*trail_of(up, site.pages), up] if up else trail_of(page, site.pages)


def trail_of(page: Page, pages: Mapping[str, Page]) -> list[Page]:
    """The pages above ``page``, from the home page down."""
    trail: list[Page] = []
    above = page.parent
    while above:
        trail.append(pages[above])
        above = pages[above].parent
    trail.reverse()
    if page.kind == "not-found" and "/" in pages:
        trail = [pages["/"]]
    return trail


def _own(site: Site) -> dict[str, Page]:
    """The generated pages by their addresses."""
    return {page.path: page for page, _ in site.generated}


def _search(site: Site, strings: dict[str, str], href: Href, index: str) -> SearchView | None:
    if SEARCH not in _own(site):
        return None
    said = "search_say_"
    return SearchView(
        # A form that asks for a folder gets a list of files where the site is opened from a disk.
        action=href(f"{SEARCH}index.html"),
        page_href=href(SEARCH),
        root=href("/"),
        index=href(index) if index else "",
        says={
            key.removeprefix(said).replace("_", "-"): text
            for key, text in strings.items()
            if key.startswith(said) and index
        },
    )


def _neighbours(page: Page, site: Site, listing: Listing) -> tuple[Page | None, Page | None]:
    """The pages before and after in reading order, within the section or the list."""
    if listing.previous or listing.next:
        own = _own(site)
        return own.get(listing.previous), own.get(listing.next)
    position = site.positions.get(page.path)
    if position is None or not page.section:
        return None, None
    before = site.order[position - 1] if position > 0 else ""
    after = site.order[position + 1] if position + 1 < len(site.order) else ""

    def same(path: str) -> Page | None:
        found = site.pages.get(path)
        return found if found is not None and found.section == page.section else None

    return same(before), same(after)


def _link(page: Page | None, href: Href) -> Link | None:
    return Link(page.title, href(page.path)) if page else None


def _navigation(page: Page, site: Site, href: Href) -> tuple[NavItem, ...]:
    """The pages of the section; below the first level only the branch that the page is on."""
    above = {entry.path for entry in trail_of(page, site.pages)} | {page.path}

    def items(paths: tuple[str, ...]) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(
                text=site.pages[path].title,
                href=href(path),
                current=path == page.path,
                within=path in above and path != page.path,
                children=items(site.children[path]) if path in above else (),
            )
            for path in paths
        )

    return items((page.section,)) if site.children.get(page.section) else ()


def _contents(page: Page) -> tuple[HeadingItem, ...]:
    items: list[HeadingItem] = []
    for heading in page.parsed.headings:
        if heading.level == 2:
            items.append(HeadingItem(heading.text, heading.id))
        elif heading.level == 3 and items:
            last = items[-1]
            child = HeadingItem(heading.text, heading.id)
            items[-1] = HeadingItem(last.text, last.id, (*last.children, child))
    return tuple(items) if len(items) > 1 else ()


def _card(path: str, site: Site, href: Href) -> NavCard:
    page = site.pages[path]
    return NavCard(
        text=page.title,
        href=href(path),
        description=page.parsed.meta.description,
        children=tuple(
            Link(site.pages[child].title, href(child), site.pages[child].parsed.meta.description)
            for child in site.children[path]
        ),
    )


def _index_entry(entry: Entry, page: Page, href: Href) -> IndexEntry:
    language = entry.language if entry.language != page.language else ""
    direction = direction_of(language) if language else ""
    return IndexEntry(
        text=entry.text,
        href=href(entry.path),
        context=entry.context,
        language=language,
        direction=direction if direction != direction_of(page.language) else "",
    )


def _letter(letter: Letter, page: Page, href: Href) -> IndexLetter:
    return IndexLetter(
        label=letter.label if letter.label != OTHER else "",
        id=letter.id,
        href=href(letter.path) if letter.path else f"#{letter.id}",
        entries=tuple(_index_entry(entry, page, href) for entry in letter.entries),
    )


def _group(group: Group, page: Page, href: Href) -> MapGroup:
    return MapGroup(
        link=_index_entry(group.entry, page, href) if group.entry else None,
        id=group.id,
        href=href(group.path) if group.path else f"#{group.id}",
        size=group.size,
        items=tuple(_map_item(branch, page, href) for branch in group.branches),
    )


def _map_item(branch: Branch, page: Page, href: Href) -> MapItem:
    return MapItem(
        link=_index_entry(branch.entry, page, href),
        children=tuple(_map_item(child, page, href) for child in branch.children),
    )
