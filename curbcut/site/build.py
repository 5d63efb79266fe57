"""ParsedPages -> Site, in one step."""

from __future__ import annotations

from collections.abc import Mapping

from curbcut.config import Config
from curbcut.content.discover import Sources
from curbcut.model.finding import Finding
from curbcut.model.page import Page, ParsedPage, Site
from curbcut.model.source import Span
from curbcut.site.links import BROKEN, Known, resolve_links
from curbcut.site.listings import Listed, Maker, index_pages, map_pages
from curbcut.site.navigation import arrange, reading_order
from curbcut.site.redirects import plan_redirects
from curbcut.site.related import declared_pages, relate
from curbcut.site.routes import HOME, Outputs, lay_out


def build_site(
    parsed: Mapping[str, ParsedPage],
    sources: Sources,
    config: Config,
    strings: Mapping[str, str],
    templates: str,
) -> tuple[Site, list[Finding]]:
    """Put the pages in their places and resolve what leads from one to another.

    ``strings`` are the theme's words in the site's language, ``templates`` is its folder as people
    are shown it; pages that nobody writes are made of both.
    """
    outputs = Outputs(sources.folder)
    pages, findings = lay_out(parsed, sources.assets, config.site.language, outputs)
    if "/" not in pages and "index.md" not in sources.broken:
        here = Span(f"{sources.folder}/index.md", 1, 1)
        findings.append(Finding(HOME, "There is no home page, “index.md”", span=here))
    pages, children = arrange(pages)
    drafts = frozenset(path for path, page in parsed.items() if page.meta.draft)
    by_source = {page.source_path: page for page in pages.values()}
    known = Known(by_source, sources.assets, sources.broken, drafts)
    links, wrong = resolve_links(pages, known)
    findings += wrong
    contact, wrong = _page_of("contact.page", config.contact.page, known, config)
    findings += wrong
    barrier = config.feedback.barrier if config.feedback.barrier.endswith(".md") else ""
    barrier, wrong = _page_of("feedback.barrier", barrier, known, config)
    findings += wrong
    related, wrong = declared_pages(pages, known)
    findings += wrong
    redirects, wrong = plan_redirects(pages, sources.assets)
    findings += wrong
    home = "/" if "/" in pages else ""
    maker = Maker(strings, config.site.language, templates, home)
    generated: list[Listed] = []
    for page, listing in _listings(pages, children, config, maker):
        wrong = outputs.claim_own(page)
        findings += wrong
        if not wrong:
            generated.append((page, listing))
    order = reading_order(children)
    if config.related.suggest:
        related = relate(pages, links, order, related, (contact, barrier))
    site = Site(
        pages=pages,
        order=order,
        children=children,
        links=links,
        assets=dict(sources.assets),
        contact=contact,
        positions={path: number for number, path in enumerate(order)},
        redirects=redirects,
        generated=tuple(generated),
        related=related,
        barrier=barrier,
    )
    return site, findings


def _page_of(setting: str, name: str, known: Known, config: Config) -> tuple[str, list[Finding]]:
    """The address of the page that a setting names by its file, or why there is none."""
    if name in known.pages:
        return known.pages[name].path, []
    if not name or name in known.broken:
        return "", []
    span = config.spans.get(setting, Span(config.file, 1, 1))
    message = f"There is no page “{name}” in the source folder"
    return "", [Finding(BROKEN, message, span=span)]


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
