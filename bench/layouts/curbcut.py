"""The site as Curbcut wants it, with a copy of the theme so that a template can be changed."""

from __future__ import annotations

from pathlib import Path

from bench.content import Page, Site
from bench.layouts import markdown
from bench.layouts.layout import Layout

_DIALECT = markdown.Dialect(
    link=lambda page, target: markdown.relative(page, f"{target.path}.md"),
    picture=lambda page, name: markdown.relative(page, f"pictures/{name}"),
    note=markdown.container,
)


def _text(page: Page, site: Site) -> str:
    return markdown.front_matter(page, order=page.order) + markdown.body(page, site, _DIALECT)


def _settings(site: Site) -> dict[str, str]:
    text = (
        f'[site]\ntitle = "{site.title}"\ndescription = "Help with what we sell."\n'
        'language = "en"\nurl = "https://help.example.com/"\norganisation = "Orlen Photo"\n'
    )
    return {"site_src/site.toml": text}


LAYOUT = Layout(
    name="Curbcut",
    file=lambda page: f"site_src/{page.path}.md",
    text=_text,
    pictures="site_src/pictures",
    footer="templates/components/site-footer.html.j2",
    settings=_settings,
    theme=Path(__file__).parents[2] / "templates",
    theme_folder="templates",
)
