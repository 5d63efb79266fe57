"""Machine-readable files."""

from __future__ import annotations

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from curbcut.commands.lint import lint
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.stages import Prepared, prepare
from tests.making import HOME, html, page, picture, prepared, write

SETTINGS = """\
[site]
title = "Bicycle Help"
description = "Answers."
url = "https://example.com/help"
organisation = "Bicycles & Co"
organisation_url = "https://example.com/"

[security]
contact = ["security@example.com", "https://example.com/report"]
expires = 2999-01-01
policy = "https://example.com/policy"
preferred_languages = ["en", "ar"]

[privacy]
gpc = true
"""
BODY = """\
Read [about *chains*](../index.md#top "T"), the [leaflet](<my leaflet.pdf>), [below](#more) and
[this][ref]. ![A chain](chain.png) [Elsewhere](https://example.org/a_(b)).

<!-- not for readers -->

Shown: `<!-- shown -->`. Not ` one <!-- hidden
too --> tick.

## More

```
<!-- shown, too -->
[ref]: ../index.md
```

[ref]: ../about.md
"""
POLICY = """\
kind: policy
effective: 2020-01-02
version: "2"
change_note: Plainer <words>.
last_reviewed: 2021-03-04
owner: Someone
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    source = write(
        tmp_path_factory.mktemp("source"),
        {
            "site.toml": SETTINGS,
            "index.md": "---\ntitle: Help\n---\n## Top\n",
            "about.md": page("About </script> [us]", extra="last_reviewed: 2022-05-06\n"),
            "care/index.md": page("Care"),
            "care/chains.md": page("Chains", BODY.replace("#top", "#top"), "description: Oil.\n"),
            "care/my leaflet.pdf": b"%PDF",
            "care/chain.png": picture(),
            "promise.md": page("Our promise", "We promise.\n", POLICY),
            "404.md": page("Nothing"),
        },
    )
    made = prepared(source)
    assert [f.message for f in made.findings if f.blocking] == []
    return made


def text(site: Prepared, path: str) -> str:
    return site.rendered.files[path].decode()


def test_the_sitemap_has_every_page_and_no_invented_date(site: Prepared):
    root = ET.fromstring(text(site, "sitemap.xml"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in root}
    assert found == {
        "https://example.com/help/": None,
        "https://example.com/help/about/": "2022-05-06",
        "https://example.com/help/care/": None,
        "https://example.com/help/care/chains/": None,
        "https://example.com/help/promise/": "2021-03-04",
    }
    assert "Sitemap: https://example.com/help/sitemap.xml\n" in text(site, "robots.txt")


def test_without_site_url_no_absolute_urls_are_written(tmp_path: Path):
    made = prepared(write(tmp_path, {"index.md": HOME, "a.md": page("A", extra=POLICY)}))
    assert not made.rendered.files.keys() & {"sitemap.xml", "feed.xml"}
    assert text(made, "robots.txt") == "User-agent: *\nAllow: /\n"
    assert "[Help](index.md)" in text(made, "llms.txt")
    assert "og:" not in html(made, "/a/")
    assert "ld+json" not in html(made, "/a/")
    assert not [name for name in made.rendered.files if name.startswith(".well-known")]


def test_json_ld(site: Prepared):
    for path, kind, crumbs in (("/care/chains/", "Article", 3), ("/", "WebPage", 0)):
        (block,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', html(site, path), re.S
        )
        graph = json.loads(block)["@graph"]
        assert graph[0]["@type"] == kind
        assert graph[0]["url"] == f"https://example.com/help{path}"
        assert len(graph[1]["itemListElement"] if crumbs else []) == crumbs
    assert "dateModified" not in graph[0]
    page = html(site, "/about/")
    (block,) = re.findall(r'ld\+json">(.*?)</script>', page, re.S)
    data = json.loads(block)["@graph"][0]
    assert data["headline"] == "About </script> [us]"
    assert data["publisher"]["name"] == "Bicycles & Co"
    assert data["dateModified"] == "2022-05-06"


def test_data_block_counts_as_one_element(site: Prepared):
    """The data block counts as one element, whatever is in it."""
    rendered = next(p for p in site.rendered.pages if p.path == "/about/")
    without = re.sub(r"(<script[^>]*>).*?</script>", r"\1", rendered.data.decode(), flags=re.S)
    assert len(rendered.positions["script"]) == without.count("<script")


def test_open_graph(site: Prepared):
    page = html(site, "/care/chains/")
    for name, content in (
        ("title", "Chains"),
        ("type", "article"),
        ("url", "https://example.com/help/care/chains/"),
        ("site_name", "Bicycle Help"),
        ("description", "Oil."),
    ):
        assert f'<meta property="og:{name}" content="{content}">' in page
    assert '<link rel="alternate" href="index.md" type="text/markdown">' in page
    assert "og:" not in html(site, "/404.html")


def test_a_markdown_version(site: Prepared):
    twin = text(site, "care/chains/index.md")
    assert twin.startswith("# Chains\n\n> Oil.\n\nRead [about")
    for link in (
        '(https://example.com/help/#top "T")',
        "(https://example.com/help/care/my%20leaflet.pdf)",
        "(#more)",
        "(https://example.com/help/care/chain.png)",
        "(https://example.org/a_(b))",
        "\n[ref]: https://example.com/help/about/\n",
    ):
        assert link in twin, link
    assert "```\n<!-- shown, too -->\n[ref]: ../index.md\n```" in twin
    assert "`<!-- shown -->`" in twin
    assert "hidden" not in twin
    assert "not for readers" not in twin
    promise = text(site, "promise/index.md")
    assert (
        "* In force from: 2020-01-02\n* Version: 2\n* What changed: Plainer \\<words\\>." in promise
    )
    assert "Someone" not in promise


def test_links_of_a_markdown_version_without_a_site_address_are_relative_to_its_folder(
    tmp_path: Path,
):
    source = write(
        tmp_path, {"index.md": HOME, "a/b.md": page("B", "[c](c.md)\n"), "a/c.md": page("C")}
    )
    assert "[c](../c/)" in text(prepared(source), "a/b/index.md")


def test_llms(site: Prepared):
    lines = text(site, "llms.txt").split("\n")
    assert lines[:3] == ["# Bicycle Help", "", "> Answers."]
    assert "## Care" in lines
    assert "- [Chains](https://example.com/help/care/chains/index.md): Oil." in lines
    assert r"- [About \</script\> \[us\]](https://example.com/help/about/index.md)" in lines
    linked = re.findall(r"\(https://example\.com/help/([^)]*)\)", "\n".join(lines))
    assert len(linked) == len(set(linked)) == 5
    assert all(name in site.rendered.files for name in linked)


def test_security_and_privacy(site: Prepared):
    assert text(site, ".well-known/security.txt").split("\n") == [
        "Contact: mailto:security@example.com",
        "Contact: https://example.com/report",
        "Expires: 2999-01-01T00:00:00Z",
        "Policy: https://example.com/policy",
        "Preferred-Languages: en, ar",
        "",
    ]
    assert json.loads(text(site, ".well-known/gpc.json")) == {"gpc": True}


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ('[security]\ncontact = "a@example.com"\n', 1, "no “expires”"),
        ("[security]\nexpires = 2999-01-01\n", 1, "no “contact”"),
        ('[security]\nexpires = 2999-01-01\ncontact = "http://example.com/"\n', 3, "email"),
        (
            '[security]\nexpires = 2999-01-01\ncontact = "a@example.com"\n'
            'preferred_languages = ["English!"]\n',
            4,
            "language code",
        ),
    ],
)
def test_an_incomplete_security_contact(tmp_path: Path, table: str, line: int, words: str):
    source = write(tmp_path, {"index.md": HOME, "site.toml": table})
    (finding,) = (f for f in lint(Options(source=source, templates=None)).findings if f.blocking)
    assert finding.span is not None
    assert (finding.rule.id, finding.span.line) == ("security-contact", line)
    assert words in finding.message


def test_the_feed(site: Prepared):
    root = ET.fromstring(text(site, "feed.xml"))
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = root.findall(f"{atom}entry")
    assert root.findtext(f"{atom}updated") == "2020-01-02T00:00:00Z"
    assert entry.findtext(f"{atom}summary") == "Plainer <words>."
    assert entry.findtext(f"{atom}id") == "https://example.com/help/promise/#2020-01-02"
    assert 'href="../feed.xml" type="application/atom+xml"' in html(site, "/promise/")


def test_own_file_takes_precedence_over_a_generated_one(tmp_path: Path):
    source = write(tmp_path, {"index.md": HOME, "robots.txt": "User-agent: *\nDisallow: /\n"})
    made = prepared(source)
    assert made.findings == ()
    assert text(made, "robots.txt") == "User-agent: *\nDisallow: /\n"


def test_page_at_the_path_of_a_generated_file_is_reported(tmp_path: Path):
    source = write(tmp_path, {"index.md": HOME, "llms.txt.md": page("Odd")})
    found = [f.rule.id for f in lint(Options(source=source, templates=None)).findings if f.blocking]
    assert found == ["route-collision"]


def test_the_same_pages_give_the_same_bytes_on_any_day(tmp_path: Path):
    files = {
        "site.toml": SETTINGS,
        "index.md": HOME,
        "promise.md": page("Our promise", "We promise.\n", POLICY + "redirect_from: [/b, /a]\n"),
    }
    made = [
        prepare(
            Options(
                source=write(tmp_path / name, files),
                templates=None,
                today=dt.date.fromisoformat(day),
            )
        )
        for name, day in (("one", "2024-02-29"), ("other", "2031-12-31"))
    ]
    assert files_of(made[0].rendered) == files_of(made[1].rendered)
    assert "_redirects" in made[0].rendered.files


def test_machine_files_do_not_affect_cached_checks(site: Prepared):
    apart = site.rendered.apart
    assert {"sitemap.xml", "llms.txt", "care/chains/index.md", "feed.xml"} <= apart
    assert not any(name.startswith("assets/") for name in apart)
