"""Untranslated strings of the theme are marked as English on pages in other languages."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from curbcut.render.theming.strings import mark_untranslated, read_strings
from curbcut.render.theming.theme import read_theme
from curbcut.run import Options
from curbcut.stages import prepare
from tests.making import REPOSITORY, page, write

BLOCKS = """
::: note
Sanoja.[^1]
:::

- [ ] Asia

[^1]: Viite.
"""


def pages(folder: Path, language: str) -> dict[str, str]:
    files = {
        "site.toml": f'[site]\ntitle = "T"\nlanguage = "{language}"\n[contact]\npage = "c.md"\n',
        "index.md": page("Alku", "[A](a.md)\n"),
        "a.md": page(
            "A & B", "## Yksi\n\nSanoja.\n\n## Kaksi\n\nSanoja.\n" + BLOCKS, "owner: Me\n"
        ),
        "c.md": page("C", "Sanoja.\n"),
    }
    source = write(folder, files)
    made = prepare(Options(source=source, templates=None)).rendered
    return {one.path: one.data.decode() for one in made.pages}


def unmarked(html: str) -> list[str]:
    """The texts of a page that are in the language of the page as a whole."""
    found: list[str] = []

    def walk(element, lang: str | None) -> None:
        lang = element.get("lang") or lang
        for text, spoken in ((element.text, lang), *((c.tail, lang) for c in element)):
            if text and text.strip() and spoken != "en":
                found.append(text.strip())
        for child in element:
            if child.tag not in ("title", "script", "style", "option"):
                walk(child, lang)

    tree = html5lib.parse(html, namespaceHTMLElements=False)
    walk(tree.find("body"), tree.get("lang"))
    return found


@pytest.mark.parametrize("language", ["fi", "fa"])
def test_untranslated_strings_are_marked_as_english(tmp_path: Path, language: str):
    strings = read_strings(read_theme(None), "en")
    english = set(strings.values())
    for path, html in pages(tmp_path, language).items():
        assert not re.search("[\ufdd8\ufdd9]", html)
        assert [text for text in unmarked(html) if text in english] == [], path
        assert '<span lang="en"' in html
        assert [name for name in re.findall(r'aria-label="([^"]*)"', html) if name in english] == []
        assert ('<span lang="en" dir="ltr">' in html) == (language == "fa")


def test_translated_language_has_no_marks(tmp_path: Path):
    for language in ("es", "en-GB", "en"):
        for html in pages(tmp_path / language, language).values():
            assert "<span lang=" not in html


@pytest.mark.parametrize(
    "language",
    [path.stem for path in (REPOSITORY / "templates" / "strings").glob("*.toml")]
    + ["en-GB", "es-MX"],
)
def test_theme_languages_are_complete(language: str):
    theme = read_theme(None)
    strings = read_strings(theme, language)
    assert mark_untranslated(strings, theme, language) == strings
