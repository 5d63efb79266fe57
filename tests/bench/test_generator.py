"""The made-up site: the same for the same seed, and the same words in every layout."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import mean

import pytest

from bench.generator import SECTIONS, count, generate, texts
from bench.layouts import LAYOUTS, curbcut
from bench.layouts.layout import Layout
from tests.making import rules

PAGES = 60


def words(text: str) -> list[str]:
    """The words of a Markdown file, without front matter, addresses and marks."""
    text = re.sub(r"\A---\n.*?\n---\n|\A(?:\w+: [^\n]*\n)+", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"(?m)^(?:::: \w+|!!! \w+|> \[!\w+\]|\[TOC\]|:::|\d\.)", "", text)
    return re.findall(r"[A-Za-z0-9]+", text)


def test_the_same_seed_makes_the_same_site():
    assert generate(PAGES) == generate(PAGES)
    assert generate(PAGES) != generate(PAGES, seed=1)


@pytest.mark.parametrize("pages", [3, 100, 1000])
def test_a_site_has_as_many_pages_as_are_asked_for_each_with_a_title_of_its_own(pages):
    site = generate(pages)
    assert len(site.pages) == pages
    assert len({page.path for page in site.pages}) == pages
    assert len({page.title for page in site.pages}) == pages


def test_ten_thousand_pages_can_be_made_and_not_one_more_than_there_are_titles_for():
    assert generate(10_000).pages[-1].title
    with pytest.raises(ValueError, match="from 3 to"):
        generate(1_000_000)


def test_articles_have_some_600_words_and_all_that_help_pages_have():
    articles = [page for page in generate(200).pages if not page.index]
    assert 580 <= mean(count(list(page.blocks)) for page in articles) <= 620
    kinds = {type(block).__name__ for page in articles for block in page.blocks}
    assert kinds == {"Heading", "Paragraph", "Items", "Table", "Image", "Note"}


def test_what_is_around_a_page_is_as_large_on_a_large_site():
    for pages in (200, 1000):
        site = generate(pages)
        starts = [n for n, page in enumerate(site.pages) if page.index and len(page.folder) == 1]
        assert {after - before for before, after in pairwise(starts)} == {1 + SECTIONS * 10}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_layout_has_the_same_words(layout: Layout, tmp_path):
    site = generate(PAGES)
    layout.write(site, tmp_path / "site")
    for page in site.pages:
        written = words((tmp_path / "site" / layout.file(page)).read_text("utf-8"))
        expected = words(" ".join(text for block in page.blocks for text in texts(block)))
        if layout.name in {"MkDocs Material", "Zensical"}:
            expected = words(page.title) + expected
        assert written == expected
    for name, data in site.pictures.items():
        assert (tmp_path / "site" / layout.pictures / name).read_bytes() == data


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_change_changes_one_file_and_each_number_differently(layout: Layout, tmp_path):
    site, folder = generate(PAGES), tmp_path / "site"
    layout.write(site, folder)
    page = site.pages[PAGES // 2]
    path = folder / layout.file(page)
    seen = {path.read_text("utf-8")}
    for number in (1, 2):
        layout.change_text(folder, page, number)
        seen.add(path.read_text("utf-8"))
        layout.change_title(folder, page, number)
        seen.add(path.read_text("utf-8"))
    assert len(seen) == 5
    if layout.footer:
        template = folder / layout.footer
        seen = {template.read_text("utf-8")}
        for number in (1, 2):
            layout.change_template(folder, number)
            seen.add(template.read_text("utf-8"))
        assert len(seen) == 3


def test_changes_that_only_curbcut_knows_differ_too(tmp_path):
    site, folder = generate(PAGES), tmp_path / "site"
    LAYOUTS[0].write(site, folder)
    curbcut.add_languages(folder, site)
    assert set(rules(folder / "site_src", folder / "templates")) <= {"translation-outdated"}
    for change, pattern in (
        (curbcut.change_glossary, "site_src/glossary.md"),
        (curbcut.change_style, "templates/assets/css/*.css"),
    ):
        seen = set()
        for number in (1, 2, 3):
            change(folder, number)
            seen.add("".join(path.read_text("utf-8") for path in sorted(folder.glob(pattern))))
        assert len(seen) == 3


def test_curbcut_finds_nothing_wrong_with_the_site(tmp_path):
    layout = LAYOUTS[0]
    layout.write(generate(PAGES), tmp_path / "site")
    assert rules(tmp_path / "site" / "site_src", tmp_path / "site" / "templates") == []
