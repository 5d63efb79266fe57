"""What is known of a page for the checks of the whole site."""

from __future__ import annotations

from dataclasses import dataclass

from curbcut.model.finding import Target


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page that has links: ``kind`` is navigation, header, footer, aside, main, search.

    ``inside`` says that it is within the main part, as a table of contents does.
    """

    kind: str
    name: str = ""
    inside: bool = False
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link as a reader meets it.

    ``path`` is the address from the root of the site without “#…” ("/privacy/"), or the whole
    address of what is elsewhere; ``fragment`` what was after the “#”. ``part`` is the number
    of the part of the page that it is in, -1 for none. ``current`` marks the page itself.
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
    """A heading of the first level."""

    text: str
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the checks of the whole site need of one page.

    ``ids`` are what a link can lead to within the page. ``canonical`` and ``refresh`` are paths as
    in PageLink, of the address that the page gives for itself and of where it sends its readers.
    ``search`` is the name of its search button. ``main`` says that it has a main part, with or
    without links. ``complete`` is False where there were too many
    links to keep.
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
