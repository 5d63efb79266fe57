"""Site -> every file that will be published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from markupsafe import escape

from curbcut.config import Config
from curbcut.content.marks import fill_links, tabulate
from curbcut.model.finding import Finding
from curbcut.model.page import Page, RenderedPage, RenderedSite, Site
from curbcut.model.source import Span
from curbcut.render.assets import Assets, gather_assets
from curbcut.render.environment import make_environment, template_finding
from curbcut.render.headers import headers_file, page_headers
from curbcut.render.strings import read_strings
from curbcut.render.views import make_view, relative
from curbcut.site.kinds import TEMPLATES


def base_path(config: Config) -> str:
    """The path that the site lives under, with a slash at both ends."""
    return urlsplit(config.site.url).path.rstrip("/") + "/"


def render_site(
    site: Site, config: Config, shown_templates: str
) -> tuple[RenderedSite, list[Finding]]:
    """Render all pages.

    A template that fails is reported once, with the first page that it failed for.

    Raises:
        CurbcutError: when there are no templates.
    """
    environment = make_environment(config.templates)
    assets = gather_assets(config.templates)
    findings: dict[Span | None, Finding] = {}
    pages: list[RenderedPage] = []
    strings: dict[str, dict[str, str]] = {}
    for page in site.pages.values():
        if page.language not in strings:
            strings[page.language] = read_strings(config.templates, page.language)
        try:
            pages.append(
                _render(
                    page, site, config, assets, strings[page.language], environment, shown_templates
                )
            )
        except Exception as error:
            # Whatever a template raises is the template's mistake: it gets data and nothing else.
            name = TEMPLATES[page.kind]
            finding = template_finding(error, name, config.templates, shown_templates, page.path)
            findings.setdefault(finding.span, finding)
    files = dict(site.assets) | assets.files
    files["_headers"] = headers_file().encode()
    pages.sort(key=lambda page: page.path)
    return RenderedSite(tuple(pages), files, page_headers()), list(findings.values())


def _render(
    page: Page,
    site: Site,
    config: Config,
    assets: Assets,
    strings: dict[str, str],
    environment: jinja2.Environment,
    shown_templates: str,
) -> RenderedPage:
    base = base_path(config)
    content = fill_links(page.parsed.html, lambda index: _attributes(index, page, site, base))
    view = make_view(page, site, config, assets, strings, content, base)
    marked = environment.get_template(TEMPLATES[page.kind]).render(view=view)
    html, positions = tabulate(marked, _resolver(page.parsed.source.path, shown_templates))
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


def _resolver(markdown: str, templates: str) -> Callable[[str], Span | None]:
    """Labels of marks -> places, for one page."""

    def resolve(label: str) -> Span | None:
        if label.startswith("t:"):
            name, _, line = label[2:].rpartition(":")
            return Span(f"{templates}/{name}", int(line), int(line))
        first, last, column = (int(part) for part in label.split("."))
        return Span(markdown, first, last, column)

    return resolve


def files_of(rendered: RenderedSite) -> Mapping[str, bytes]:
    """Everything that is published, by path."""
    return {page.output: page.data for page in rendered.pages} | rendered.files


def templates_folder(templates: Path | None) -> Path:
    """The folder of templates to use: the given one, else the built-in theme."""
    if templates is not None and templates.is_dir():
        return templates
    inside = Path(__file__).resolve().parent.parent / "theme"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "templates"
