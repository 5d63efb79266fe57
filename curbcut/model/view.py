"""What templates see: one typed value per page, with nothing left to look up."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language and direction of some text; each is empty if it is the page's own."""

    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the page shows it; ``href`` is relative to the page."""

    text: str
    href: str
    description: str = ""
    tongue: Tongue = field(default_factory=Tongue)


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A link to the page in another language, by that language's own name."""

    name: str
    href: str
    language: str
    direction: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class LanguageNote:
    """What readers see about a translation.

    If it is outdated, ``label`` precedes the ``link`` to the original, which is in ``language``.
    """

    text: str
    label: str = ""
    link: Link | None = None
    language: str = ""


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
    tongue: Tongue = field(default_factory=Tongue)


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
    """How to contact the people behind the site; what is not configured is empty."""

    page_href: str = ""
    email: str = ""
    phone: str = ""
    phone_href: str = ""
    hours: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogoView:
    """The site's own logo, with ``dark`` for the dark scheme; sizes in CSS pixels, 0 if unknown."""

    src: str
    dark: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site as every page shows it; ``logo`` is None if it has none of its own."""

    title: str
    description: str
    home_href: str
    contact: ContactView
    organisation: str = ""
    organisation_href: str = ""
    logo: LogoView | None = None


@dataclass(frozen=True, slots=True)
class PageView:
    """The page's own facts; ``tongue`` marks its title and its text."""

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
    tongue: Tongue = field(default_factory=Tongue)


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of a policy; ``replaced`` is the day from which the next one applies."""

    link: Link
    effective: Date
    replaced: Date | None = None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What readers of a version must know first, and the version they may want instead."""

    title: str
    text: str
    label: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class PolicyView:
    """What a page says about the policy that it belongs to.

    ``before`` is the previous version; ``older`` are all older ones, only on the newest version's
    page. ``changes`` leads to what changed from ``before`` to this one, ``changes_since`` to what
    changed from this one to the next.
    """

    version: VersionView
    before: VersionView | None = None
    older: tuple[VersionView, ...] = ()
    note: str = ""
    changes: Link | None = None
    changes_since: Link | None = None
    notice: NoticeView | None = None


@dataclass(frozen=True, slots=True)
class AssetsView:
    """Addresses of the theme's joined, content-hashed files, relative to the page."""

    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    icon: str = ""


@dataclass(frozen=True, slots=True)
class MachineView:
    """What the head of the page tells machines; what does not apply is empty.

    ``structured`` is JSON that is safe inside a ``script`` element; ``markdown`` and ``feed`` are
    addresses relative to the page. ``alternates`` are the full addresses of its translations, by
    language.
    """

    alternates: tuple[tuple[str, str], ...] = ()
    open_graph: tuple[tuple[str, str], ...] = ()
    structured: Markup = field(default_factory=Markup)
    markdown: str = ""
    feed: str = ""


@dataclass(frozen=True, slots=True)
class MovedView:
    """What the template of a redirect page gets; links are relative to the old address."""

    title: str
    site_title: str
    language: str
    direction: str
    href: str
    canonical: str
    assets: AssetsView
    strings: dict[str, str]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search of the site.

    ``action`` is where the form sends to, ``page_href`` the search page, which is the A–Z index;
    ``root`` leads to the home page's folder, from which the index counts. ``index`` is the folder
    of the index, on the search page alone. ``says`` are the script's words, by attribute name.
    """

    action: str
    page_href: str
    root: str
    index: str = ""
    says: dict[str, str] = field(default_factory=dict)
    tongue: Tongue = Tongue()


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """Where readers' answers go; what is not asked is empty.

    ``by_mail`` and ``barrier_by_mail`` say that following the link opens a mail program.
    """

    yes_href: str = ""
    no_href: str = ""
    by_mail: bool = False
    barrier_href: str = ""
    barrier_by_mail: bool = False


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An entry of the A–Z index; ``context`` is the page of a heading."""

    text: str
    href: str
    context: str = ""
    tongue: Tongue = field(default_factory=Tongue)


@dataclass(frozen=True, slots=True)
class IndexLetter:
    """A letter of the A–Z index; without ``entries`` it is on a page of its own at ``href``."""

    label: str
    id: str
    href: str
    entries: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class MapItem:
    """A page of the map with the pages below it."""

    link: IndexEntry
    children: tuple[MapItem, ...] = ()


@dataclass(frozen=True, slots=True)
class MapGroup:
    """A section of the map.

    ``link`` is its first page, None for pages outside any section. Without ``items`` the group is
    listed at ``href``. ``size`` is the number of its pages.
    """

    link: IndexEntry | None
    id: str
    href: str
    size: int
    items: tuple[MapItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PartView:
    """A page within its section on one page; ``id`` is the anchor at its start.

    ``language`` and ``direction`` are empty where they are those of the document.
    """

    id: str
    heading: str
    content: Markup
    lede: str = ""
    language: str = ""
    direction: str = ""
    effective: Date | None = None
    version: str = ""
    last_reviewed: Date | None = None


@dataclass(frozen=True, slots=True)
class PrintView:
    """Where the whole section is available at once; ``document_href`` is empty without a PDF.

    ``document_size`` says how large the PDF is, in words ("120 kB").
    """

    href: str
    document_href: str = ""
    document_size: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """All that a template gets, under the one name ``view``.

    ``trail`` leads from the home page to the page's parent; ``navigation`` is bounded by the page's
    section; ``children`` are the pages below a landing page; ``strings`` are the UI strings of the
    page's language. ``languages`` are links to the other languages, ``note`` is the notice about
    the translation. ``letters`` and ``groups`` are what the A–Z index and the map list; ``search``
    is None if the site has none; ``policy`` is None if the page belongs to no policy. ``related``
    are related pages; ``feedback`` is None if nothing is asked. ``parts`` are the pages of a
    section on one page; ``printing`` is set on the first page of such a section. ``examples`` is a
    view filled with examples, only in the gallery.
    """

    site: SiteView
    page: PageView
    content: Markup
    assets: AssetsView
    strings: dict[str, str]
    trail: tuple[Link, ...] = ()
    navigation: tuple[NavItem, ...] = ()
    navigation_title: Link | None = None
    contents: tuple[HeadingItem, ...] = ()
    children: tuple[NavCard, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    related: tuple[Link, ...] = ()
    feedback: FeedbackView | None = None
    machine: MachineView = field(default_factory=MachineView)
    languages: tuple[LanguageLink, ...] = ()
    note: LanguageNote | None = None
    search: SearchView | None = None
    all_pages_href: str = ""
    letters: tuple[IndexLetter, ...] = ()
    groups: tuple[MapGroup, ...] = ()
    policy: PolicyView | None = None
    parts: tuple[PartView, ...] = ()
    printing: PrintView | None = None
    extra: dict[str, str] = field(default_factory=dict)
    examples: View | None = None


@dataclass(frozen=True, slots=True)
class NavCard:
    """A page below a landing page: a link with its description, and the pages below it in turn."""

    text: str
    href: str
    description: str = ""
    children: tuple[Link, ...] = ()
    tongue: Tongue = field(default_factory=Tongue)
