"""ParsedPages -> Site, in one step."""

from __future__ import annotations

from collections.abc import Mapping

from curbcut.config import Config
from curbcut.content.discover import Sources
from curbcut.model.finding import Finding
from curbcut.model.listing import Listing
from curbcut.model.page import Page, ParsedPage, Site
from curbcut.model.source import Span
from curbcut.site.gallery import gallery_page, gallery_pictures
from curbcut.site.links import BROKEN, resolve_links
from curbcut.site.listings import Listed, Maker, index_pages, map_pages
from curbcut.site.navigation import arrange, reading_order
from curbcut.site.redirects import plan_redirects
from curbcut.site.routes import HOME, Outputs, lay_out


def build_site(
    parsed: Mapping[str, ParsedPage],
    sources: Sources,
    config: Config,
    strings: Mapping[str, str],
    english: Mapping[str, str],
) -> tuple[Site, list[Finding]]:
    """Put the pages in their places and resolve what leads from one to another.

    ``strings`` are the theme's words in the site's language, for pages that nobody writes, and
    ``english`` its English ones, for the gallery.
    """
    outputs = Outputs(sources.folder)
    pages, findings = lay_out(parsed, sources.assets, config.site.language, outputs)
    if "/" not in pages and "index.md" not in sources.broken:
        here = Span(f"{sources.folder}/index.md", 1, 1)
        findings.append(Finding(HOME, "There is no home page, “index.md”", span=here))
    pages, children = arrange(pages)
    drafts = frozenset(path for path, page in parsed.items() if page.meta.draft)
    links, wrong = resolve_links(pages, sources.assets, sources.broken, drafts)
    findings += wrong
    contact = ""
    if config.contact.page:
        match = [page.path for page in pages.values() if page.source_path == config.contact.page]
        if match:
            contact = match[0]
        elif config.contact.page not in sources.broken:
            span = config.spans.get("contact.page", Span(config.file, 1, 1))
            message = f"There is no page “{config.contact.page}” in the source folder"
            findings.append(Finding(BROKEN, message, span=span))
    redirects, wrong = plan_redirects(pages, sources.assets)
    findings += wrong
    home = "/" if "/" in pages else ""
    maker = Maker(strings, config.site.language, config.templates, home)
    generated: list[Listed] = []
    shown: dict[str, bytes] = {}
    listed = _listings(pages, children, config, maker)
    if config.theme.gallery:
        gallery, wrong = gallery_page(config.templates, english, home)
        findings += wrong
        shown = gallery_pictures(config.templates)
        own, wrong = resolve_links({gallery.path: gallery}, shown, frozenset())
        findings += wrong
        links = own | links
        listed.append((gallery, Listing()))
    for page, listing in listed:
        wrong = outputs.claim_own(page)
        findings += wrong
        if not wrong:
            generated.append((page, listing))
    order = reading_order(children)
    site = Site(
        pages=pages,
        order=order,
        children=children,
        links=links,
        assets=shown | sources.assets,
        contact=contact,
        positions={path: number for number, path in enumerate(order)},
        redirects=redirects,
        generated=tuple(generated),
    )
    return site, findings


def _listings(
    pages: Mapping[str, Page],
    children: Mapping[str, tuple[str, ...]],
    config: Config,
    maker: Maker,
) -> list[Listed]:
    if not pages:
        return []
    listed = map_pages(pages, children, maker)
    return listed + index_pages(pages, maker) if config.search.enabled else listed
