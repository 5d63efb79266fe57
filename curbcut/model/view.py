"""What templates see: one typed value per page, with nothing left to look up."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the page shows it; ``href`` is relative to the page."""

    text: str
    href: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the section navigation.

    ``current`` marks the page itself, ``within`` an entry with the page somewhere below it.
    """

    text: str
    href: str
    current: bool = False
    within: bool = False
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadingItem:
    """An entry of the on-page contents: a level 2 heading with its level 3 headings."""

    text: str
    id: str
    children: tuple[HeadingItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """A date for machines (``iso``, "2014-12-17") and for people (``text``, "17 December 2014")."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """How to reach the people behind the site; a part that is not configured is empty."""

    page_href: str = ""
    email: str = ""
    phone: str = ""
    phone_href: str = ""
    hours: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site as every page shows it."""

    title: str
    description: str
    home_href: str
    contact: ContactView
    organisation: str = ""
    organisation_href: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """The page's own facts."""

    title: str
    heading: str
    kind: str
    language: str
    direction: str
    path: str
    description: str = ""
    canonical: str = ""
    owner: str = ""
    version: str = ""
    change_note: str = ""
    last_reviewed: Date | None = None
    effective: Date | None = None


@dataclass(frozen=True, slots=True)
class AssetsView:
    """Addresses of the theme's joined, content-hashed files, relative to the page."""

    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    icon: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """All that a template gets, under the one name ``view``.

    ``trail`` leads from the home page to the page's parent; ``navigation`` is bounded by the
    page's section; ``children`` are the pages below a landing page; ``strings`` are the UI
    strings of the page's language.
    """

    site: SiteView
    page: PageView
    content: Markup
    assets: AssetsView
    strings: dict[str, str]
    trail: tuple[Link, ...] = ()
    navigation: tuple[NavItem, ...] = ()
    navigation_title: str = ""
    contents: tuple[HeadingItem, ...] = ()
    children: tuple[NavCard, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NavCard:
    """A page below a landing page: a link with its description, and what lies below it in turn."""

    text: str
    href: str
    description: str = ""
    children: tuple[Link, ...] = ()
