"""Site -> every file that will be published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import batched
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import escape

from curbcut.cache import Cache
from curbcut.config import Config
from curbcut.html.marks import FILE, fill_files, fill_links, tabulate
from curbcut.model import kinds
from curbcut.model.finding import Finding
from curbcut.model.languages import direction_of
from curbcut.model.listing import Listing
from curbcut.model.page import Edition, Page, RenderedPage, RenderedSite, Site
from curbcut.model.source import Span
from curbcut.model.theme import Theme
from curbcut.render.kept import Positions, Ready, RenderedPages
from curbcut.render.machine.files import machine_files, stub_files
from curbcut.render.machine.headers import headers_file, page_headers, search_headers
from curbcut.render.search import Document, make_index
from curbcut.render.theming.assets import Assets, gather_assets
from curbcut.render.theming.environment import make_environment, template_finding
from curbcut.render.theming.examples import with_examples
from curbcut.render.theming.strings import in_their_tongue, read_strings, with_tongue
from curbcut.render.view.downloads import file_note
from curbcut.render.view.printing import parts_of, printing_of
from curbcut.render.view.views import Href, href_of, make_view, trail_of
from curbcut.site.generated.listings import SEARCH
from curbcut.site.routes import output_of


def base_path(config: Config) -> str:
    """The path that the site lives under, with a slash at both ends."""
    return urlsplit(config.site.url).path.rstrip("/") + "/"


_AT_ONCE = 500
"""Pages; what the templates of these are given is in memory at one time."""

type Printer = Callable[[RenderedPage, Mapping[str, bytes]], bytes]
"""Makes a PDF of a page; gets all files that the page may load, by path."""


def render_site(
    site: Site,
    config: Config,
    cache: Cache,
    *,
    pages: bool = True,
    index: bool = False,
    printer: Printer | None = None,
) -> tuple[RenderedSite, list[Finding]]:
    """Render all pages, and index them for the search page.

    A template that fails is reported once, with the first page that it failed for. Without
    ``pages`` none is rendered, for those who only want to know what is wrong with other files.
    Without an ``index`` there is no search index, and the search page is the A–Z index alone;
    without a ``printer`` there are no PDFs.

    Raises:
        CurbcutError: when a file of the theme is no text, or the search index cannot be made.
    """
    assets = gather_assets(config.templates)
    renderer = _Renderer(site, config, assets, RenderedPages(cache, config))
    files = dict(site.assets) | assets.files
    made: list[RenderedPage] = []
    documents: dict[str, bytes] = {}
    if pages:
        made, documents, found = _render(site, renderer, files, cache, index=index, printer=printer)
        files |= found
    searches = [page.path for page, _ in site.generated if page.kind is kinds.SEARCH]
    exceptions = {path: search_headers() for path in searches}
    files["_headers"] = headers_file(exceptions).encode()
    made.sort(key=lambda page: page.path)
    by_output = {output_of(path): headers for path, headers in exceptions.items()}
    everything = (*site.pages.values(), *(page for page, _ in site.generated))
    taken = {*files, *documents, *(page.output for page in everything)}
    apart, wrong = stub_files(
        site,
        config,
        assets,
        renderer.strings,
        renderer.environment,
        taken,
    )
    taken |= apart.keys()
    machines, strange = machine_files(
        site, config, base_path(config), renderer.strings, taken, twins=pages
    )
    apart |= machines | documents
    rendered = RenderedSite(tuple(made), apart | files, page_headers(), frozenset(apart), by_output)
    return rendered, [*renderer.findings.values(), *wrong, *strange]


def _render(
    site: Site,
    renderer: _Renderer,
    files: Mapping[str, bytes],
    cache: Cache,
    *,
    index: bool,
    printer: Printer | None,
) -> tuple[list[RenderedPage], dict[str, bytes], dict[str, bytes]]:
    """All pages, the PDFs made of them, and the files of the search index, by path."""
    printed, documents = _print(site, renderer, files, printer)
    renderer.documents = {f"/{path}": len(data) for path, data in documents.items()}
    pages = renderer.pages(Wanted(page) for page in site.pages.values())
    addresses: dict[str, str] = {}
    found: dict[str, bytes] = {}
    if index and renderer.config.search.enabled:
        for edition in site.editions:
            search = make_index(_documents(pages, site, edition), edition.language, cache)
            if search is not None:
                found |= search.files
                addresses[edition.root + SEARCH] = search.address
    pages += printed
    pages += renderer.pages(
        Wanted(page, listing, addresses.get(page.path, ""))
        for page, listing in site.generated
        if not listing.parts
    )
    renderer.kept.save()
    return pages, documents, found


def _print(
    site: Site, renderer: _Renderer, files: Mapping[str, bytes], printer: Printer | None
) -> tuple[list[RenderedPage], dict[str, bytes]]:
    """The pages to print, and the PDFs that are made of them, by path.

    They come first, because the first page of a section says how large its PDF is.
    """
    wanted = {page.path: listing for page, listing in site.generated if listing.parts}
    pages = renderer.pages(
        Wanted(page, listing) for page, listing in site.generated if listing.parts
    )
    documents: dict[str, bytes] = {}
    for made in pages:
        document = wanted[made.path].document
        if printer and document:
            documents[document[1:]] = printer(made, files)
    return pages, documents


class Wanted(NamedTuple):
    """A page to render, what it lists if it is generated, and where the search index is."""

    page: Page
    listing: Listing | None = None
    search: str = ""


class _Renderer:
    """Renders pages and gathers what is wrong with the templates."""

    def __init__(self, site: Site, config: Config, assets: Assets, kept: RenderedPages) -> None:
        self.findings: dict[Span | None, Finding] = {}
        self._site = site
        self.config = config
        self.kept = kept
        self._assets = assets
        theme = config.templates
        self.environment = make_environment(theme)
        pages = (*site.pages.values(), *(page for page, _ in site.generated))
        languages = dict.fromkeys(page.language for page in pages)
        self.strings = {language: read_strings(theme, language) for language in languages}
        # The same, with words that are not in the language marked as English.
        self._shown = {
            language: with_tongue(strings, theme, language)
            for language, strings in self.strings.items()
        }
        self.documents: dict[str, int] = {}

    def pages(self, wanted: Iterable[Wanted]) -> list[RenderedPage]:
        """The pages, without those whose template goes wrong."""
        pages: list[RenderedPage] = []
        for batch in batched(wanted, _AT_ONCE):
            ready = {one.page.path: made for one in batch if (made := self._ready(one))}
            kept = dict(zip(ready, self.kept.pages(tuple(ready.values())), strict=True))
            for page, _, _ in batch:
                match kept.get(page.path):
                    case Exception() as error:
                        self._report(error, page)
                    case (html, positions):
                        pages.append(_page(page, html, positions))
        return pages

    def _report(self, error: Exception, page: Page) -> None:
        theme = self.config.templates
        finding = template_finding(error, page.kind.template, theme, page.path)
        self.findings.setdefault(finding.span, finding)

    def _ready(self, wanted: Wanted) -> Ready | None:
        """All that the template of a page needs; None where its examples go wrong."""
        try:
            return self._given(*wanted)
        except Exception as error:
            # Templates get data and nothing else, so whatever is raised is the theme's mistake.
            self._report(error, wanted.page)
            return None

    def _given(self, page: Page, listing: Listing | None, search: str) -> Ready:
        base = base_path(self.config)
        href = href_of(page, self.config, base)
        plain, strings = self.strings[page.language], self._shown[page.language]

        def fill(html: str, of: Page, href: Href) -> str:
            """The Markdown's HTML with addresses and with what is said of files."""
            linked = fill_links(html, partial(_attributes, page=of, href=href, site=self._site))
            return fill_files(linked, partial(_file_note, page=of, site=self._site, strings=plain))

        content = fill(page.parsed.html, page, href)
        view = make_view(
            page, self._site, self.config, self._assets, strings, content, base, listing, search
        )
        if page.kind is kinds.GALLERY:
            view = with_examples(view)
        elif listing and listing.parts:
            parts = parts_of(page, listing, self._site, strings, href, fill)
            view = replace(view, parts=parts)
        elif page.section == page.path:
            view = replace(view, printing=printing_of(page, self._site, self.documents, href))
        source = page.parsed.source.path

        def render() -> tuple[str, Positions]:
            marked = self.environment.get_template(page.kind.template).render(view=view)
            if strings != plain:
                marked = in_their_tongue(marked, direction_of(page.language))
            return tabulate(marked, _resolver(source, self.config.templates))

        return Ready(view, source, render)


def _page(page: Page, html: str, positions: Positions) -> RenderedPage:
    """A page as it is published."""
    return RenderedPage(
        path=page.path,
        output=page.output,
        data=html.encode(),
        positions=positions,
        fallback=page.parsed.meta.spans.get("title") or Span(page.parsed.source.path, 1, 1),
        title=page.title,
        source_path=page.source_path,
    )


def _documents(rendered: list[RenderedPage], site: Site, edition: Edition) -> list[Document]:
    """The pages of a language for its index, with what a result shows beside their words."""
    documents = []
    for made in rendered:
        page = site.pages[made.path]
        if page.kind.anywhere or page.original or page.root != edition.root:
            continue
        above = trail_of(page, site.pages)
        documents.append(
            Document(
                path=page.path,
                output=page.output,
                html=made.data.decode(),
                description=page.parsed.meta.description,
                place=" › ".join(other.title for other in above if other.path != page.root),
                language=page.language if page.language != edition.language else "",
            )
        )
    return documents


def _attributes(index: int, page: Page, href: Href, site: Site) -> str:
    """The ``href`` or ``src`` of a link of the Markdown, with an image's size."""
    link = site.links[page.path][index]
    if not link.address:
        return ""
    address = href(link.address)
    if not page.parsed.links[index].image:
        return f' href="{escape(address)}"'
    if other := page.parsed.links[index].format:
        return f' srcset="{escape(address)}" type="image/{other}"'
    size = ""
    if link.size:
        size = f' width="{link.size[0]}" height="{link.size[1]}"'
    return f' src="{escape(address)}"{size}'


def _file_note(index: int, page: Page, site: Site, strings: Mapping[str, str]) -> str:
    """What the words of a link to a file end with."""
    link, found = page.parsed.links[index], site.links[page.path][index]
    return str(escape(file_note(link, found.weight, page.language, strings)))


def _resolver(markdown: str, theme: Theme) -> Callable[[str], Span | None]:
    """Labels of marks -> places, for one page."""

    def resolve(label: str) -> Span | None:
        if label.startswith("t:"):
            name, _, line = label[2:].rpartition(":")
            return Span(theme.place(name), int(line), int(line))
        path = markdown
        if label.startswith(FILE):  # from another file than that of the page
            path, _, label = label.removeprefix(FILE).rpartition(":")
        first, last, column = (int(part) for part in label.split("."))
        return Span(path, first, last, column)

    return resolve


def files_of(rendered: RenderedSite) -> Mapping[str, bytes]:
    """Everything that is published, by path."""
    return {page.output: page.data for page in rendered.pages} | rendered.files
