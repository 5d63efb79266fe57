"""Build a site from parsed pages, in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from curbcut.config import Config
from curbcut.content.sources.discover import Sources
from curbcut.model.finding import Finding
from curbcut.model.listing import Listing
from curbcut.model.page import LinkRef, Page, ParsedPage, ResolvedLink, Site
from curbcut.model.source import Span
from curbcut.site.generated.gallery import LANGUAGE as GALLERY_LANGUAGE
from curbcut.site.generated.gallery import gallery_page, gallery_pictures
from curbcut.site.generated.listings import Listed, Maker, index_pages, map_pages
from curbcut.site.generated.printing import document_page, print_pages
from curbcut.site.languages import editions, with_facts
from curbcut.site.link_rules import BROKEN
from curbcut.site.links import Known, resolve_links
from curbcut.site.navigation import arrange, reading_order
from curbcut.site.pictures import judge_pictures
from curbcut.site.policies import changes_pages, gather_policies
from curbcut.site.redirects import plan_redirects
from curbcut.site.related import declared_pages, relate
from curbcut.site.routes import HOME, Outputs, lay_out
from curbcut.site.strays import strays, undeclared_languages
from curbcut.site.translations import State, state_of, translated
from curbcut.site.versions import find_versions


def build_site(
    parsed: Mapping[str, ParsedPage],
    sources: Sources,
    config: Config,
    words: Callable[[str], Mapping[str, str]],
    today: dt.date,
    *,
    suggest: bool = True,
) -> tuple[Site, list[Finding]]:
    """Give the pages their addresses and places, and resolve the links between them.

    ``words`` gives the theme's texts in a language, for generated pages. ``today`` decides which
    version of a policy applies. Without ``suggest`` a page leads on only to those that its front
    matter names, which is enough where no page is rendered.
    """
    outputs = Outputs(sources.folder)
    languages = editions(config)
    parsed = with_facts(parsed, languages)
    versions, findings = find_versions(parsed)
    pages, wrong = lay_out(parsed, sources.assets, languages, outputs, versions)
    findings += wrong
    if "/" not in pages and "index.md" not in sources.broken:
        findings.append(_no_home(parsed, config, sources.folder))
    pages, children = arrange(pages)
    pages, policies = gather_policies(pages, versions, words, today)
    drafts = frozenset(path for path, page in parsed.items() if page.meta.draft)
    by_place = {page.place: page for page in pages.values()}
    known = Known(by_place, pages, sources.assets, sources.broken, drafts)
    links, wrong = resolve_links(pages, known)
    findings += wrong
    contacts, wrong = _pages_of("contact.page", config.contact.page, known, config)
    findings += wrong
    barrier = config.feedback.barrier if config.feedback.barrier.endswith(".md") else ""
    barriers, wrong = _pages_of("feedback.barrier", barrier, known, config)
    findings += wrong
    findings += _odd_files(parsed, sources, config, known, links)
    related, wrong = declared_pages(pages, known)
    findings += wrong
    redirects, wrong = plan_redirects(
        pages, sources.assets, [edition.root for edition in languages]
    )
    findings += wrong
    generated: list[Listed] = []
    order: tuple[str, ...] = ()
    for edition in languages:
        own = reading_order(children, edition.root)
        order += own
        maker = Maker(
            words(edition.language),
            edition.language,
            config.templates,
            root=edition.root,
            spoken="" if config.templates.speaks(edition.language) else "en",
        )
        changes = changes_pages(policies, pages, words, maker)
        for page, listing in (*_listings(pages, children, own, config, maker), *changes):
            wrong = outputs.claim_own(page)
            if listing.document:
                wrong += outputs.claim_own(document_page(page, listing))
            findings += wrong
            if not wrong:
                generated.append((page, listing))
    shown: dict[str, bytes] = {}
    if config.theme.gallery:
        gallery, shown, examples, wrong = _gallery(config, words, outputs)
        generated += gallery
        links = examples | links
        findings += wrong
    if suggest and config.related.suggest:
        everywhere = {*contacts.values(), *barriers.values()}
        related = relate(pages, links, order, related, everywhere)
    site = Site(
        pages=pages,
        order=order,
        children=children,
        links=links,
        assets=shown | sources.assets,
        editions=languages,
        contacts=contacts,
        places={page.place: page.path for page in (*pages.values(), *(p for p, _ in generated))},
        positions={path: number for number, path in enumerate(order)},
        redirects=redirects,
        generated=tuple(generated),
        policies=policies,
        related=related,
        barriers=barriers,
    )
    outdated = frozenset(
        page.path
        for page, original in translated(site)
        if state_of(page, original) is State.OUTDATED
    )
    return replace(site, outdated=outdated), findings


def _odd_files(
    parsed: Mapping[str, ParsedPage],
    sources: Sources,
    config: Config,
    known: Known,
    links: Mapping[str, Sequence[ResolvedLink]],
) -> list[Finding]:
    """Pictures that cannot be shown, and files and folders that are not what they look like."""
    linked = {unquote(one.address.partition("#")[0])[1:] for some in links.values() for one in some}
    return [
        *judge_pictures(sources.assets, known.sizes, sources.folder),
        *strays(sources.assets, linked, parsed, sources.folder),
        *undeclared_languages(parsed, config),
    ]


def _no_home(parsed: Mapping[str, ParsedPage], config: Config, folder: str) -> Finding:
    """The finding about a site without a home page."""
    names = ("home.md", "readme.md", "_index.md", "welcome.md", "start.md")
    meant = next((path for path in parsed if path.casefold() in names), "")
    fix = f"Rename “{meant}” to “index.md”"
    if not meant:
        fix = f"Create “index.md” in the source folder, and write “# {config.site.title}” in it."
    here = Span(f"{folder}/index.md", 1, 1)
    return Finding(HOME, "There is no home page, “index.md”", span=here, fix=fix)


def _gallery(
    config: Config, words: Callable[[str], Mapping[str, str]], outputs: Outputs
) -> tuple[list[Listed], dict[str, bytes], dict[str, tuple[ResolvedLink, ...]], list[Finding]]:
    """The gallery of components, the pictures and the links on it, and what is wrong with it."""
    page, findings = gallery_page(config.templates, words(GALLERY_LANGUAGE), "/")
    shown = gallery_pictures(config.templates)
    known = Known({}, {}, shown, frozenset(), frozenset())
    links, wrong = resolve_links({page.path: page}, known)
    taken = outputs.claim_own(page)
    listed = [] if taken else [(page, Listing())]
    return listed, shown, links, [*findings, *wrong, *taken]


def _pages_of(
    setting: str, name: str, known: Known, config: Config
) -> tuple[dict[str, str], list[Finding]]:
    """The pages that a setting names by a file, by the root of their edition."""
    found = {page.root: page.path for page in known.pages.values() if page.translation_key == name}
    if not name or name in known.pages or name in known.broken:
        return found, []
    span = config.spans.get(setting, Span(config.file, 1, 1))
    message = f"There is no page “{name}” in the source folder"
    meant = known.guesses.file(name, LinkRef(-1, name, "", span))[0]
    key = setting.rpartition(".")[2]
    fix = f'Write “{key} = "{meant}"”' if meant else f"Create “{name}”, or remove this line."
    return found, [Finding(BROKEN, message, span=span, fix=fix)]


def _listings(
    pages: Mapping[str, Page],
    children: Mapping[str, tuple[str, ...]],
    order: Sequence[str],
    config: Config,
    maker: Maker,
) -> list[Listed]:
    here = {path: page for path, page in pages.items() if page.root == maker.root}
    if not here:
        return []
    listed = map_pages(here, children, maker)
    if config.print.sections:
        listed += print_pages(here, order, maker, pdf=config.print.pdf)
    return listed + index_pages(here, maker) if config.search.enabled else listed
