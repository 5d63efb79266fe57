"""Translations that are behind their originals, and how editors are told and answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut import cli
from curbcut.commands.lint import lint
from curbcut.commands.translations import mark_translated
from curbcut.content.markdown import parse_page
from curbcut.files import shown_path
from curbcut.model.finding import CurbcutError
from curbcut.model.source import SourceFile
from curbcut.run import Options
from curbcut.site.translations import digest_of, line_of
from curbcut.translated import with_line
from tests.making import HOME, html, page, prepared, write

ORIGINAL = "---\ntitle: Chains\ndescription: Oil.\norder: 3\n---\n\nText.  \nMore.\n\n"
FILES: dict[str, str | bytes] = {
    "site.toml": "[languages.es]\n[languages.ar]\n",
    "index.md": HOME,
    "a.md": ORIGINAL,
    "es/index.md": page("Ayuda"),
    "es/a.md": page("Cadenas", "Texto.\n"),
}


def digest(text: str) -> str:
    return digest_of(parse_page(SourceFile("a.md", text, ""))[0])


def marked(source: Path, value: str) -> Path:
    return write(source, {"es/a.md": page("Cadenas", "Texto.\n", f"translated_from: {value}\n")})


def outdated(source: Path) -> list[tuple[str, int, str]]:
    found = [
        f for f in lint(Options(source=source)).findings if f.rule.id == "translation-outdated"
    ]
    assert not any(finding.blocking for finding in found)
    return [(f.page, f.span.line, f.message) for f in found if f.span]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("order: 3", "order: 4\nowner: Ann\nredirect_from: /old/"),
        ("Text.  \nMore.\n\n", "Text.\nMore."),
        ("---\n\nText", "---\nText"),
        ("Chains", "  Chains  "),
    ],
)
def test_what_changes_no_words_changes_no_digest(old: str, new: str):
    assert re.fullmatch("[0-9a-f]{12}", digest(ORIGINAL))
    assert digest(ORIGINAL.replace(old, new)) == digest(ORIGINAL)


@pytest.mark.parametrize("word", ["Chains", "Oil", "Text", "More"])
def test_any_word_changes_the_digest(word: str):
    assert digest(ORIGINAL.replace(word, "Brakes")) != digest(ORIGINAL)


def test_a_translation_that_is_up_to_date(tmp_path: Path):
    source = marked(write(tmp_path, FILES), digest(ORIGINAL))
    assert [path for path, _, _ in outdated(source)] == ["/es/"]
    assert "language-note" not in html(prepared(source), "/es/a/")


def test_an_unmarked_translation_is_reported_to_the_editor_only(tmp_path: Path):
    source = write(tmp_path, FILES)
    path, line, message = next(found for found in outdated(source) if found[0] == "/es/a/")
    assert (path, line) == ("/es/a/", 2)
    assert message.endswith(f'write: translated_from: "{digest(ORIGINAL)}"')
    assert "language-note" not in html(prepared(source), "/es/a/")


def test_an_outdated_translation_is_shown_to_readers_too(tmp_path: Path):
    source = marked(write(tmp_path, FILES), '"0123456789ab"')
    path, line, message = next(found for found in outdated(source) if found[0] == "/es/a/")
    assert line == 3
    assert message == (
        "a.md has changed since it was translated. Once it is up to date, write:"
        f' translated_from: "{digest(ORIGINAL)}"'
    )
    text = html(prepared(source), path)
    assert "El original ha cambiado desde que se tradujo" in text
    assert "El original, en inglés:" in text
    assert 'href="../../a/" hreflang="en" lang="en">Chains</a>' in text


def test_a_digest_has_twelve_characters(tmp_path: Path):
    for value in ("1234", "12345678901G"):
        result = lint(Options(source=marked(write(tmp_path, FILES), value)))
        assert "front-matter-wrong-type" in {finding.rule.id for finding in result.findings}
    # YAML would make numbers of these.
    for value in ("123456789012", "1234567890e1"):
        result = lint(Options(source=marked(write(tmp_path, FILES), value)))
        assert not result.blocking


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_marked_and_nothing_else_changes(end: str):
    before = "\ufeff---\ntitle: Cadenas\n---\n\ntranslated_from: x\n---\n".replace("\n", end)
    after = with_line(before.encode(), 'translated_from: "0"', "a.md").decode()
    assert after == before.replace(f"Cadenas{end}", f'Cadenas{end}translated_from: "0"{end}')
    again = with_line(after.encode(), 'translated_from: "1"', "a.md").decode()
    assert again == after.replace('"0"', '"1"')


def test_marking(tmp_path: Path):
    source = write(tmp_path, FILES)
    options = Options(source=source)
    file = source / "es" / "a.md"
    file.chmod(0o640)
    [name] = mark_translated(options, [file])
    assert name.endswith("es/a.md")
    line = line_of(parse_page(SourceFile("a.md", ORIGINAL, ""))[0])
    assert file.read_text("utf-8") == page("Cadenas", "Texto.\n", f"{line}\n")
    assert file.stat().st_mode & 0o777 == 0o640
    assert mark_translated(options, [file]) == []
    assert [path for path, _, _ in outdated(source)] == ["/es/"]
    assert [entry.name for entry in (source / "es").iterdir() if entry.name[0] == "."] == []


@pytest.mark.parametrize("name", ["a.md", "es/solo.md", "es/none.md"])
def test_only_translations_can_be_marked(tmp_path: Path, name: str):
    source = write(tmp_path, FILES | {"es/solo.md": page("Solo")})
    with pytest.raises(CurbcutError, match="not the translation of a page"):
        mark_translated(Options(source=source), [source / name])


def test_the_command_lists_each_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = marked(write(tmp_path, FILES), '"0123456789ab"')

    def said(*words: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as left:
            cli.main(["translations", "--source", str(source), *words])
        assert left.value.code == code
        return capsys.readouterr().out.replace(f"{shown_path(source)}/", "")

    assert said() == (
        "Español (es): 0 up to date, 1 outdated, 1 not marked, 0 missing.\n"
        "  outdated: es/a.md\n"
        "  not marked: es/index.md\n"
        "\n"
        "العربية (ar): 0 up to date, 0 outdated, 0 not marked, 2 missing.\n"
        "  missing: ar/index.md, to be translated from index.md\n"
        "  missing: ar/a.md, to be translated from a.md\n"
    )
    assert said("--done", str(source / "es" / "a.md")) == "Marked as up to date: es/a.md.\n"
    assert "1 up to date, 0 outdated" in said()
    said("--done", code=2)
    said(str(source / "es" / "a.md"), code=2)


def test_a_site_of_one_language_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        cli.main(["translations", "--source", str(write(tmp_path, {"index.md": HOME}))])
    assert "one language" in capsys.readouterr().out
