"""A template error is a finding that names the template and line."""

import shutil
from pathlib import Path

import pytest

from curbcut.model.finding import CurbcutError
from tests.making import HOME, REPOSITORY, page, prepared, write


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "source", {"index.md": HOME, "a.md": page("A"), "b.md": page("B")})


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPOSITORY / "templates", tmp_path / "theme"))


def broken(source: Path, theme: Path) -> list[tuple[str, str]]:
    found = []
    for finding in prepared(source, theme).findings:
        assert finding.rule.id == "template-error"
        assert finding.span is not None
        found.append((str(finding.span).split("/theme/")[1], finding.message))
    return found


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ nobody }}", "“nobody” is not defined"),
        ("{{ view.nothing }}", "nothing called “nothing”"),
        ("{{ view.strings.nothing }}", "“nothing”"),
        ("{{ view.strings.topics_label.format() }}", "“section”"),
        ('{% include "none.j2" %}', "“none.j2” does not exist"),
        ('{% from "components/none.html.j2" import x %}', "does not exist"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{% for %}", "template cannot be rendered"),
    ],
)
def test_template_error_names_the_line(source: Path, theme: Path, line: str, words: str):
    (theme / "pages" / "article.html.j2").write_text(f"<p>\n\n{line}\n</p>\n")
    [(place, message)] = broken(source, theme)
    assert place == "pages/article.html.j2:3"
    assert words in message


def test_component_error_names_its_file(source: Path, theme: Path):
    path = theme / "components" / "skip-link.html.j2"
    path.write_text(path.read_text("utf-8") + "\n{% macro %}\n")
    line = path.read_text("utf-8").split("\n").index("{% macro %}") + 1
    places = {place for place, _ in broken(source, theme)}
    assert places == {f"components/skip-link.html.j2:{line}"}


def test_template_that_is_not_utf_8(source: Path, theme: Path):
    (theme / "pages" / "article.html.j2").write_bytes(b"\xff")
    assert broken(source, theme)[0][0] == "pages/article.html.j2:1"


@pytest.mark.parametrize(
    ("strings", "words"),
    [("a = ", "cannot be read"), ("a = 1", "should be text"), ('a = "{"', "brace")],
)
def test_invalid_strings(source: Path, theme: Path, strings: str, words: str):
    write(theme, {"strings/en.toml": strings})
    with pytest.raises(CurbcutError, match=words):
        prepared(source, theme)


def test_strings_of_footnotes_are_text(source: Path, theme: Path):
    write(source, {"a.md": page("A", "x[^1]\n\n[^1]: y\n")})
    path = theme / "strings" / "en.toml"
    text = path.read_text("utf-8").replace('"Footnote {number}"', "'Note \"{number}\" {other}'")
    path.write_text(text)
    assert broken(source, theme) == []
    site = prepared(source, theme)
    assert any("Note &quot;1&quot; {other}" in page.data.decode() for page in site.rendered.pages)


def test_style_sheet_that_is_not_utf_8(source: Path, theme: Path):
    (theme / "assets" / "css" / "99-x.css").write_bytes(b"\xff")
    with pytest.raises(CurbcutError, match="not UTF-8"):
        prepared(source, theme)
