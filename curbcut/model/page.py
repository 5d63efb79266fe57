"""Pages, from parsed Markdown to the bytes that are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from curbcut.model.front_matter import Meta
from curbcut.model.kinds import Kind
from curbcut.model.listing import Listing
from curbcut.model.policy import Policy
from curbcut.model.source import SourceFile, Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``level`` 1 to 6, ``id`` unique on the page, ``text`` without markup."""

    level: int
    text: str
    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """A term that a glossary defines, and the anchor of its definition."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LinkRef:
    """A link or an image in the Markdown.

    ``index`` is the number of its placeholder in ``ParsedPage.html``; ``destination`` is what the
    editor wrote; ``text`` is the link text, or the image's alternative text. ``format`` is the
    format of a file that is offered in place of the image ("avif").
    """

    index: int
    destination: str
    text: str
    span: Span
    image: bool = False
    title: str = ""
    classes: tuple[str, ...] = ()
    format: str = ""


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """One Markdown file, parsed and rendered; references to other files are not resolved yet.

    ``html`` carries position marks (see ``curbcut.html.marks``) and link placeholders, which
    ``render.pages`` removes again. ``body_line`` is the first line after the front matter.
    ``terms`` are what the page defines, if it is a glossary.
    """

    source: SourceFile
    meta: Meta
    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[LinkRef, ...] = ()
    anchors: frozenset[str] = frozenset()
    body_line: int = 1
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAsset:
    """A file that is published unchanged. ``path`` is relative to the source folder."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language.

    ``root`` is the address of its home page: "/" for the first language, "/es/" for another.
    ``name`` is the language's own name for itself. The rest comes from the settings.
    """

    language: str
    root: str
    name: str
    title: str
    description: str = ""
    organisation: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its place in the site.

    ``path`` is its address from the root, with a slash at both ends ("/privacy/"); ``output`` the
    file it is written to ("privacy/index.html"); ``source_path`` is relative to the source folder.
    ``parent`` and ``section`` are paths of other pages, empty for the home page. ``name`` replaces
    the title where the title alone would not tell the page from another.

    ``root`` is the home page's address in the page's edition; ``translation_key`` the path of the
    source without that edition's folder, the same for all translations of a page. ``language`` is
    that of the page; if it replaces a missing translation, ``original`` is the path of the page
    whose title and text it shows, and ``foreign`` their language. ``titled`` is the language of a
    generated page's title if the theme has no texts in the page's own.
    """

    path: str
    output: str
    source_path: str
    kind: Kind
    language: str
    parsed: ParsedPage
    translation_key: str
    parent: str = ""
    section: str = ""
    name: str = ""
    root: str = "/"
    original: str = ""
    foreign: str = ""
    titled: str = ""

    @property
    def title(self) -> str:
        """What the page is called: its ``name`` if it has one, otherwise its title."""
        return self.name or self.parsed.meta.title

    @property
    def title_language(self) -> str:
        """The language of the title and, where there is one, of the text."""
        return self.titled or self.foreign or self.language

    @property
    def place(self) -> str:
        """Where the page's source is, or would be if translated; relative links start here."""
        return self.root[1:] + self.translation_key


@dataclass(frozen=True, slots=True)
class ResolvedLink:
    """Where a link on a page leads: an address from the root, or one on another site, unchanged.

    ``size`` is the width and height in CSS pixels of an image whose file states them; ``weight`` is
    the size of any other file in bytes.
    """

    address: str
    size: tuple[int, int] | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that redirects to the page ``target``.

    ``output`` is the file of its redirect page, empty if only servers can redirect; ``span`` is the
    line of the front matter that asks for it.
    """

    address: str
    target: str
    output: str
    span: Span


@dataclass(frozen=True, slots=True)
class Site:
    """All pages in reading order, what they have in common, and the files beside them.

    ``children`` and ``links`` are keyed by a page's path; ``order`` is the depth-first reading
    order that previous and next follow, and ``positions`` the index of each page in it.
    ``generated`` are the generated pages, with what each of them lists. ``contacts`` are the
    contact pages by the root of their edition, ``barriers`` the pages on which readers report
    barriers; ``places`` maps ``Page.place`` to the path of the page. ``policies`` is keyed by the
    paths of a policy's versions and of the pages that say what changed between them. ``related``
    are the pages that each page leads on to at its end. ``outdated`` are translations whose
    original has changed.
    """

    pages: dict[str, Page]
    order: tuple[str, ...]
    children: dict[str, tuple[str, ...]]
    links: dict[str, tuple[ResolvedLink, ...]]
    assets: dict[str, bytes]
    editions: tuple[Edition, ...] = ()
    contacts: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    generated: tuple[tuple[Page, Listing], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    policies: dict[str, Policy] = field(default_factory=dict)
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)
    barriers: dict[str, str] = field(default_factory=dict)
    outdated: frozenset[str] = frozenset()

    def edition_of(self, page: Page) -> Edition:
        """The edition that a page belongs to."""
        return next(edition for edition in self.editions if edition.root == page.root)

    def translations_of(self, page: Page) -> list[Page]:
        """The page in all languages in which it has been written, including its own."""
        paths = (self.places.get(e.root[1:] + page.translation_key, "") for e in self.editions)
        found = (self.pages.get(path) for path in paths)
        return [page for page in found if page is not None and not page.original]


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as it is published, and where each of its elements comes from.

    ``positions`` gives, for each tag name, the spans of its elements in document order, so that
    the n-th ``<a>`` in the browser is the n-th entry under ``"a"``. ``None`` stands for an element
    whose origin is unknown. ``fallback`` is where a finding about the page as a whole belongs.
    """

    path: str
    output: str
    data: bytes
    positions: Mapping[str, tuple[Span | None, ...]]
    fallback: Span | None = None
    title: str = ""
    source_path: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A page that exists, or should, and could not be read; ``reason`` is a sentence.

    ``page`` is its path, or "" if several pages are meant. ``missing`` says that a link on ``page``
    is broken; ``span`` is the position of that link or of the file.
    """

    page: str
    reason: str
    span: Span | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Pages that Curbcut did not build, from a folder or an address, and the lines of each file.

    ``headers`` are those that a server sent with each page, by its path, names in lower case.
    """

    pages: tuple[RenderedPage, ...]
    lines: dict[str, list[str]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    headers: dict[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """Everything that will be published: pages, and all other files by their path.

    ``apart`` names the files that no page loads, so that no page's check depends on them.
    ``headers`` are sent with every file; ``exceptions`` replace them for single files, by path.
    """

    pages: tuple[RenderedPage, ...]
    files: dict[str, bytes]
    headers: dict[str, str]
    apart: frozenset[str] = frozenset()
    exceptions: dict[str, dict[str, str]] = field(default_factory=dict)

    def headers_of(self, output: str) -> dict[str, str]:
        """The headers that are sent with one file."""
        return self.headers | self.exceptions.get(output, {})
