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
    """A word or more that a glossary defines, and the anchor of the definition."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LinkRef:
    """A link or an image in the Markdown.

    ``index`` is the number of its placeholder in ``ParsedPage.html``; ``destination`` is what the
    editor wrote; ``text`` is the link's words, or the image's alternative. ``format`` is that of a
    file which is offered in place of the image ("avif").
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
    """One Markdown file, parsed and rendered, with nothing resolved yet that lies outside of it.

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
    """A file beside the pages that is published as it is. ``path`` is relative to the source."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language.

    ``root`` is the address of its home page: "/" for the first language, "/es/" for another.
    ``name`` is what the language calls itself. The rest is as the settings have it.
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
    """A page in its place in the site.

    ``path`` is its address from the root, with a slash at both ends ("/privacy/"); ``output`` the
    file it is written to ("privacy/index.html"); ``source_path`` is relative to the source folder.
    ``parent`` and ``section`` are paths of other pages, empty for the home page. ``name`` is what
    readers see in place of the title, where that alone would not tell the page from another.

    ``root`` is the home page's address in the page's edition; ``translation_key`` the path of the
    source without that edition's folder, the same for all translations of a page. ``language`` is
    that of the page; where there is no translation, ``original`` is the path of the page whose
    title and text are in, and ``foreign`` is their language. ``titled`` is the language of the
    title of a generated page, where the theme has no words in that of the page.
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
        """What the page is called: its ``name`` where it has one, else its own title."""
        return self.name or self.parsed.meta.title

    @property
    def title_language(self) -> str:
        """The language of the title and, where there is one, of the text."""
        return self.titled or self.foreign or self.language

    @property
    def place(self) -> str:
        """Where the page's source is, or would be if it were translated: links start from here."""
        return self.root[1:] + self.translation_key


@dataclass(frozen=True, slots=True)
class ResolvedLink:
    """Where a link of a page leads: an address from the root, or one elsewhere, as it is.

    ``size`` is width and height in CSS pixels, for images whose file says so; ``weight`` that of
    any other file in bytes.
    """

    address: str
    size: tuple[int, int] | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that leads to the page ``target``.

    ``output`` is the file of the stub that is there, empty where only servers can redirect;
    ``span`` is the line of the front matter that asks for it.
    """

    address: str
    target: str
    output: str
    span: Span


@dataclass(frozen=True, slots=True)
class Site:
    """All pages in reading order, what they hold in common, and the files beside them.

    ``children`` and ``links`` are keyed by a page's path; ``order`` is the depth-first reading
    order that previous and next follow, and ``positions`` a page's place in it. ``generated`` are
    pages that nobody writes, with what each of them lists. ``contacts`` are the contact pages by
    the root of their edition, ``barriers`` the pages on which barriers are reported; ``places``
    give the path of each page by its place. ``policies`` is keyed by the paths of a policy's
    versions and of the pages that say what changed between them. ``related`` are the pages that
    each page leads on to at its end.
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

    def edition_of(self, page: Page) -> Edition:
        """The edition that a page belongs to."""
        return next(edition for edition in self.editions if edition.root == page.root)

    def translations_of(self, page: Page) -> list[Page]:
        """The page in all languages that it has been written in, itself among them."""
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
    positions: dict[str, tuple[Span | None, ...]]
    fallback: Span | None = None
    title: str = ""
    source_path: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A page that is there, or should be, and could not be had; ``reason`` is a sentence.

    ``page`` is its path, or "" where it is about many. ``missing`` says that a link on ``page``
    leads to nothing, and ``span`` where that link or the file is.
    """

    page: str
    reason: str
    span: Span | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The pages of others in a folder or under an address, and the lines of each file.

    ``headers`` are those that a server sent with each page, by its path, names in lower case.
    """

    pages: tuple[RenderedPage, ...]
    lines: dict[str, list[str]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    headers: dict[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """Everything that will be published: pages, and all other files by their path.

    ``apart`` are those of the files that no page loads, so that no page's check depends on them.
    ``headers`` are sent with every file; ``exceptions`` are those of single files, by path.
    """

    pages: tuple[RenderedPage, ...]
    files: dict[str, bytes]
    headers: dict[str, str]
    apart: frozenset[str] = frozenset()
    exceptions: dict[str, dict[str, str]] = field(default_factory=dict)

    def headers_of(self, output: str) -> dict[str, str]:
        """The headers that are sent with one file."""
        return self.headers | self.exceptions.get(output, {})
