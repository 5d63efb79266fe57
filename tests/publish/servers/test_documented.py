"""What “Publishing” says of dist/ and of servers, on a site that has everything it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from curbcut.browser.server import Server
from curbcut.commands.build import build
from curbcut.commands.lint import lint
from curbcut.commands.server_config import server_config
from curbcut.render.machine.headers import page_headers
from curbcut.run import Options
from curbcut.stages import prepare
from tests.making import page, write
from tests.publish.servers import test_caddy, test_nginx
from tests.publish.servers.serving import Served

SERVERS = [
    pytest.param(test_nginx, marks=test_nginx.pytestmark, id="nginx"),
    pytest.param(test_caddy, marks=test_caddy.pytestmark, id="caddy"),
]
SETTINGS = """\
[site]
title = "Bicycle Help"
url = "https://example.com/"
[privacy]
gpc = true
[security]
contact = "security@example.com"
expires = 2999-03-01
[languages.es]
"""
HEADERS = sorted(name.lower() for name in page_headers())
POLICY = "kind: policy\neffective: {}\nversion: '{}'\nchange_note: New words.\n"
FILES: dict[str, str | bytes] = {
    "site.toml": SETTINGS,
    "addresses.txt": "gone /care/\ngone /tandem/\n",
    "index.md": page("Help", "[Care](care/index.md), [leaflet](leaflet.pdf)\n\n<!-- secret -->\n"),
    "care/index.md": page(
        "Care",
        "Wipe it.\n",
        "last_reviewed: 2026-03-01\nowner: Ann\n"
        "redirect_from: [/Old/care/, /old.html, /care.php]\n",
    ),
    "care/chain.md": page(
        "Chain", "Oil it.\n\n## Which oil\n\nThin oil.\n\n### Where to buy it\n\nHere.\n"
    ),
    "terms.md": page("Terms", "We keep nothing.\n", POLICY.format("2026-02-01", "2")),
    "terms-1.md": page(
        "Terms",
        "We keep a lot of data.\n",
        POLICY.format("2025-02-01", "1") + "version_of: terms.md\n",
    ),
    "404.md": page("Page not found", "Try the search.\n"),
    "es/index.md": page("Ayuda", "Texto.\n"),
    "es/404.md": page("No encontrada", "Busque.\n"),
    "leaflet.pdf": b"%PDF-1.4",
}


def options(folder: Path, changes: Mapping[str, str] | None = None) -> Options:
    source = write(folder / "source", {**FILES, **(changes or {})})
    return Options(source=source, templates=None, out=folder / "dist", check=False, cache=False)


def published(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = options(tmp_path_factory.mktemp("documented"))
    assert not build(made).blocking
    return made.out


@pytest.fixture(scope="module", params=SERVERS)
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with request.param.serving(folder, options(folder)) as site:
        yield site


def test_headers_are_those_that_the_check_is_made_with(served: Served):
    site = prepare(options(served.out.parent), index=True).rendered
    redirects = {"Old/care/index.html", "old.html"}
    hidden = {"_headers", "_redirects", ".curbcut.json", "404.html", "es/404.html"}
    names = sorted(published(served.out) - redirects - hidden)
    assert len(names) > 30
    with Server(served.out, site.headers_of) as server:
        checked = Served(server.port, "", served.out)
        for path in ["/" + name.removesuffix("index.html") for name in names]:
            real, seen = served.get(path), checked.get(path)
            assert (real.status, real.body) == (200, seen.body), path
            assert all(real[header] == seen[header] for header in HEADERS), path
            if seen["content-type"].startswith("text/"):
                assert real["content-type"] == seen["content-type"], path
    assert "wasm-unsafe-eval" in served.get("/search/")["content-security-policy"]
    for path in ("/nothing", "/es/nothing", "/old.html", "/tandem/", "/_headers"):
        answer = served.get(path)
        assert answer.status in (301, 404, 410)
        for header in HEADERS:
            assert answer[header] == served.get("/")[header], (path, header)


def test_an_address_applies_as_it_is_written(served: Served):
    assert served.get("/Old/care/")["location"] == "/care/"
    assert served.get("/old/care/").status == 404


def test_the_line_gone_answers_410_only_where_there_is_nothing_else(served: Served):
    assert served.get("/care/").status == 200
    assert served.get("/tandem/").status == 410


@pytest.mark.parametrize("old", ["/Old/care/", "/old.html", "/care.php"])
def test_old_addresses_redirect_with_their_query(served: Served, old: str):
    answer = served.get(f"{old}?q=chain")
    assert (answer.status, answer["location"]) == (301, "/care/?q=chain")
    rules = (served.out / "_redirects").read_text("utf-8").splitlines()
    assert f"{old} /care/ 301" in rules
    assert (served.out / old[1:]).exists() == (not old.endswith(".php"))


def test_what_is_not_served(served: Served):
    for path in ("/.curbcut.json", "/_headers", "/_redirects", "/.hidden/page.html"):
        assert served.get(path).status == 404
    assert served.get("/.well-known/security.txt").status == 200


CHANGES = {
    "a redirect": {"care/chain.md": page("Chain", extra="redirect_from: /chains/\n")},
    "a line “gone …”": {"addresses.txt": "gone /tandem/\ngone /unicycle/\n"},
    "a “not found” page": {"es/404.md": "---\ntitle: No encontrada\ndraft: true\n---\n"},
    "a language": {"site.toml": SETTINGS + "[languages.fr]\n"},
    "a setting": {"site.toml": SETTINGS + "[search]\nenabled = false\n"},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_the_configuration_changes_with_what_the_documentation_names(
    server: str, change: str, tmp_path: Path
):
    first = server_config(options(tmp_path / "first"), server)
    other = {"care/chain.md": page("Chain", "Other words.\n", "order: 2\n")}
    assert server_config(options(tmp_path / "other", other), server) == first
    assert server_config(options(tmp_path / "changed", CHANGES[change]), server) != first


def test_markdown_versions_are_beside_pages_with_text_of_their_own(dist: Path):
    versions = {name for name in published(dist) if name.endswith(".md")}
    own = {"index.md", "care/index.md", "care/chain/index.md", "terms/index.md", "es/index.md"}
    assert versions == own
    home, care, terms = ((dist / f"{folder}index.md").read_text("utf-8") for folder in
                         ("", "care/", "terms/"))  # fmt: skip
    assert home.startswith("# Help\n")
    assert "https://example.com/care/" in home
    assert "secret" not in home
    assert "Ann" not in care
    assert all(words in terms for words in ("2026-02-01", "Version: 2", "New words."))


def test_each_language_lists_its_markdown_versions(dist: Path):
    first, other = ((dist / name).read_text("utf-8") for name in ("llms.txt", "es/llms.txt"))
    assert set(re.findall(r"https://example.com/(.*?\.md)\)", first)) == {
        "index.md", "care/index.md", "care/chain/index.md", "terms/index.md",
    }  # fmt: skip
    assert re.findall(r"\((.*?\.md)\)", other) == ["https://example.com/es/index.md"]


def test_the_sitemap_has_dates_from_front_matter_and_translations(dist: Path):
    urls = (dist / "sitemap.xml").read_text("utf-8").split("<url>")[1:]
    dates = {
        re.sub(r".*<loc>https://example.com/(.*?)</loc>.*", r"\1", url, flags=re.S): re.findall(
            r"<lastmod>(.*?)</lastmod>", url
        )
        for url in urls
    }
    assert dates == {
        "": [], "es/": [], "care/": ["2026-03-01"], "care/chain/": [], "terms/": ["2026-02-01"],
    }  # fmt: skip
    assert 'hreflang="es" href="https://example.com/es/"' in urls[0]


def head(dist: Path, name: str) -> str:
    return (dist / name).read_text("utf-8").partition("</head>")[0]


def test_what_the_heads_of_pages_state_with_an_address(dist: Path):
    names = {name for name in published(dist) if name.endswith(".html")}
    assert all('rel="canonical"' in head(dist, name) for name in names)
    whole = {name for name in names if "og:" in head(dist, name)}
    assert {name.replace(".html", ".md") for name in whole} == {
        name for name in published(dist) if name.endswith(".md")
    }
    assert whole == {name for name in names if "ld+json" in head(dist, name)}
    home = head(dist, "index.html")
    for language, path in (("en", ""), ("es", "es/"), ("x-default", "")):
        assert f'hreflang="{language}" href="https://example.com/{path}"' in home
    replaced = head(dist, "es/care/index.html")
    assert '<link rel="canonical" href="https://example.com/care/">' in replaced
    assert "hreflang" not in replaced


def test_only_some_files_need_the_address_of_the_site(dist: Path, tmp_path: Path):
    made = options(tmp_path, {"site.toml": SETTINGS.replace("url =", "description =")})
    build(made)
    assert published(dist) - published(made.out) == {"sitemap.xml", "feed.xml"}
    assert "canonical" not in head(made.out, "index.html")


def test_below_a_path_only_the_files_that_the_documentation_names_have_the_path(tmp_path: Path):
    made = options(tmp_path, {"site.toml": SETTINGS.replace(".com/", ".com/help/")})
    build(made)
    pages = [name for name in published(made.out) if name.endswith(".html")]
    link = re.compile(r'(?:href|src|action)="/')
    rooted = {name for name in pages if link.search((made.out / name).read_text("utf-8"))}
    assert rooted == {"404.html", "es/404.html"}
    assert 'href="/help/"' in (made.out / "404.html").read_text("utf-8")
    rules = [
        line.split()[0]
        for name in ("_headers", "_redirects")
        for line in (made.out / name).read_text("utf-8").splitlines()
        if not line.startswith(" ")
    ]
    assert "/help/search/" in rules
    assert all(rule.startswith("/help/") for rule in rules)


def test_the_index_from_a_to_z_lists_pages_and_their_main_headings(dist: Path):
    html = (dist / "search/index.html").read_text("utf-8")
    links = re.findall(r'class="index-list__link" href="(.*?)"', html)
    assert set(links) == {"../", "../care/", "../care/chain/", "../care/chain/#which-oil",
                          "../terms/"}  # fmt: skip


def test_a_page_or_file_at_the_address_of_a_generated_page_is_an_error(tmp_path: Path):
    for name in ("search.md", "all-pages.md", "care/print.md", "es/search/index.md"):
        made = options(tmp_path / name, {name: page("Mine")})
        assert {f.rule.id for f in lint(made).blocking} == {"route-collision"}, name
