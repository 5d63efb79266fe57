"""A section as one document: what is in it, where its parts come from, and who leads to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.model.finding import Finding, Rule
from curbcut.model.source import Span
from curbcut.site.generated import printing
from curbcut.triage.echoes import without_echoes
from tests.making import HOME, html, page, prepared, rules, write

SETTINGS = '[site]\ntitle = "Bicycle Help"\nurl = "https://example.com/help"\n'
CHAIN = """
See [the brakes](brakes.md#pads), [the brakes page](brakes.md#content), [this](#once-a-week)
and [home](../index.md).[^1]

## Once a week

Wipe it.

###### As deep as it gets

![A chain](chain.svg)

Ask [the makers](https://example.org/chains).

::: details More
Words that are folded away.
:::

[^1]: With a cloth.
"""
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">'
    b'<rect width="30" height="20"/></svg>'
)
FILES: dict[str, str | bytes] = {
    "site.toml": SETTINGS,
    "index.md": HOME,
    "care/index.md": page("Care", "Read this.\n\n## Which part\n", "description: All of it.\n"),
    "care/chain.md": page("Chain", CHAIN, "order: 1\n"),
    "care/brakes.md": page("Brakes", "Look.[^1]\n\n## Pads\n\n[^1]: Often.\n", "order: 2\n"),
    "care/chain.svg": PICTURE,
    "alone/index.md": page("Alone"),
    "contact.md": page("Contact"),
}
DOCUMENT = "/care/print/"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "source", FILES)


def test_a_section_of_several_pages_is_one_document_in_reading_order(source: Path):
    site = prepared(source)
    made = [page.path for page in site.rendered.pages if page.path.endswith("/print/")]
    assert made == [DOCUMENT]
    text = html(site, DOCUMENT)
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", text) == ["Care: all pages"]
    parts = re.findall(
        r'<article class="print-part" id="([^"]*)".*?<h2[^>]*>(.*?)</h2>', text, re.S
    )
    assert parts == [("part-1", "About this section"), ("part-2", "Chain"), ("part-3", "Brakes")]
    contents = re.findall(r'<a class="print-contents__link" href="#([^"]*)"[^>]*>(.*?)</a>', text)
    assert contents == parts


def test_headings_are_one_level_lower_and_never_below_six(source: Path):
    text = html(prepared(source), DOCUMENT)
    assert '<h3 id="part-2-once-a-week">Once a week</h3>' in text
    assert '<h6 id="part-2-as-deep-as-it-gets">As deep as it gets</h6>' in text
    assert text.count("<h1") == 1


def test_ids_are_unique_and_every_link_within_leads_to_one(source: Path):
    text = html(prepared(source), DOCUMENT)
    ids = re.findall(r'\sid="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    assert {"part-2-fn-1", "part-3-fn-1", "part-2-fnref-1"} <= set(ids)
    assert set(re.findall(r'href="#([^"]*)"', text)) <= set(ids)
    labels = re.findall(r'class="footnotes" aria-label="([^"]*)"', text)
    assert labels == ["Footnotes – Chain", "Footnotes – Brakes"]


def test_links_between_its_pages_lead_to_its_parts(source: Path):
    text = html(prepared(source), DOCUMENT)
    assert '<a href="#part-3-pads">the brakes</a>' in text
    assert '<a href="#part-3">the brakes page</a>' in text
    assert '<a href="#part-2-once-a-week">this</a>' in text
    assert '<a href="../../">home</a>' in text
    assert '<img src="../chain.svg" width="30" height="20" alt="A chain">' in text


def test_every_element_comes_from_the_file_of_its_part(source: Path):
    site = prepared(source)
    [made] = [made for made in site.rendered.pages if made.path == DOCUMENT]
    [image] = [span for span in made.positions["img"] if span and span.path.endswith(".md")]
    assert image.path.endswith("care/chain.md")
    lines = str(FILES["care/chain.md"]).split("\n")
    assert lines[image.line - 1].startswith("![A chain]")
    heads = [(Path(span.path).name, span.line) for span in made.positions["h3"] if span]
    assert heads == [("index.md", 7), ("chain.md", 9), ("brakes.md", 7)]
    assert "\ufdd0" not in made.data.decode()


def test_only_the_first_page_of_the_section_leads_to_it(source: Path):
    site = prepared(source)
    leading = [
        made.path
        for made in site.rendered.pages
        if "print-links" in re.sub(r"<head>.*?</head>", "", made.data.decode(), flags=re.S)
    ]
    assert leading == ["/care/"]
    assert '<a class="print-links__link" href="print/">' in html(site, "/care/")


def test_search_engines_and_files_for_machines_list_the_section_instead(source: Path):
    site = prepared(source)
    text = html(site, DOCUMENT)
    assert '<meta name="robots" content="noindex">' in text
    assert '<link rel="canonical" href="https://example.com/help/care/">' in text
    for name in ("sitemap.xml", "llms.txt"):
        assert "print" not in site.rendered.files[name].decode()
    for path in ("/all-pages/", "/search/"):
        assert "print/" not in html(site, path)


def test_a_part_in_another_language_says_so(source: Path):
    write(source, {"care/brakes.md": page("Frenos", "Mira.\n", "order: 2\nlang: ar\n")})
    text = html(prepared(source), DOCUMENT)
    assert re.search(r'<article [^>]*id="part-3"[^>]* lang="ar" dir="rtl">', text)


def test_a_first_page_without_words_of_its_own_has_no_part(source: Path):
    write(source, {"care/index.md": page("Care", "")})
    assert "About this section" not in html(prepared(source), DOCUMENT)


def test_a_section_of_very_many_pages_is_not_printed(source: Path, monkeypatch):
    monkeypatch.setattr(printing, "LIMIT", 2)
    site = prepared(source)
    assert not [made for made in site.rendered.pages if made.path == DOCUMENT]
    assert "print-links" not in html(site, "/care/").partition("<body")[2]


def test_the_settings_switch_it_off(source: Path):
    write(source, {"site.toml": SETTINGS + "[print]\nsections = false\n"})
    assert not [made for made in prepared(source).rendered.pages if made.path == DOCUMENT]


@pytest.mark.parametrize("name", ["care/print.md", "care/care.pdf"])
def test_a_file_in_its_place_is_reported(source: Path, name: str):
    write(source, {"site.toml": SETTINGS + "[print]\npdf = true\n", name: page("In the way")})
    assert rules(source).count("route-collision") == 1


def test_without_a_browser_there_is_no_pdf_and_no_link_to_one(source: Path):
    write(source, {"site.toml": SETTINGS + "[print]\npdf = true\n"})
    site = prepared(source)
    assert "care/care.pdf" not in site.rendered.files
    assert ".pdf" not in html(site, "/care/")


def test_the_same_problem_of_a_page_and_of_its_part_is_said_once(source: Path):
    pages = {made.path: made for made in prepared(source).rendered.pages}
    rule = Rule("r", "", "", "")

    def found(path: str, line: int, file: str = "care/chain.md") -> Finding:
        return Finding(rule, "wrong", page=path, span=Span(file, line, line))

    theirs, echo, alone = found("/care/chain/", 5), found(DOCUMENT, 5), found(DOCUMENT, 9)
    shell = found(DOCUMENT, 5, "templates/pages/print.html.j2")
    assert without_echoes([echo, theirs, alone, shell], pages) == [theirs, alone, shell]
