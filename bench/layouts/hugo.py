"""The site as Hugo wants it; links to files are resolved by its own render hook."""

from __future__ import annotations

from bench.content import Page, Site
from bench.layouts import markdown
from bench.layouts.layout import THEMES, Layout


def _path(page: Page) -> str:
    return "/".join((*page.folder, "_index" if page.index else page.name)) + ".md"


_DIALECT = markdown.Dialect(
    link=lambda page, target: markdown.relative(page, _path(target)),
    picture=lambda page, name: f"/pictures/{name}",
    note=markdown.alert,
)


def _text(page: Page, site: Site) -> str:
    return markdown.front_matter(page, weight=page.order) + markdown.body(page, site, _DIALECT)


def _settings(site: Site) -> dict[str, str]:
    text = f"""title = "{site.title}"
baseURL = "https://help.example.com/"
locale = "en"
disableKinds = ["taxonomy", "term"]
[outputs]
home = ["html", "rss"]
section = ["html"]
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
"""
    return {"hugo.toml": text}


LAYOUT = Layout(
    name="Hugo",
    file=lambda page: f"content/{_path(page)}",
    text=_text,
    pictures="assets/pictures",
    footer="layouts/_partials/footer.html",
    settings=_settings,
    theme=THEMES / "hugo",
)
