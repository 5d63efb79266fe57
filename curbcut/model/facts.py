"""What the checks of the whole site know about a page."""

from __future__ import annotations

from dataclasses import dataclass

from curbcut.model.finding import Target


@dataclass(frozen=True, slots=True)
class Part:
    """A landmark that has links: ``kind`` is navigation, header, footer, aside, main or search.

    ``inside`` is True for one within the main landmark, such as a table of contents.
    """

    kind: str
    name: str = ""
    inside: bool = False
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link as a reader meets it.

    ``path`` is the address from the root of the site without its fragment ("/privacy/"), or the
    whole address if it leads to another site; ``fragment`` is what follows the “#”. ``part`` is the
    index of its landmark in ``PageFacts.parts``, -1 for none. ``current`` marks a link to the page
    itself.
    """

    text: str
    path: str
    fragment: str = ""
    part: int = -1
    current: bool = False
    rel: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A level 1 heading."""

    text: str
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the checks of the whole site need of one page.

    ``ids`` are the anchors on the page. ``canonical`` and ``refresh`` are paths as in PageLink: the
    page's canonical address, and where it redirects. ``search`` is the accessible name of its
    search button. ``main`` is True if it has a main landmark, with or without links. ``complete``
    is False if there were too many links to keep.
    """

    page: str
    title: str = ""
    lang: str = ""
    headings: tuple[PageHeading, ...] = ()
    parts: tuple[Part, ...] = ()
    links: tuple[PageLink, ...] = ()
    ids: frozenset[str] = frozenset()
    canonical: str = ""
    refresh: str = ""
    search: str = ""
    status: int = 200
    complete: bool = True
    frames: bool = False
    main: bool = False
