"""A named file is linted in the context of its site, whatever the current folder is."""

import os
import unicodedata
from pathlib import Path

import pytest

from curbcut.commands.fix import fix
from curbcut.commands.lint import lint
from curbcut.run import Options
from tests.making import HOME, page, write

BROKEN = page("Page", "[Gone](gone.md) and [home](../index.md)\n\n![A map](map.png)\n")
FOUND = [("link-broken", 4), ("image-missing", 6)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "site/site.toml": "[site]\ntitle = 'Help'\n",
        "site/index.md": HOME,
        "site/a/b/page.md": BROKEN.replace("../index", "../../index"),
        "site/a/draft.md": BROKEN.replace("---\n", "---\ndraft: true\n", 1),
        "site/_notes/page.md": BROKEN,
        "site_src/index.md": HOME,
        "site_src/a/page.md": BROKEN,
        "alone/page.md": BROKEN,
    }
    return write(tmp_path, files)


def found(*files: str | Path, source: str | Path = "site_src") -> list[tuple[str, str, int]]:
    result = lint(Options(source=Path(source), templates=None), [Path(file) for file in files])
    return [(f.span.path, f.rule.id, f.span.line) for f in result.findings if f.span]


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        (".", "site/a/b/page.md"),
        ("site", "a/b/page.md"),
        ("site/a", "b/page.md"),
        ("site/a/b", "page.md"),
        ("alone", "../site/a/b/page.md"),
        ("site_src", "a/page.md"),
        ("site_src/a", "page.md"),
        (".", "site_src/a/page.md"),
        ("/", "{root}/site/a/b/page.md"),
    ],
)
def test_a_broken_link_is_found_from_any_folder(root: Path, monkeypatch, folder: str, file: str):
    monkeypatch.chdir(root / folder)
    file = file.format(root=root)
    shown = os.path.normpath(file)
    if file.startswith(".."):
        shown = str(root / "site/a/b/page.md")
    shown = shown if folder != "/" else shown.lstrip("/")
    assert found(file) == [(shown, rule, line) for rule, line in FOUND]


def test_named_draft_is_linted(root: Path, monkeypatch):
    monkeypatch.chdir(root / "site")
    assert found("a/draft.md") == [("a/draft.md", rule, line + 1) for rule, line in FOUND]


@pytest.mark.parametrize(
    ("folder", "file"), [("alone", "page.md"), ("site", "_notes/page.md"), (".", "alone/page.md")]
)
def test_page_without_site_reports_unchecked_links(root, monkeypatch, folder, file):
    monkeypatch.chdir(root / folder)
    assert found(file) == [(file, "links-not-looked-up", 4)]


def test_page_without_site_has_its_anchors_checked(tmp_path: Path):
    body = "## Part\n\n[a](#part) [b](#gone) [c](#top) [d](https://example.com/) [e]()\n"
    write(tmp_path, {"page.md": page("Page", body)})
    rules = [rule for _, rule, _ in found(tmp_path / "page.md")]
    assert rules == ["anchor-broken", "link-empty"]


def test_files_of_several_sites_and_without_site(root: Path, monkeypatch):
    monkeypatch.chdir(root)
    files = ("site/a/b/page.md", "site_src/a/page.md", "alone/page.md", "site_src/index.md")
    assert {(path, rule) for path, rule, _ in found(*files)} == {
        ("site/a/b/page.md", "link-broken"),
        ("site/a/b/page.md", "image-missing"),
        ("site_src/a/page.md", "link-broken"),
        ("site_src/a/page.md", "image-missing"),
        ("alone/page.md", "links-not-looked-up"),
    }


def test_other_spelling_of_a_path_is_the_same_file(tmp_path: Path):
    name = unicodedata.normalize("NFD", "é.md")
    source = write(tmp_path, {"index.md": HOME, name: BROKEN})
    rules = {rule for _, rule, _ in found(source / name, source=source)}
    assert rules == {"link-outside", "link-broken", "image-missing"}


def test_file_through_a_symbolic_link_to_its_folder(root: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(root / "site", target_is_directory=True)
    rules = [rule for _, rule, _ in found(tmp_path / "link/a/b/page.md")]
    assert rules == [rule for rule, _ in FOUND]


def test_templates_beside_the_site_are_used(root: Path, monkeypatch):
    write(root, {"templates/strings/en.toml": 'callout_note = "Achtung: {"\n'})
    monkeypatch.chdir(root / "site_src" / "a")
    with pytest.raises(Exception, match="has a single brace"):
        lint(Options(), [Path("page.md")])


def test_fix_knows_the_language_of_the_site(root: Path, monkeypatch):
    typed = "Before:\n\n• one thing\n• another thing\n• a third thing\n"
    write(root, {"site/a/b/list.md": page("List", typed)})
    monkeypatch.chdir(root / "site" / "a")
    (fixed,) = fix(Options(), [Path("b/list.md")], write=False)
    assert fixed.path == "b/list.md"
