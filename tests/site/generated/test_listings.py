"""The A–Z index and the map: what they list, how they are spread, and what is in their way."""

import re
from functools import partial
from pathlib import Path

import pytest

from curbcut.site.generated import listings
from tests.making import HOME, html, page, prepared, rules, write

FILES = {
    "index.md": HOME,
    "a/index.md": page("Apples", "## Zest\n\n## Zest\n\nText.\n\n### Not listed\n"),
    "a/b.md": page("<b>Bold</b> & co"),
    "z.md": page("Zoo", extra="lang: ar\n"),
    "404.md": page("Not found"),
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "source", FILES)


def links(text: str, part: str) -> list[tuple[str, str]]:
    found = re.findall(rf'<a class="{part}" href="([^"]*)"[^>]*>(.*?)</a>', text)
    return [(href, re.sub("<[^>]*>", "", words)) for href, words in found]


def test_the_index_lists_pages_and_their_main_headings(source: Path):
    text = html(prepared(source), "/search/")
    assert links(text, "index-list__letter") == [
        *(("#letter-a", "A"), ("#letter-b", "B"), ("#letter-h", "H"), ("#letter-z", "Z")),
    ]
    assert links(text, "index-list__link") == [
        ("../a/", "Apples"),
        ("../a/b/", "&lt;b&gt;Bold&lt;/b&gt; &amp; co"),
        ("../", "Help"),
        ("../a/#zest", "Zest – Apples"),
        ("../a/#zest-2", "Zest – Apples"),
        ("../z/", "Zoo"),
    ]
    assert 'href="../z/" lang="ar" dir="rtl"' in text


def test_the_map_lists_every_page_in_its_place(source: Path):
    text = html(prepared(source), "/all-pages/")
    assert [href for href, _ in links(text, "page-map__link")] == [
        "../",
        "../z/",
        "../a/",
        "../a/b/",
    ]


def test_every_page_leads_to_search_and_the_map(source: Path):
    site = prepared(source)
    for made in site.rendered.pages:
        text = made.data.decode()
        assert text.count('role="search"') == 1, made.path
        assert "all-pages/" in text or made.path == "/all-pages/"
        script = "search." in "".join(re.findall(r"<script src[^>]*>", text))
        assert script == (made.path == "/search/"), made.path


def test_generated_pages_come_from_their_templates(source: Path):
    site = prepared(source)
    [made] = [made for made in site.rendered.pages if made.path == "/all-pages/"]
    assert made.fallback is not None
    assert made.fallback.path.endswith("/pages/all-pages.html.j2")
    for spans in made.positions.values():
        assert all(span is not None and span.path.endswith(".j2") for span in spans)


def test_only_the_search_page_may_compile(source: Path):
    rendered = prepared(source).rendered
    for name in ("index.html", "all-pages/index.html", "a/index.html", "assets/x.css"):
        assert "wasm" not in rendered.headers_of(name)["Content-Security-Policy"]
    policy = rendered.headers_of("search/index.html")["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "'unsafe" not in policy
    assert policy in rendered.files["_headers"].decode().split("/search/", 1)[1]


@pytest.mark.parametrize("name", ["search.md", "all-pages/index.md", "search", "SEARCH/index.html"])
def test_a_file_in_the_way_is_a_collision(source: Path, name: str):
    write(source, {name: page("Mine")})
    assert "route-collision" in rules(source)


def test_search_can_be_switched_off(source: Path):
    write(source, {"site.toml": "[search]\nenabled = false\n"})
    site = prepared(source)
    assert "/search/" not in {made.path for made in site.rendered.pages}
    assert "/all-pages/" in {made.path for made in site.rendered.pages}
    assert not any('role="search"' in made.data.decode() for made in site.rendered.pages)
    assert "wasm" not in site.rendered.files["_headers"].decode()


def test_a_large_site_is_spread(source: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("curbcut.site.build.Maker", partial(listings.Maker, limit=3))
    write(source, {f"a/c{n}.md": page(f"Cherry {n}") for n in range(4)})
    site = prepared(source)
    paths = sorted(made.path for made in site.rendered.pages if made.source_path == "")
    assert paths == [
        "/a/print/",
        *("/all-pages/", "/all-pages/1/", "/all-pages/2/", "/all-pages/3/"),
        *("/search/", "/search/a/", "/search/b/", "/search/c-2/", "/search/c/", "/search/h/"),
        "/search/z/",
    ]
    listed = [
        href
        for path in paths
        if path.startswith("/all-pages/") and path != "/all-pages/"
        for href, _ in links(html(site, path), "page-map__link")
        if "all-pages" not in href
    ]
    assert {href.removeprefix("../../") for href in listed} == {
        *("", "z/", "a/", "a/b/", "a/c0/", "a/c1/", "a/c2/", "a/c3/"),
    }
    assert links(html(site, "/search/c-2/"), "index-list__link") == [("../../a/c3/", "Cherry 3")]
    assert 'href="../c/" rel="prev"' in html(site, "/search/c-2/")
    assert links(html(site, "/search/"), "index-list__letter")[0] == ("a/", "A")
