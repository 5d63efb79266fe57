"""What generated pages list: the A–Z index and the map of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the A–Z index: the title of a page, or one of its headings.

    ``path`` is an address from the root, with an anchor for a heading, whose ``context`` is the
    title of its page. ``language`` is the language of the text.
    """

    text: str
    path: str
    language: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the A–Z index with its entries, which are on the page at ``path``."""

    label: str
    id: str
    path: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A page of the map with the pages below it."""

    entry: Entry
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the map.

    ``entry`` is its first page, or None for pages outside any section. ``path`` is the address at
    which it is listed, ``size`` the number of its pages.
    """

    entry: Entry | None
    id: str
    path: str
    size: int
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What one generated page lists: letters or groups, some of which may be on pages of their own.

    ``previous`` and ``next`` are the addresses of its neighbours if the list is spread over several
    pages. ``parts`` are the pages of a section on one page, in reading order, and ``document`` is
    the address of its PDF, empty if there is none.
    """

    letters: tuple[Letter, ...] = ()
    groups: tuple[Group, ...] = ()
    previous: str = ""
    next: str = ""
    parts: tuple[str, ...] = ()
    document: str = ""
