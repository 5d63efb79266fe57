"""Redirects from old URLs: redirect pages, and redirect rules for servers."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import jinja2

from curbcut.config import Config
from curbcut.html.marks import unmark
from curbcut.model.languages import direction_of
from curbcut.model.page import Redirect, Site
from curbcut.model.view import AssetsView, MovedView
from curbcut.render.machine.addresses import absolute
from curbcut.render.theming.assets import Assets
from curbcut.render.theming.strings import is_marked, mark_untranslated, tag_untranslated
from curbcut.render.view.views import named, relative

TEMPLATE = "pages/moved.html.j2"


def redirect_pages(
    site: Site,
    config: Config,
    assets: Assets,
    strings: Mapping[str, dict[str, str]],
    environment: jinja2.Environment,
) -> dict[str, bytes]:
    """The redirect pages, path to bytes. Raises what the template raises."""
    made = {}
    shown = {
        language: mark_untranslated(texts, config.templates, language)
        for language, texts in strings.items()
    }
    for redirect in site.redirects:
        if redirect.output:
            view = _view(redirect, site, config, assets, shown)
            html = environment.get_template(TEMPLATE).render(view=view)
            if is_marked(html):
                html = tag_untranslated(html, view.direction)
            made[redirect.output] = unmark(html).encode()
    return made


def redirects_file(site: Site, base: str) -> str:
    """The text of the ``_redirects`` file, which several static hosting services read.

    ``base`` is the path under which the site is served, with a slash at both ends.
    """
    return "".join(
        f"{old} {target} 301\n" for old, target in server_redirects(site.redirects, base)
    )


def server_redirects(redirects: tuple[Redirect, ...], base: str) -> list[tuple[str, str]]:
    """Pairs of an old path, with and without its final slash, and the new path.

    Both are percent-encoded and start at the root of the host.
    """
    root = base.rstrip("/")
    pairs = []
    for redirect in redirects:
        target = root + quote(redirect.target)
        spellings = dict.fromkeys((redirect.address, redirect.address.rstrip("/")))
        pairs += [(root + quote(old), target) for old in spellings if old]
    return pairs


def _view(
    redirect: Redirect,
    site: Site,
    config: Config,
    assets: Assets,
    strings: Mapping[str, dict[str, str]],
) -> MovedView:
    page = site.pages[redirect.target]
    target = quote(page.path)
    return MovedView(
        title=page.title,
        site_title=site.edition_of(page).title,
        language=page.language,
        direction=direction_of(page.language),
        href=relative(redirect.address, named(target) if config.offline else target),
        canonical=absolute(config, page.path),
        assets=AssetsView(
            styles=tuple(relative(redirect.address, path) for path in assets.styles),
            icon=relative(redirect.address, assets.icon) if assets.icon else "",
        ),
        strings=strings[page.language],
    )
