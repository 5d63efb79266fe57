"""The view of each page: relative URLs, formatted dates, nothing left for templates to look up."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable, Mapping
from functools import partial

from babel.dates import format_date
from markupsafe import Markup

from curbcut.config import Config
from curbcut.model import kinds
from curbcut.model.languages import direction_of, locale_of
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
    Tongue,
    View,
)
from curbcut.render.machine.addresses import absolute
from curbcut.render.machine.structured_data import machine_view
from curbcut.render.theming.assets import Assets
from curbcut.render.theming.strings import DEFAULT, is_marked
from curbcut.render.view.feedback import feedback_view
from curbcut.render.view.languages import note_of, switcher, tongue_of
from curbcut.render.view.policies import policy_view
from curbcut.site.generated.alphabet import OTHER
from curbcut.site.generated.listings import ALL_PAGES, SEARCH


def relative(start: str, target: str) -> str:
    """The relative URL from the page ``start`` to ``target``, a path from the root.

    Relative URLs let a site be served under any path. Anything but a path from the root is returned
    unchanged.
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


def href_of(page: Page, config: Config, base: str) -> Href:
    """A function that turns a path from the root into a URL for links on ``page``.

    URLs are relative, except on “not found” pages, which are served at any depth: theirs start with
    ``base``, the path under which the site is served. In an offline copy all are relative, and
    point to the file in a folder, because no server resolves folders there.
    """

    def href(target: str) -> str:
        if config.offline:
            within = target.startswith(f"{page.path}#")
            return relative(page.path, target if within else named(target))
        if page.kind.anywhere and target.startswith("/"):
            return base.rstrip("/") + target
        return relative(page.path, target)

    return href


def named(target: str) -> str:
    """A path from the root with “index.html” added if it is a folder's."""
    path, mark, tail = _cut(target)
    inside = path.startswith("/") and not path.startswith("//")
    return f"{path}index.html{mark}{tail}" if inside and path.endswith("/") else target


def _cut(address: str) -> tuple[str, str, str]:
    at = min((found for sign in "?#" if (found := address.find(sign)) != -1), default=-1)
    return (address, "", "") if at == -1 else (address[:at], address[at], address[at + 1 :])


def _date(date: dt.date, language: str) -> Date:
    return Date(date.isoformat(), format_date(date, "long", locale_of(language)))


def in_words(date: dt.date | None, language: str) -> Date | None:
    """A date in ISO format and written out in ``language``."""
    return None if date is None else _date(date, language)


type Href = Callable[[str], str]
"""Turns a path from the root into a URL for links on the current page."""
type Linker = Callable[[Page], Link]
"""Makes a link from the current page to a page."""


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
    """The view that the templates get for ``page``.

    ``base`` is the path under which the site is served, ``listing`` is what a generated page lists,
    and ``index`` is the URL path of the search index, or "".
    """
    href = href_of(page, config, base)

    def link(other: Page) -> Link:
        tongue = tongue_of(other.title_language, page)
        return Link(other.title, href(other.path), other.parsed.meta.description, tongue)

    meta = page.parsed.meta
    edition = site.edition_of(page)
    home = site.pages.get(page.root)
    listing = listing or Listing()
    before, after = _neighbours(page, site, listing)
    section = site.pages.get(page.section) if page.section else None
    above = page.root if page.kind.anywhere else page.path
    all_pages = page.root + ALL_PAGES
    barrier = site.barriers.get(page.root, "")
    return View(
        site=SiteView(
            title=edition.title,
            description=edition.description,
            home_href=href(page.root),
            contact=_contact(page, site, config, href),
            organisation=edition.organisation,
            organisation_href=config.site.organisation_url,
            logo=_logo(assets, href),
        ),
        page=PageView(
            title=page.title,
            heading=page.title,
            kind=page.kind.id,
            language=page.language,
            direction=direction_of(page.language),
            path=page.path,
            description=meta.description,
            canonical=_canonical(page, config),
            owner=meta.owner,
            version=meta.version,
            change_note=meta.change_note,
            last_reviewed=in_words(meta.last_reviewed, page.language),
            effective=in_words(meta.effective, page.language),
            tongue=tongue_of(page.title_language, page),
        ),
        content=Markup(content),  # noqa: S704  rendered by us, with raw HTML escaped
        assets=AssetsView(
            styles=tuple(href(path) for path in assets.styles_of(page.kind.id, content)),
            scripts=tuple(href(path) for path in assets.scripts_of(page.kind.id, content)),
            icon=href(assets.icon) if assets.icon else "",
        ),
        strings=strings,
        trail=tuple(map(link, _above(page, site))),
        navigation=_navigation(page, site, link) if section else (),
        navigation_title=link(section) if section else None,
        contents=_contents(page),
        children=tuple(_card(path, site, link) for path in site.children.get(above, ())),
        previous=link(before) if before else None,
        next=link(after) if after else None,
        related=tuple(link(site.pages[path]) for path in site.related.get(page.path, ())),
        feedback=feedback_view(page, config, strings, href(barrier) if barrier else ""),
        machine=machine_view(page, site, config, _above(page, site), href),
        languages=switcher(page, site, href),
        note=note_of(page, site, strings, href),
        search=_search(page, site, strings, href, index),
        all_pages_href=href(all_pages) if all_pages in _generated(site) else "",
        letters=tuple(_letter(letter, page, href) for letter in listing.letters),
        groups=tuple(_group(group, page, href) for group in listing.groups),
        policy=policy_view(page, site, strings, href, partial(_date, language=page.language)),
        extra={"home_title": home.title if home else edition.title},
    )


def _canonical(page: Page, config: Config) -> str:
    """The canonical URL: the page's own, or that of the page whose content it repeats."""
    repeats = page.parent if page.kind is kinds.PRINT else page.original
    return absolute(config, repeats or page.path)


def _contact(page: Page, site: Site, config: Config, href: Href) -> ContactView:
    contact = config.contact
    phone = "".join(char for char in contact.phone if char.isdigit() or char == "+")
    return ContactView(
        page_href=href(site.contacts[page.root]) if page.root in site.contacts else "",
        email=contact.email,
        phone=contact.phone,
        phone_href=f"tel:{phone}" if phone else "",
        hours=site.edition_of(page).hours,
        address=tuple(contact.address),
    )


def _logo(assets: Assets, href: Href) -> LogoView | None:
    if not assets.logo:
        return None
    width, height = assets.logo_size or (0, 0)
    dark = href(assets.logo_dark) if assets.logo_dark else ""
    return LogoView(href(assets.logo), dark, width, height)


def _above(page: Page, site: Site) -> list[Page]:
    """The breadcrumb trail of any page; a generated page may be below another generated page."""
    up = _generated(site).get(page.parent)
    return [*trail_of(up, site.pages), up] if up else trail_of(page, site.pages)


def trail_of(page: Page, pages: Mapping[str, Page]) -> list[Page]:
    """The pages above ``page``, from the home page down."""
    trail: list[Page] = []
    above = page.parent
    while above:
        trail.append(pages[above])
        above = pages[above].parent
    trail.reverse()
    if page.kind.anywhere and page.root in pages:
        trail = [pages[page.root]]
    return trail


def _generated(site: Site) -> dict[str, Page]:
    """The generated pages by path."""
    return {page.path: page for page, _ in site.generated}


def _search(
    page: Page, site: Site, strings: dict[str, str], href: Href, index: str
) -> SearchView | None:
    path = page.root + SEARCH
    if path not in _generated(site):
        return None
    said = "search_say_"
    english = any(is_marked(text) for key, text in strings.items() if key.startswith(said))
    return SearchView(
        # Opened from disk, a form whose action is a folder would show a list of files.
        action=href(f"{path}index.html"),
        page_href=href(path),
        # Folders, to which the script appends file names.
        root=relative(page.path, "/"),
        index=relative(page.path, index) if index else "",
        says={
            key.removeprefix(said).replace("_", "-"): text
            for key, text in strings.items()
            if key.startswith(said) and index
        },
        tongue=tongue_of(DEFAULT, page) if english else Tongue(),
    )


def _neighbours(page: Page, site: Site, listing: Listing) -> tuple[Page | None, Page | None]:
    """The previous and next page in reading order, within the section or listing."""
    if listing.previous or listing.next:
        own = _generated(site)
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


def _navigation(page: Page, site: Site, link: Linker) -> tuple[NavItem, ...]:
    """The navigation of the section; only the branch of the current page is expanded."""
    above = {entry.path for entry in trail_of(page, site.pages)} | {page.path}

    def items(paths: tuple[str, ...]) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(
                text=(found := link(site.pages[path])).text,
                href=found.href,
                current=path == page.path,
                within=path in above and path != page.path,
                children=items(site.children[path]) if path in above else (),
                tongue=found.tongue,
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


def _card(path: str, site: Site, link: Linker) -> NavCard:
    found = link(site.pages[path])
    return NavCard(
        text=found.text,
        href=found.href,
        description=found.description,
        children=tuple(link(site.pages[child]) for child in site.children[path]),
        tongue=found.tongue,
    )


def _index_entry(entry: Entry, page: Page, href: Href) -> IndexEntry:
    return IndexEntry(
        text=entry.text,
        href=href(entry.path),
        context=entry.context,
        tongue=tongue_of(entry.language, page),
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
