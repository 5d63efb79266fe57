"""All machine-readable files, and the redirect pages at old URLs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import jinja2

from curbcut.config import Config
from curbcut.content.sources.discover import fold
from curbcut.model.finding import Finding
from curbcut.model.page import Redirect, Site
from curbcut.model.source import Span
from curbcut.render.machine.feed import FILE as FEED
from curbcut.render.machine.feed import dated_versions, feed
from curbcut.render.machine.markdown_versions import FILE as LLMS
from curbcut.render.machine.markdown_versions import llms, markdown_versions
from curbcut.render.machine.redirect_pages import TEMPLATE, redirect_pages, redirects_file
from curbcut.render.machine.sitemap import robots, sitemap
from curbcut.render.machine.well_known import GPC_FILE, SECURITY_FILE, gpc_text, security_text
from curbcut.render.theming.assets import Assets
from curbcut.render.theming.environment import template_finding
from curbcut.site.redirects import COLLISION as OLD_TAKEN
from curbcut.site.routes import COLLISION


def machine_files(
    site: Site,
    config: Config,
    base: str,
    strings: Mapping[str, dict[str, str]],
    taken: Collection[str],
    *,
    markdown: bool = True,
) -> tuple[dict[str, bytes], list[Finding]]:
    """The files (path to bytes), and findings about paths that are in use already.

    Args:
        site: the site.
        config: its settings.
        base: the path under which it is served, with a slash at both ends.
        strings: the theme's strings, by language.
        taken: the paths of all other files. An editor's own file takes precedence over a generated
            one.
        markdown: whether to make the text of Markdown versions; conflicts of their paths are found
            in any case.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    old = {fold(one.address[1:]): one for one in site.redirects if not one.output}
    here = {fold(path) for path in taken}
    folders = {above for path in here for above in _above(path)}
    findings += (_taken(old[key], "a file of the site") for key in sorted(here & old.keys()))
    texts: Iterable[tuple[str, str]] = _texts(site, config, base)
    versions = markdown_versions(site, config, strings)
    for path, text in (*texts, *((path, make() if markdown else "-") for path, make in versions)):
        key = fold(path)
        if text and key in old:
            findings.append(_taken(old[key], "a file that the build writes"))
        if not text or key in here:
            continue
        if key in folders or any(above in here for above in _above(key)):
            message = f"The build writes a file “{path}”, and a page or a folder is in its place"
            span = Span(config.file, 1, 1)
            findings.append(Finding(COLLISION, message, page=f"/{path}", span=span))
            continue
        files[path] = text.encode()
    return files, findings


def redirect_page_files(
    site: Site,
    config: Config,
    assets: Assets,
    strings: Mapping[str, dict[str, str]],
    environment: jinja2.Environment,
    taken: Collection[str],
) -> tuple[dict[str, bytes], list[Finding]]:
    """The redirect pages (path to bytes), and findings about them or their template.

    ``taken`` are the paths of all other files, including generated pages.
    """
    here = {fold(path) for path in taken}
    findings = [
        _taken(redirect, "a page that the build adds")
        for redirect in site.redirects
        if redirect.output and fold(redirect.output) in here
    ]
    try:
        made = redirect_pages(site, config, assets, strings, environment)
        return {path: made[path] for path in made if fold(path) not in here}, findings
    except Exception as error:
        # As for every page: any exception is an error in the template.
        page = site.redirects[0].target
        wrong = template_finding(error, TEMPLATE, config.templates, page)
        return {}, [*findings, wrong]


def _taken(redirect: Redirect, what: str) -> Finding:
    message = f"“{redirect.address}” is the address of {what}"
    return Finding(OLD_TAKEN, message, page=redirect.target, span=redirect.span)


def _texts(site: Site, config: Config, base: str) -> Iterator[tuple[str, str]]:
    yield "_redirects", redirects_file(site, base)
    yield "robots.txt", robots(config)
    if config.site.url:
        yield "sitemap.xml", sitemap(site, config)
        for edition in site.editions:
            if dated_versions(site, edition.root):
                yield edition.root[1:] + FEED, feed(site, config, edition)
    yield SECURITY_FILE, security_text(config)
    yield GPC_FILE, gpc_text(config)
    for edition in site.editions:
        yield edition.root[1:] + LLMS, llms(site, config, edition)


def _above(key: str) -> list[str]:
    parts = key.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]
