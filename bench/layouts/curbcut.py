"""The site as Curbcut wants it, with a copy of the theme so that a template can be changed."""

from __future__ import annotations

import re
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


_GLOSSARY = """---
title: Words that we use
kind: glossary
---

Delivery note
: The paper that is in the box with what you ordered.

Guarantee
: Our promise to repair what does not work.

Screen reader
: A program that reads aloud what is on the screen.
"""
_SPANISH = """---
title: {title}
---

Aquí encontrará ayuda sobre lo que vendemos. Escriba a nuestro equipo si algo no está claro.
"""


def without_search(folder: Path) -> None:
    """Turn the search index off."""
    settings = folder / "site_src" / "site.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[search]\nenabled = false\n", "utf-8")


def add_languages(folder: Path, site: Site) -> Path:
    """Add a glossary, and Spanish for the home page and the categories; return one of these."""
    source = folder / "site_src"
    settings = source / "site.toml"
    spanish = '\n[languages.es]\ntitle = "Ayuda de Orlen Photo"\n'
    settings.write_text(settings.read_text("utf-8") + spanish, "utf-8")
    (source / "glossary.md").write_text(_GLOSSARY, "utf-8")
    pages = [page for page in site.pages if page.index and len(page.folder) < 2]
    path = source
    for number, page in enumerate(pages):
        path = source / "es" / f"{page.path}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_SPANISH.format(title=f"Ayuda {number}" if number else "Ayuda"), "utf-8")
    return path


def change_glossary(folder: Path, number: int) -> None:
    """Explain a term anew."""
    path = folder / "site_src" / "glossary.md"
    text = path.read_text("utf-8")
    text = re.sub(r"(?m)^: (?:Edition \d+: )?Our promise", f": Edition {number}: Our promise", text)
    path.write_text(text, "utf-8")


def change_style(folder: Path, number: int) -> None:
    """Add a rule to a style sheet that no element of any page answers to."""
    path = next((folder / "templates" / "assets" / "css").glob("*.css"))
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n.edition-{number} {{ order: {number}; }}\n", "utf-8")


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
