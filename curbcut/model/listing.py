"""What the pages list that nobody writes: the A–Z index and the map of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the index: a page by its title, or one of its headings.

    ``path`` is an address from the root, with an anchor for a heading; ``context`` is then the
    title of the heading's page. ``language`` is that of the words.
    """

    text: str
    path: str
    language: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the index with its entries. ``path`` is where they are."""

    label: str
    id: str
    path: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A page of the map with what lies below it."""

    entry: Entry
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the map.

    ``entry`` is its first page, or None for the pages that lie in no section. ``path`` is where the
    group is, ``size`` the number of its pages.
    """

    entry: Entry | None
    id: str
    path: str
    size: int
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What one such page lists: letters or groups, some of which may be on pages of their own.

    ``previous`` and ``next`` are the addresses of its neighbours, where one list takes several
    pages. ``parts`` are the pages of a section that is printed as one, in reading order, and
    ``document`` is the address of its PDF, empty where none is wanted.
    """

    letters: tuple[Letter, ...] = ()
    groups: tuple[Group, ...] = ()
    previous: str = ""
    next: str = ""
    parts: tuple[str, ...] = ()
    document: str = ""
