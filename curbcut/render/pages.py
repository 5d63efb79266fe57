"""Rendering a site to all files that will be published."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from curbcut.cache import Cache
from curbcut.config import Config
from curbcut.model import kinds
from curbcut.model.finding import Finding
from curbcut.model.page import Edition, RenderedPage, RenderedSite, Site
from curbcut.render.machine.addresses import base_path
from curbcut.render.machine.files import machine_files, redirect_page_files
from curbcut.render.machine.headers import headers_file, page_headers, search_headers
from curbcut.render.renderer import Renderer, Wanted
from curbcut.render.search import Document, make_index
from curbcut.render.theming.assets import gather_assets
from curbcut.render.view.views import trail_of
from curbcut.site.generated.listings import SEARCH
from curbcut.site.routes import output_of

type Printer = Callable[[RenderedPage, Mapping[str, bytes]], bytes]
"""Makes a PDF of a page; gets the files that the page may load (path to bytes)."""


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

    A template that fails is reported once, for the first page that it failed on. Without ``pages``
    no page is rendered, for callers that need only the findings about other files. Without
    ``index`` there is no search index, and the search page is only the A–Z index; without a
    ``printer`` there are no PDFs.

    Raises:
        CurbcutError: when a style sheet, script or strings file of the theme cannot be read, a page
            cannot be printed, or the search index cannot be made.
    """
    assets = gather_assets(config.templates)
    renderer = Renderer(site, config, assets, cache)
    files = dict(site.assets) | assets.files
    made: list[RenderedPage] = []
    documents: dict[str, bytes] = {}
    if pages:
        made, documents, found = _render(
            site, renderer, config, files, cache, index=index, printer=printer
        )
        files |= found
    searches = [page.path for page, _ in site.generated if page.kind is kinds.SEARCH]
    exceptions = {path: search_headers() for path in searches}
    files["_headers"] = headers_file(exceptions, base_path(config)).encode()
    made.sort(key=lambda page: page.path)
    by_output = {output_of(path): headers for path, headers in exceptions.items()}
    everything = (*site.pages.values(), *(page for page, _ in site.generated))
    taken = {*files, *documents, *(page.output for page in everything)}
    apart, wrong = redirect_page_files(
        site,
        config,
        assets,
        renderer.strings,
        renderer.environment,
        taken,
    )
    taken |= apart.keys()
    machines, strange = machine_files(
        site, config, base_path(config), renderer.strings, taken, markdown=pages
    )
    apart |= machines | documents
    rendered = RenderedSite(tuple(made), apart | files, page_headers(), frozenset(apart), by_output)
    return rendered, [*renderer.findings.values(), *wrong, *strange]


def _render(
    site: Site,
    renderer: Renderer,
    config: Config,
    files: Mapping[str, bytes],
    cache: Cache,
    *,
    index: bool,
    printer: Printer | None,
) -> tuple[list[RenderedPage], dict[str, bytes], dict[str, bytes]]:
    """The rendered pages, the PDFs (path to bytes), and the search index (path to bytes)."""
    printed, documents = _print(site, renderer, files, printer)
    renderer.documents = {f"/{path}": len(data) for path, data in documents.items()}
    pages = renderer.pages("pages", map(Wanted, site.pages.values()))
    addresses: dict[str, str] = {}
    found: dict[str, bytes] = {}
    if index and config.search.enabled:
        for edition in site.editions:
            search = make_index(_documents(pages, site, edition), edition.language, cache)
            if search is not None:
                found |= search.files
                addresses[edition.root + SEARCH] = search.address
    pages += printed
    listed = [
        Wanted(page, listing, addresses.get(page.path, ""))
        for page, listing in site.generated
        if not listing.parts
    ]
    pages += renderer.pages("lists", listed)
    return pages, documents, found


def _print(
    site: Site, renderer: Renderer, files: Mapping[str, bytes], printer: Printer | None
) -> tuple[list[RenderedPage], dict[str, bytes]]:
    """The print pages, and the PDFs made from them (path to bytes).

    They are rendered first, because the first page of a section shows the size of its PDF.
    """
    wanted = {page.path: listing for page, listing in site.generated if listing.parts}
    pages = renderer.pages("prints", [Wanted(*one) for one in site.generated if one[1].parts])
    documents: dict[str, bytes] = {}
    for made in pages:
        document = wanted[made.path].document
        if printer and document:
            documents[document[1:]] = printer(made, files)
    return pages, documents


def _documents(rendered: list[RenderedPage], site: Site, edition: Edition) -> list[Document]:
    """The pages of a language for its search index, with what search results show about them."""
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


def files_of(rendered: RenderedSite) -> Mapping[str, bytes]:
    """All files that are published: path to bytes."""
    return {page.output: page.data for page in rendered.pages} | rendered.files
