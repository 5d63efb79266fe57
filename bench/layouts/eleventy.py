"""The site as Eleventy wants it; links are the addresses, for its Markdown resolves no files."""

from __future__ import annotations

from bench.content import Page, Site
from bench.layouts import markdown
from bench.layouts.layout import THEMES, Layout

_DIALECT = markdown.Dialect(
    link=lambda page, target: target.address,
    picture=lambda page, name: f"/pictures/{name}",
    note=markdown.container,
)


def _text(page: Page, site: Site) -> str:
    matter = markdown.front_matter(page, order=page.order, layout="page.njk")
    return matter + markdown.body(page, site, _DIALECT)


LAYOUT = Layout(
    name="Eleventy",
    file=lambda page: f"content/{page.path}.md",
    text=_text,
    pictures="content/pictures",
    footer="includes/page.njk",
    settings=lambda site: {},
    theme=THEMES / "eleventy",
)
