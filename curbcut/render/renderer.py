"""Pages -> HTML, with what is wrong with the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import batched
from typing import NamedTuple

from markupsafe import escape

from curbcut.cache import Cache, digest_of
from curbcut.config import Config
from curbcut.html.marks import FILE, Numbered, fill_files, fill_links, number
from curbcut.model import kinds
from curbcut.model.finding import Finding
from curbcut.model.languages import direction_of
from curbcut.model.listing import Listing
from curbcut.model.page import Page, RenderedPage, Site
from curbcut.model.source import Span
from curbcut.model.theme import Theme
from curbcut.model.view import View
from curbcut.render.kept import Job, Positions, RenderedPages
from curbcut.render.machine.addresses import base_path
from curbcut.render.outline import body_of, encoded, frame_of, outline_of, own_of
from curbcut.render.theming.assets import Assets
from curbcut.render.theming.environment import make_environment, template_finding
from curbcut.render.theming.examples import with_examples
from curbcut.render.theming.strings import in_their_tongue, read_strings, with_tongue
from curbcut.render.view.downloads import file_note
from curbcut.render.view.printing import parts_of, printing_of
from curbcut.render.view.views import Href, href_of, make_view

_AT_ONCE = 500
"""Pages; the HTML of these is in memory twice at one time."""


class Wanted(NamedTuple):
    """A page to render, what it lists if it is generated, and where the search index is."""

    page: Page
    listing: Listing | None = None
    search: str = ""


class Renderer:
    """Renders pages and gathers what is wrong with the templates.

    ``documents`` are the PDFs that there are, by their address, with their size in bytes.
    """

    def __init__(self, site: Site, config: Config, assets: Assets, cache: Cache) -> None:
        self.findings: dict[Span | None, Finding] = {}
        self.documents: dict[str, int] = {}
        self._site = site
        self._config = config
        self._cache = cache
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
        self._outline = outline_of(site)
        self._frame = frame_of(self._outline, config)

    def pages(self, name: str, wanted: Iterable[Wanted]) -> list[RenderedPage]:
        """The pages, without those whose template goes wrong; they are kept under ``name``."""
        pages: list[RenderedPage] = []
        kept = RenderedPages(self._cache, self._config, name)
        for batch in batched(wanted, _AT_ONCE):
            made = kept.pages([self._job(one) for one in batch])
            for (page, _, _), found in zip(batch, made, strict=True):
                match found:
                    case Exception() as error:
                        self._report(error, page)
                    case (html, positions):
                        pages.append(_page(page, html, positions))
        kept.save()
        return pages

    def _report(self, error: Exception, page: Page) -> None:
        theme = self._config.templates
        finding = template_finding(error, page.kind.template, theme, page.path)
        self.findings.setdefault(finding.span, finding)

    def _job(self, wanted: Wanted) -> Job:
        page, listing, search = wanted
        site = self._site
        parts = [site.pages[path] for path in listing.parts] if listing else []
        made_of = digest_of(
            (
                self._frame,
                page.path,
                search,
                encoded((listing, self.documents, *own_of(page, site))),
                *(body_of(one, site) for one in (page, *parts)),
            )
        )
        view = partial(self._view, page, listing, search)
        html = partial(self._html, page)
        resolve = partial(_resolved, page.parsed.source.path, self._config.templates)
        return Job(page.path, 1 + len(parts), made_of, view, html, resolve)

    def _view(self, page: Page, listing: Listing | None, search: str) -> View:
        """What the template of a page is given."""
        base = base_path(self._config)
        href = href_of(page, self._config, base)
        plain, strings = self.strings[page.language], self._shown[page.language]

        def fill(html: str, of: Page, href: Href) -> str:
            """The Markdown's HTML with addresses and with what is said of files."""
            linked = fill_links(html, partial(_attributes, page=of, href=href, site=self._site))
            return fill_files(linked, partial(_file_note, page=of, site=self._site, strings=plain))

        content = fill(page.parsed.html, page, href)
        view = make_view(
            page, self._outline, self._config, self._assets, strings, content, base, listing, search
        )
        if page.kind is kinds.GALLERY:
            return with_examples(view)
        if listing and listing.parts:
            parts = parts_of(page, listing, self._site, strings, href, fill)
            return replace(view, parts=parts)
        if page.section == page.path:
            printing = printing_of(page, self._outline, self.documents, href)
            return replace(view, printing=printing)
        return view

    def _html(self, page: Page, view: View) -> Numbered:
        """The HTML of a page, and where its elements come from."""
        marked = self.environment.get_template(page.kind.template).render(view=view)
        if self._shown[page.language] != self.strings[page.language]:
            marked = in_their_tongue(marked, direction_of(page.language))
        return number(marked)


def _page(page: Page, html: bytes, positions: Positions) -> RenderedPage:
    """A page as it is published."""
    return RenderedPage(
        path=page.path,
        output=page.output,
        data=html,
        positions=positions,
        fallback=page.parsed.meta.spans.get("title") or Span(page.parsed.source.path, 1, 1),
        title=page.title,
        source_path=page.source_path,
    )


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


def _resolved(markdown: str, theme: Theme, label: str) -> Span:
    """The place that the label of a mark names, on a page made from ``markdown``."""
    if label.startswith("t:"):
        name, _, line = label[2:].rpartition(":")
        return Span(theme.place(name), int(line), int(line))
    path = markdown
    if label.startswith(FILE):  # from another file than that of the page
        path, _, label = label.removeprefix(FILE).rpartition(":")
    first, last, column = (int(part) for part in label.split("."))
    return Span(path, first, last, column)
