"""Rendering pages to HTML, and reporting errors in templates."""

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
from curbcut.render.outline import content_of, encoded, outline_of, page_specifics, shared_digest
from curbcut.render.theming.assets import Assets
from curbcut.render.theming.environment import make_environment, template_finding
from curbcut.render.theming.examples import with_examples
from curbcut.render.theming.strings import (
    is_marked,
    mark_untranslated,
    read_strings,
    tag_untranslated,
)
from curbcut.render.view.downloads import file_note
from curbcut.render.view.printing import parts_of, printing_of
from curbcut.render.view.views import Href, href_of, make_view

_AT_ONCE = 500
"""Pages in a batch; the HTML of a batch is in memory twice."""


class Wanted(NamedTuple):
    """A page to render, its listing if it is generated, and the URL path of the search index."""

    page: Page
    listing: Listing | None = None
    search: str = ""


class Renderer:
    """Renders pages and collects ``findings`` about templates.

    ``documents`` maps the URL paths of PDFs to their sizes in bytes. Raises CurbcutError if a
    strings file of the theme cannot be read.
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
        # The same, with strings that are not translated marked as English.
        self._shown = {
            language: mark_untranslated(strings, theme, language)
            for language, strings in self.strings.items()
        }
        self._outline = outline_of(site)
        self._shared = shared_digest(self._outline, config)

    def pages(self, name: str, wanted: Iterable[Wanted]) -> list[RenderedPage]:
        """Render pages, except those whose template fails; ``name`` tells caches apart."""
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
                self._shared,
                page.path,
                search,
                encoded((listing, self.documents, *page_specifics(page, site))),
                *(content_of(one, site) for one in (page, *parts)),
            )
        )
        view = partial(self._view, page, listing, search)
        html = partial(self._html, page)
        resolve = partial(_resolved, page.parsed.source.path, self._config.templates)
        return Job(page.path, 1 + len(parts), made_of, view, html, resolve)

    def _view(self, page: Page, listing: Listing | None, search: str) -> View:
        """The view that the template of a page gets."""
        base = base_path(self._config)
        href = href_of(page, self._config, base)
        strings = self._shown[page.language]

        def fill(html: str, of: Page, href: Href) -> str:
            """Fill in the URLs of links, and the type and size of linked files."""
            linked = fill_links(html, partial(_attributes, page=of, href=href, site=self._site))
            return fill_files(
                linked, partial(_file_note, page=of, site=self._site, strings=strings)
            )

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
        """The HTML of a page, and the source positions of its elements."""
        marked = self.environment.get_template(page.kind.template).render(view=view)
        if is_marked(marked):
            marked = tag_untranslated(marked, direction_of(page.language))
        return number(marked)


def _page(page: Page, html: bytes, positions: Positions) -> RenderedPage:
    """The page to publish."""
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
    """The attributes of a link or image in the Markdown: its URL, and an image's size."""
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
    """The note that follows the text of a link to a file; see ``file_note``."""
    link, found = page.parsed.links[index], site.links[page.path][index]
    return str(escape(file_note(link, found.weight, page.language, strings)))


def _resolved(markdown: str, theme: Theme, label: str) -> Span:
    """The source position that the label of a mark names, on a page made from ``markdown``."""
    if label.startswith("t:"):
        name, _, line = label[2:].rpartition(":")
        return Span(theme.place(name), int(line), int(line))
    path = markdown
    if label.startswith(FILE):  # from a file other than the page's
        path, _, label = label.removeprefix(FILE).rpartition(":")
    first, last, column = (int(part) for part in label.split("."))
    return Span(path, first, last, column)
