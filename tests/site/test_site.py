"""Addresses, navigation, links, and what a page knows about itself."""

import re
from pathlib import Path

import pytest

from curbcut.content.extensions.headings import slugify
from curbcut.model.languages import direction_of
from curbcut.render.view.views import in_words, relative
from curbcut.site.routes import slug_of
from tests.making import HOME, html, page, picture, prepared, rules, write

PNG = picture(3, 2)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory):
    source = tmp_path_factory.mktemp("source")
    write(
        source,
        {
            "site.toml": '[site]\nurl = "https://example.org/help/"\n[contact]\npage = "z.md"\n',
            "index.md": "---\ntitle: Help\n---\n[p](part/) ![x](part/x.png)\n",
            "part/index.md": page("Part", "[deep](deep/deeper.md#da)\n", "order: 1\n"),
            "part/b.md": page("B", extra="order: 2\nlast_reviewed: 2014-12-17\n"),
            "part/a.md": page("A", extra="order: 1\n"),
            "part/c.md": page("C", "## One\n\n### Below\n\n## Two\n"),
            "part/deep/deeper.md": page(
                "Deeper",
                "## Da\n\n[home](../../index.md) [z](../../z.md) ![x](../x.png) [#](#da)\n",
            ),
            "part/x.png": PNG,
            "z.md": page("Zebra", extra="lang: ar\nslug: last\n"),
            "404.md": page("Not found", "[p](part/a.md) ![x](part/x.png)\n", "kind: article\n"),
        },
    )
    made = prepared(source)
    assert made.findings == ()
    return made


def hrefs(text: str) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"]*)"', text)


def test_addresses(site):
    assert sorted(site.site.pages) == [
        *("/", "/404.html", "/last/", "/part/", "/part/a/", "/part/b/", "/part/c/"),
        "/part/deep/deeper/",
    ]
    assert {p.output for p in site.rendered.pages} >= {
        "index.html",
        "404.html",
        "part/a/index.html",
    }


def test_every_link_from_every_depth_leads_to_a_file(site):
    files = {p.output for p in site.rendered.pages} | set(site.rendered.files)
    for rendered in site.rendered.pages:
        folder = rendered.output.rpartition("/")[0]
        for link in re.findall(r'(?:href|src)="([^"]*)"', rendered.data.decode()):
            if link.startswith(("https:", "mailto:", "#")):
                continue
            path = link.split("#")[0].split("?")[0]
            if rendered.output == "404.html":
                assert path.startswith("/help/"), link
                target = path.removeprefix("/help/").rstrip("/")
            else:
                assert not path.startswith("/"), link
                target = str(Path("/", folder, path).resolve()).lstrip("/")
            assert {target, f"{target}/index.html".lstrip("/")} & files, (rendered.output, link)


def test_order_previous_and_next(site):
    assert site.site.order == (
        *("/", "/part/", "/part/a/", "/part/b/", "/part/c/", "/part/deep/deeper/", "/last/"),
    )
    text = html(site, "/part/a/")
    assert 'href="../" rel="prev"' in text
    assert 'href="../b/" rel="next"' in text
    assert 'rel="prev"' not in html(site, "/part/")
    assert 'rel="next"' not in html(site, "/part/deep/deeper/")


def test_breadcrumb_contents_language_and_dates(site):
    text = html(site, "/part/deep/deeper/")
    trail = re.findall(r'class="breadcrumb__link" href="([^"]*)">([^<]*)<', text)
    assert trail == [("../../../", "Help"), ("../../", "Part")]
    assert re.findall(r'class="contents__link" href="([^"]*)"', html(site, "/part/c/")) == [
        *("#one", "#below", "#two"),
    ]
    assert '<html lang="ar" dir="rtl">' in html(site, "/last/")
    assert '<html lang="en" dir="ltr">' in text
    assert '<time datetime="2014-12-17">17 December 2014</time>' in html(site, "/part/b/")
    assert '<link rel="canonical" href="https://example.org/help/part/b/">' in html(
        site, "/part/b/"
    )


def test_images_have_their_size(site):
    assert 'src="part/x.png" width="3" height="2"' in html(site, "/")
    assert 'src="/help/part/x.png"' in html(site, "/404.html")


@pytest.mark.parametrize(
    ("start", "target", "expected"),
    [
        ("/", "/", "./"),
        ("/", "/a/", "a/"),
        ("/a/", "/", "../"),
        ("/a/b/", "/a/c/#d", "../c/#d"),
        ("/a/", "/a/#d", "#d"),
        ("/a/", "/a/?b#c", "./?b#c"),
        ("/a/", "/x.png", "../x.png"),
        ("/a/", "https://example.org/", "https://example.org/"),
        ("/a/", "//example.org/", "//example.org/"),
    ],
)
def test_relative(start: str, target: str, expected: str):
    assert relative(start, target) == expected


def test_words_in_addresses():
    assert slug_of("What's New?") == "what-s-new"
    assert slug_of("..") == "page"
    assert slug_of("हिन्दी शब्द") == "हिन्दी-शब्द"
    assert slug_of("v1.2") == "v1.2"
    assert slugify("L’accès") == "laccès"


def test_languages():
    assert direction_of("he") == "rtl"
    assert direction_of("pt-BR") == "ltr"
    assert direction_of("xx") == "ltr"
    assert direction_of("az-Arab") == "rtl"
    assert direction_of("ar-Latn") == "ltr"
    assert direction_of("dv") == "rtl"
    assert direction_of("pa-PK") == "rtl"
    assert direction_of("") == "ltr"
    assert in_words(None, "en") is None


def test_external_addresses_are_left_as_they_are(tmp_path: Path):
    address = "https://example.org/a%2Fb?c=%26&amp;d=%25#e"
    write(tmp_path, {"index.md": f"---\ntitle: Help\n---\n[a]({address})\n"})
    assert f'href="{address}"' in html(prepared(tmp_path), "/")


def test_a_file_whose_name_has_special_characters(tmp_path: Path):
    write(tmp_path, {"index.md": HOME + "[a](50%25%20%23%3F.pdf)\n", "50% #?.pdf": "x"})
    assert 'href="50%25%20%23%3F.pdf"' in html(prepared(tmp_path), "/")


def test_a_link_to_a_draft_says_so(tmp_path: Path):
    draft = page("Draft", extra="draft: true\n")
    write(tmp_path, {"index.md": HOME + "[a](b.md)\n", "b.md": draft})
    [finding] = prepared(tmp_path).findings
    assert finding.message == "“b.md” is a draft, which is not published"
    assert [span.path.rsplit("/", 1)[1] for span in finding.related] == ["b.md"]


def test_nothing_outside_is_read(tmp_path: Path):
    source = write(tmp_path / "source", {"index.md": HOME})
    (tmp_path / "axe.js").write_text("x")
    for name in ("../axe.js", str(tmp_path / "axe.js"), "none.js", "a\\u0000b"):
        write(source, {"site.toml": f'[check]\naxe = "{name}"\n'})
        assert rules(source) == ["site-settings"]
        assert prepared(source).config.check.axe == ""
    (source / "link.js").symlink_to(tmp_path / "axe.js")
    write(source, {"site.toml": '[check]\naxe = "link.js"\n'})
    assert rules(source) == ["file-outside-source", "site-settings"]


@pytest.mark.parametrize("slug", ["../x", "a/b", ".", "..", "a b", "%2e%2e", "a\\\\b", "c:"])
def test_slugs_that_lead_elsewhere(tmp_path: Path, slug: str):
    write(tmp_path, {"index.md": HOME, "a.md": page("A", extra=f'slug: "{slug}"\n')})
    assert rules(tmp_path) == ["front-matter-wrong-type"]


def test_did_you_mean(tmp_path: Path):
    write(tmp_path, {"index.md": HOME + "[a](prvacy.md) [b](#hadding)\n\n## Heading\n"})
    write(tmp_path, {"privacy.md": page("Privacy", extra="titel: x\n")})
    found = prepared(tmp_path).findings
    messages = " ".join(finding.message for finding in found)
    for name in ("privacy.md", "#heading"):
        assert f"Did you mean “{name}”?" in messages
    assert "Write “title: x”" in {finding.fix for finding in found}
