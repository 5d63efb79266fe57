"""The site as Pelican wants it: pages, not blog articles; addresses out of the files' paths."""

from __future__ import annotations

from bench.content import Page, Site
from bench.layouts import markdown
from bench.layouts.layout import THEMES, Layout

_DIALECT = markdown.Dialect(
    link=lambda page, target: f"{{filename}}/pages/{target.path}.md",
    picture=lambda page, name: f"{{static}}/pictures/{name}",
    note=markdown.admonition,
)


def _text(page: Page, site: Site) -> str:
    address = page.address.lstrip("/")
    matter = (
        f"Title: {page.title}\nSummary: {page.description}\nOrder: {page.order}\n"
        f"Slug: {page.path.replace('/', '-')}\nURL: {address}\nSave_as: {address}index.html\n\n"
    )
    contents = "" if page.index else "[TOC]\n\n"
    return matter + contents + markdown.body(page, site, _DIALECT)


LAYOUT = Layout(
    name="Pelican",
    file=lambda page: f"content/pages/{page.path}.md",
    text=_text,
    pictures="content/pictures",
    footer="theme/templates/page.html",
    settings=lambda site: {},
    theme=THEMES / "pelican",
)
