"""Metadata in the head of a page: Open Graph, JSON-LD and alternate versions of the page.

Both vocabularies need absolute URLs, so a site whose URL is not set has neither. JSON-LD is a data
block, not a script, so the Content-Security-Policy need not allow it (HTML, “prepare the script
element” returns before the policy is checked).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from curbcut.config import Config
from curbcut.model.page import Edition, Page, Site
from curbcut.model.view import MachineView
from curbcut.render.machine.addresses import absolute, markdown_address
from curbcut.render.machine.feed import FILE as FEED
from curbcut.render.machine.sitemap import last_change
from curbcut.render.view.languages import alternates, open_graph_locale

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def machine_view(
    page: Page, site: Site, config: Config, trail: Sequence[Page], href: Callable[[str], str]
) -> MachineView:
    """The metadata of ``page``; ``trail`` are the pages above it, from the home page down."""
    if not page.kind.listed or page.path not in site.pages or page.original:
        return MachineView()
    markdown = href(markdown_address(page))
    if not config.site.url:
        return MachineView(markdown=markdown)
    return MachineView(
        alternates=alternates(page, site, config),
        open_graph=_open_graph(page, site, config),
        structured=_data_block(_graph(page, config, trail, site.edition_of(page))),
        markdown=markdown,
        feed=href(page.root + FEED) if page.path in site.policies else "",
    )


def _open_graph(page: Page, site: Site, config: Config) -> tuple[tuple[str, str], ...]:
    others = (other for other in site.translations_of(page) if other.path != page.path)
    pairs = (
        ("og:title", page.title),
        ("og:type", page.kind.open_graph),
        ("og:url", absolute(config, page.path)),
        ("og:site_name", site.edition_of(page).title),
        ("og:description", page.parsed.meta.description),
        ("og:locale", open_graph_locale(page.language)),
        *(("og:locale:alternate", open_graph_locale(other.language)) for other in others),
    )
    return tuple((name, content) for name, content in pairs if content)


def _graph(
    page: Page, config: Config, trail: Sequence[Page], edition: Edition
) -> list[dict[str, Any]]:
    meta = page.parsed.meta
    address = absolute(config, page.path)
    kind = page.kind.schema_type
    date = last_change(page)
    site = config.site
    facts: dict[str, Any] = {
        "@type": kind,
        "@id": address,
        "url": address,
        "headline" if kind == "Article" else "name": page.title,
        "description": meta.description,
        "inLanguage": page.language,
        "dateModified": date.isoformat() if date else "",
        "datePublished": meta.effective.isoformat() if meta.effective else "",
        "version": meta.version,
        "publisher": {"@type": "Organization", "name": edition.organisation}
        | ({"url": site.organisation_url} if site.organisation_url else {})
        if edition.organisation
        else None,
    }
    graph = [{key: value for key, value in facts.items() if value}]
    if trail:
        graph.append({"@type": "BreadcrumbList", "itemListElement": _crumbs(page, config, trail)})
    return graph


def _crumbs(page: Page, config: Config, trail: Sequence[Page]) -> list[dict[str, Any]]:
    return [
        {
            "@type": "ListItem",
            "position": number,
            "name": entry.title,
            "item": absolute(config, entry.path),
        }
        for number, entry in enumerate((*trail, page), 1)
    ]


def _data_block(graph: list[dict[str, Any]]) -> Markup:
    """The JSON, with <, > and & escaped, so that it cannot close the script element."""
    data = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704  no HTML character is left in it
