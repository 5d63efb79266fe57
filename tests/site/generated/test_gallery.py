"""The gallery: everything is on it, it is valid, and only those find it who know of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from curbcut.commands.check_site import check_site
from curbcut.render.pages import files_of
from curbcut.render.theming.examples import COMPONENTS
from curbcut.run import Options
from curbcut.site.addresses import addresses_of
from curbcut.stages import Prepared
from tests.making import HOME, REPOSITORY, html, page, prepared, rules, write

SETTINGS = '[site]\ntitle = "Bicycle Help"\nurl = "https://example.com/"\n[theme]\ngallery = true\n'
WELCOME = "Welcome. Everything that we know about chains and brakes stands here.\n"
TEMPLATES = REPOSITORY / "templates"
GALLERY = (TEMPLATES / "pages" / "gallery.html.j2").read_text("utf-8")
NAMES = sorted(path.name.split(".")[0] for path in (TEMPLATES / "components").iterdir())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "source", {"site.toml": SETTINGS, "index.md": HOME + WELCOME})


@pytest.fixture
def made(source: Path) -> Prepared:
    site = prepared(source)
    assert site.findings == ()
    return site


@pytest.mark.parametrize("name", NAMES)
def test_every_component_is_in_the_gallery(name: str):
    macro = name.replace("-", "_")
    shown_by_itself = f" {name}" in GALLERY.split("#}")[0].replace("\n", " ")
    assert f"{{{{ {macro}(" in GALLERY or shown_by_itself


def test_the_contents_list_what_is_shown():
    headings = re.findall(r'<h2 class="gallery__title" id="([^"]+)">([^<]+)</h2>', GALLERY)
    assert dict(headings).items() >= COMPONENTS.items()
    assert {name for name, _ in headings} - COMPONENTS.keys() == {"site-logo"}


def test_everything_that_the_page_shows_by_itself_is_there(made: Prepared):
    text = html(made, "/gallery/")
    for name in ("skip-link", "site-header", "breadcrumb", "page-header", "contact", "site-footer"):
        assert f'class="{name}"' in text, name


def test_it_has_the_style_sheets_of_every_kind_of_page(made: Prepared):
    text = html(made, "/gallery/")
    for path in (TEMPLATES / "assets" / "css" / "pages").iterdir():
        assert f"assets/{path.stem}." in text, path


def test_every_element_of_markdown_is_there(made: Prepared):
    text = html(made, "/gallery/")
    parts = [
        *("h2", "h3", "h4", "ul", "ol", "table", "dl", "figure", "blockquote", "pre"),
        "strong",
    ]
    for part in (*parts, "em", "code", "figcaption", "details", "th"):
        assert re.search(rf"<{part}[ >]", text.split('class="prose"')[-1]), part
    kinds = ("note", "tip", "important", "warning")
    for name in (*(f"callout--{kind}" for kind in kinds), "steps", "footnotes"):
        assert name in text, name


def test_ids_are_unique_and_links_lead_somewhere(made: Prepared):
    text = html(made, "/gallery/")
    ids = Counter(re.findall(r' id="([^"]+)"', text))
    assert [name for name, number in ids.items() if number > 1] == []
    assert set(re.findall(r'href="#([^"]+)"', text)) <= ids.keys()
    assert text.count("<h1") == 1


def test_each_element_comes_from_the_theme(made: Prepared):
    [found] = [page for page in made.rendered.pages if page.path == "/gallery/"]
    [quote] = found.positions["blockquote"]
    assert quote is not None
    assert quote.path.endswith("templates/gallery/index.md")
    [picture] = found.positions["figure"]
    assert picture is not None
    assert picture.path.endswith("templates/gallery/index.md")


def test_nobody_is_led_to_it(made: Prepared):
    assert '<meta name="robots" content="noindex">' in html(made, "/gallery/")
    files = files_of(made.rendered)
    assert b"wheel" in b"".join(name.encode() for name in files)
    for name, data in files.items():
        if name.endswith((".html", ".xml", ".txt", ".md")) and name != "gallery/index.html":
            assert b"gallery" not in data, name
    assert "/gallery/" not in addresses_of(made.site)


def test_it_is_there_only_where_it_is_asked_for(tmp_path: Path):
    made = prepared(write(tmp_path / "source", {"index.md": HOME}))
    assert not any("gallery" in name and "assets/" not in name for name in files_of(made.rendered))


def test_a_page_in_its_way_is_a_collision(source: Path):
    write(source, {"gallery.md": page("Mine")})
    assert "route-collision" in rules(source)


def test_its_text_may_be_replaced_and_is_checked(source: Path):
    own = write(source.parent / "own", {"gallery/index.md": page("Ours", "![x](none.png)\n")})
    [finding] = [f for f in prepared(source, own).findings if f.rule.id == "image-missing"]
    assert str(finding.span).endswith("own/gallery/index.md:4")


@pytest.mark.browser
def test_it_passes_the_whole_check(source: Path):
    result = check_site(Options(source=source, templates=None))
    assert "/gallery/" in result.pages
    found = [f"{f.page} {f.rule.id}: {f.message} ({f.span})" for f in result.findings if f.blocking]
    assert found == []
