"""The site as MkDocs Material and Zensical want it; both read the same settings."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from bench.content import Page, Site
from bench.layouts import markdown
from bench.layouts.layout import Layout

_DIALECT = markdown.Dialect(
    link=lambda page, target: markdown.relative(page, f"{target.path}.md"),
    picture=lambda page, name: markdown.relative(page, f"pictures/{name}"),
    note=markdown.admonition,
)


def _text(page: Page, site: Site) -> str:
    return markdown.front_matter(page) + f"# {page.title}\n\n" + markdown.body(page, site, _DIALECT)


def _settings(site: Site) -> dict[str, str]:
    text = f"""site_name: {site.title}
site_url: https://help.example.com/
theme:
  name: material
  font: false
  features:
    - navigation.footer
    - navigation.indexes
    - navigation.path
    - navigation.prune
    - navigation.tabs
markdown_extensions:
  - admonition
  - tables
  - toc:
      permalink: true
plugins:
  - search
"""
    return {"mkdocs.yml": text}


MATERIAL = Layout(
    name="MkDocs Material",
    file=lambda page: f"docs/{page.path}.md",
    text=_text,
    pictures="docs/pictures",
    footer="",
    settings=_settings,
    theme=Path("none"),
)
ZENSICAL = dataclasses.replace(MATERIAL, name="Zensical")
