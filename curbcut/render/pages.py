"""Site -> every file that will be published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlsplit

from markupsafe import escape

from curbcut.config import Config
from curbcut.content.marks import fill_links, tabulate
from curbcut.memo import Memo
from curbcut.model.finding import Finding
from curbcut.model.listing import Listing
from curbcut.model.page import Page, RenderedPage, RenderedSite, Site
from curbcut.model.source import Span
from curbcut.model.theme import Theme
from curbcut.render.assets import Assets, gather_assets
from curbcut.render.environment import make_environment, template_finding
from curbcut.render.examples import with_examples
from curbcut.render.headers import headers_file, page_headers, search_headers
from curbcut.render.machines import machine_files, stub_files
from curbcut.render.search import Document, make_index
from curbcut.render.strings import read_strings
from curbcut.render.views import make_view, relative, trail_of
from curbcut.site.kinds import TEMPLATES
from curbcut.site.listings import SEARCH
from curbcut.site.routes import output_of


def base_path(config: Config) -> str:
    """The path that the site lives under, with a slash at both ends."""
    return urlsplit(config.site.url).path.rstrip("/") + "/"


def render_site(
    site: Site, config: Config, memo: Memo | None = None
) -> tuple[RenderedSite, list[Finding]]:
    """Render all pages, and index them for the search page.

    A template that fails is reported once, with the first page that it failed for. Without a
    ``memo`` there is no search index, and the search page is the A–Z index alone.

    Raises:
        CurbcutError: when a file of the theme is no text, or the search index cannot be made.
    """
    assets = gather_assets(config.templates)
    renderer = _Renderer(site, config, assets)
    files = dict(site.assets) | assets.files
    pages = [made for page in site.pages.values() if (made := renderer.page(page))]
    address = ""
    if memo is not None and config.search.enabled:
        index = make_index(_documents(pages, site, config), config.site.language, memo)
        if index is not None:
            files |= index.files
            address = index.address
    for page, listing in site.generated:
        index_here = address if page.path == SEARCH else ""
        if made := renderer.page(page, listing, index_here):
            pages.append(made)
    exceptions = {page.path: search_headers() for page, _ in site.generated if page.path == SEARCH}
    files["_headers"] = headers_file(exceptions).encode()
    pages.sort(key=lambda page: page.path)
    by_output = {output_of(path): headers for path, headers in exceptions.items()}
    taken = {*files, *(page.output for page in pages)}
    apart, wrong = stub_files(
        site,
        config,
        assets,
        renderer.strings,
        renderer.environment,
        taken,
    )
    taken |= apart.keys()
    machines, strange = machine_files(site, config, base_path(config), renderer.strings, taken)
    apart |= machines
    rendered = RenderedSite(
        tuple(pages), apart | files, page_headers(), frozenset(apart), by_output
    )
    return rendered, [*renderer.findings.values(), *wrong, *strange]


class _Renderer:
    """Renders one page after the other and gathers what is wrong with the templates."""

    def __init__(self, site: Site, config: Config, assets: Assets) -> None:
        self.findings: dict[Span | None, Finding] = {}
        self._site = site
        self._config = config
        self._assets = assets
        self.environment = make_environment(config.templates)
        self.strings: dict[str, dict[str, str]] = {}

    def page(
        self, page: Page, listing: Listing | None = None, index: str = ""
    ) -> RenderedPage | None:
        """The page, or None where a template goes wrong."""
        if page.language not in self.strings:
            self.strings[page.language] = read_strings(self._config.templates, page.language)
        try:
            return self._render(page, listing, index)
        except Exception as error:
            # Whatever a template raises is the template's mistake: it gets data and nothing else.
            name = TEMPLATES[page.kind]
            finding = template_finding(error, name, self._config.templates, page.path)
            self.findings.setdefault(finding.span, finding)
            return None

    def _render(self, page: Page, listing: Listing | None, index: str) -> RenderedPage:
        base = base_path(self._config)
        attributes = partial(_attributes, page=page, site=self._site, base=base)
        content = fill_links(page.parsed.html, attributes)
        strings = self.strings[page.language]
        view = make_view(
            page, self._site, self._config, self._assets, strings, content, base, listing, index
        )
        if page.kind == "gallery":
            view = with_examples(view)
        marked = self.environment.get_template(TEMPLATES[page.kind]).render(view=view)
        html, positions = tabulate(
            marked, _resolver(page.parsed.source.path, self._config.templates)
        )
        whole = page.parsed.meta.spans.get("title") or Span(page.parsed.source.path, 1, 1)
        return RenderedPage(
            path=page.path,
            output=page.output,
            data=html.encode(),
            positions=positions,
            fallback=whole,
            title=page.title,
            source_path=page.source_path,
        )


def _documents(rendered: list[RenderedPage], site: Site, config: Config) -> list[Document]:
    """The pages for the index, with what a result shows beside their words."""
    documents = []
    for made in rendered:
        page = site.pages[made.path]
        if page.kind == "not-found":
            continue
        above = trail_of(page, site.pages)
        documents.append(
            Document(
                path=page.path,
                output=page.output,
                html=made.data.decode(),
                description=page.parsed.meta.description,
                place=" › ".join(other.title for other in above if other.path != "/"),
                language=page.language if page.language != config.site.language else "",
            )
        )
    return documents


def _attributes(index: int, page: Page, site: Site, base: str) -> str:
    """The ``href`` or ``src`` of a link of the Markdown, with an image's size."""
    link = site.links[page.path][index]
    if not link.address:
        return ""
    address = relative(page.path, link.address)
    if page.kind == "not-found" and link.address.startswith("/"):
        address = base.rstrip("/") + link.address
    if not page.parsed.links[index].image:
        return f' href="{escape(address)}"'
    size = ""
    if link.size:
        size = f' width="{link.size[0]}" height="{link.size[1]}"'
    return f' src="{escape(address)}"{size}'


def _resolver(markdown: str, theme: Theme) -> Callable[[str], Span | None]:
    """Labels of marks -> places, for one page."""

    def resolve(label: str) -> Span | None:
        if label.startswith("t:"):
            name, _, line = label[2:].rpartition(":")
            return Span(theme.place(name), int(line), int(line))
        first, last, column = (int(part) for part in label.split("."))
        return Span(markdown, first, last, column)

    return resolve


def files_of(rendered: RenderedSite) -> Mapping[str, bytes]:
    """Everything that is published, by path."""
    return {page.output: page.data for page in rendered.pages} | rendered.files
