"""Old addresses: stubs, rules for servers, and what cannot be."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from curbcut.commands.lint import lint
from curbcut.commands.server_config import server_config
from curbcut.publish.servers.caddy import caddy
from curbcut.publish.servers.facts import Facts
from curbcut.run import Options
from curbcut.site.redirects import old_address, stub_of
from tests.making import HOME, REPOSITORY, page, prepared, write


def site(folder: Path, redirects: str, **more: str) -> Path:
    files: dict[str, str | bytes] = {
        "site.toml": '[site]\nurl = "https://example.com/help/"\n',
        "index.md": HOME,
        "care.md": page("Care", extra=f"redirect_from:{redirects}\n"),
    }
    return write(folder, files | {name.replace("__", "."): text for name, text in more.items()})


def test_one_form_for_all_spellings():
    assert {old_address(a) for a in ("/old", "/old/", "/old/index.html")} == {"/old/"}
    assert old_address("/r%C3%A9p/") == old_address("/re\u0301p/") == "/rép/"
    assert old_address("/old.html") == "/old.html"
    assert [stub_of(a) for a in ("/old/", "/old.html", "/old.php")] == [
        "old/index.html",
        "old.html",
        "",
    ]


@pytest.mark.parametrize(
    "address", ["/%2e%2e/x", "/a/%2E%2e/", "/a%2F%2Fb", "/a%5Cb", "/%0a/", "x"]
)
def test_an_old_address_is_inside_the_site(address: str):
    assert old_address(address) == ""


def test_a_stub_leads_on(tmp_path: Path):
    made = prepared(site(tmp_path, " /old/care"))
    assert made.findings == ()
    stub = made.rendered.files["old/care/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../../care/">' in stub
    assert '<link rel="canonical" href="https://example.com/help/care/">' in stub
    assert '<meta name="robots" content="noindex">' in stub
    assert '<a href="../../care/">Care</a>' in stub
    assert '<html lang="en" dir="ltr">' in stub
    assert "\ufdd0" not in stub
    rules = made.rendered.files["_redirects"].decode()
    assert rules == "/help/old/care/ /help/care/ 301\n/help/old/care /help/care/ 301\n"
    assert "old" not in made.rendered.files["sitemap.xml"].decode()
    assert "old" not in made.rendered.files["llms.txt"].decode()
    assert "/old/care/" not in made.site.pages


def test_only_servers_redirect_where_a_stub_would_not_be_sent_as_a_page(tmp_path: Path):
    made = prepared(site(tmp_path, " [/care.php, /Care/]"))
    assert made.findings == ()
    assert "care.php" not in made.rendered.files
    assert "Care/index.html" not in made.rendered.files
    assert "/help/care.php /help/care/ 301" in made.rendered.files["_redirects"].decode()
    assert "/help/Care/ /help/care/ 301" in made.rendered.files["_redirects"].decode()


def test_no_redirects_no_rules(tmp_path: Path):
    made = prepared(site(tmp_path, ""))
    assert "_redirects" not in made.rendered.files


@pytest.mark.parametrize(
    ("redirects", "rule", "words"),
    [
        (" /other", "redirect-collision", "other.md"),
        (" /other/index.html", "redirect-collision", "other.md"),
        (" /file.txt", "redirect-collision", "file.txt"),
        (" /sitemap.xml", "redirect-collision", "the build writes"),
        (" /search/", "redirect-collision", "the build adds"),
        (" [/a, /a/]", "redirect-collision", "a redirect"),
        (" /care/", "redirect-impossible", "itself"),
        (" /assets/x", "redirect-impossible", "theme"),
        (" /.well-known/x", "redirect-impossible", "dot"),
        (" /%2e%2e/x", "redirect-impossible", "on this site"),
        (" /404.html", "redirect-collision", "not found"),
        (" /es/404.html", "redirect-collision", "not found"),
        (" /index.md", "redirect-collision", "the build writes"),
        (" /other/index.md", "redirect-collision", "the build writes"),
        (" /es/llms.txt", "redirect-collision", "the build writes"),
        (" /gallery/wheel.svg", "redirect-collision", "of the site"),
        (" /a%E2%80%AEb", "redirect-impossible", "U+202E"),
        (" /a%C2%85b", "redirect-impossible", "U+0085"),
        (" /caf%E9", "redirect-impossible", "UTF-8"),
        (f" /{'/'.join(['a' * 240] * 8)}/", "redirect-impossible", "1700"),
    ],
)
def test_what_cannot_be(tmp_path: Path, redirects: str, rule: str, words: str):
    source = site(tmp_path, redirects, other__md=page("Other"), file__txt="x")
    settings = (source / "site.toml").read_text()
    (source / "site.toml").write_text(f"{settings}[theme]\ngallery = true\n[languages.es]\n")
    found = [f for f in lint(Options(source=source, templates=None)).findings if f.blocking]
    assert [f.rule.id for f in found] == [rule]
    (finding,) = found
    assert words in finding.message
    assert finding.span is not None
    assert (Path(finding.span.path).name, finding.span.line) == ("care.md", 3)


def test_two_pages_cannot_have_one_old_address_and_both_are_named(tmp_path: Path):
    source = site(
        tmp_path,
        "\n  - /first\n  - /second/",
        other__md=page("Other", extra="redirect_from: /second\n"),
    )
    (finding,) = (f for f in lint(Options(source=source, templates=None)).findings if f.blocking)
    assert finding.span is not None
    places = [finding.span, *finding.related]
    assert [(Path(p.path).name, p.line) for p in places] == [("other.md", 3), ("care.md", 5)]


def test_a_page_for_what_is_missing_is_no_place_to_lead_to(tmp_path: Path):
    source = site(tmp_path, "", **{"404__md": page("None", extra="redirect_from: /old\n")})
    found = [f.rule.id for f in lint(Options(source=source, templates=None)).findings if f.blocking]
    assert found == ["redirect-impossible"]


def test_a_broken_redirect_page_template_is_reported(tmp_path: Path):
    templates = shutil.copytree(REPOSITORY / "templates", tmp_path / "theme")
    (templates / "pages" / "moved.html.j2").write_text("{{ view.nobody }}")
    source = site(tmp_path / "source", " /old")
    found = lint(Options(source=source, templates=templates)).findings
    [wrong] = [f for f in found if f.rule.id == "template-error"]
    assert str(wrong.span).endswith("/theme/pages/moved.html.j2:1")


def test_the_configuration_for_caddy(tmp_path: Path):
    text = server_config(
        Options(source=site(tmp_path, " [/old, /Care/]"), templates=None, check=False), "caddy"
    )
    for old in ("/help/old/", "/help/old"):
        name = re.search(rf'@(\w+) path_regexp "\^{old}\$"', text)
        assert name
        assert f'redir @{name[1]} "/help/care/{{curbcut_query}}" 301' in text
    # Plain paths of Caddy ignore case; this one would lead round in a circle.
    assert 'path "/help/Care/"' not in text
    assert 'path_regexp "^/help/Care/$"' in text
    assert text.count("Content-Security-Policy") >= 2
    assert "unsafe-inline" not in text


def test_characters_with_a_meaning_for_servers_are_quoted():
    facts = Facts(base="/", headers={}, redirects=(('/a"b', "/c/"),))
    text = caddy(facts)
    assert r'@curbcut_0 path_regexp "^/a\x22b$"' in text
    assert 'redir @curbcut_0 "/c/{curbcut_query}" 301' in text


def test_caddy_shows_what_is_missing_in_the_language_of_the_folder():
    pages = {"/help/es/": "/help/es/404.html", "/help/": "/help/404.html"}
    lines = caddy(Facts(base="/help/", headers={}, missing_pages=pages)).split("\n")
    at = lines.index('\t@curbcut_missing_0 path "/help/es/*"')
    assert lines[at + 1 : at + 4] == [
        '\trewrite @curbcut_missing_0 "/help/es/404.html"',
        '\t@curbcut_missing not path "/help/es/*"',
        '\trewrite @curbcut_missing "/help/404.html"',
    ]
    del pages["/help/es/"]
    assert '\trewrite * "/help/404.html"' in caddy(Facts("/help/", {}, missing_pages=pages))
