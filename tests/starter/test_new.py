"""New pages, translations and versions of policies, each in its place."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from curbcut.cli import cli
from curbcut.errors import CurbcutError
from curbcut.starter.new import TEXT, new_page, new_translation, new_version
from tests.making import page, rules, write

POLICY = (
    "---\ntitle: Privacy\nkind: policy\neffective: 2025-01-01\nversion: '1'\n"
    "change_note: Nothing was there before.\n---\n\nWe keep little.\n"
)


@pytest.fixture
def source(tmp_path):
    settings = '[site]\ntitle = "Help"\n\n[languages.es]\ntitle = "Ayuda"\n'
    files = {"site.toml": settings, "index.md": page("Home"), "es/index.md": page("Inicio")}
    return write(tmp_path / "site_src", {**files, "privacy.md": POLICY})


def test_a_page_in_a_new_folder(source):
    made = new_page(source, "guides/refund-policy")
    assert [path.relative_to(source).as_posix() for path in made] == [
        "guides/index.md",
        "guides/refund-policy.md",
    ]
    text = made[1].read_text("utf-8")
    assert text == f"---\ntitle: Refund policy\n---\n\n{TEXT}\n"
    assert made[0].read_text("utf-8") == "---\ntitle: Guides\n---\n"


@pytest.mark.parametrize(
    "title", ["Room #2: the “best”", "- yes", "Yes", "12", "null", "[a]", "a: b", "“x”", "@a", "é…"]
)
def test_titles_are_read_as_they_were_given(source, title):
    from tests.making import prepared

    new_page(source, "x.md", title)
    assert prepared(source).site.pages["/x/"].title == title
    assert "front-matter-syntax" not in rules(source)


def test_paths_may_be_typed_from_the_source_or_from_here(source, monkeypatch):
    monkeypatch.chdir(source.parent)
    assert new_page(source, "site_src/a.md") == [source / "a.md"]
    assert new_page(source, "b.md") == [source / "b.md"]
    with pytest.raises(CurbcutError, match="there already"):
        new_page(source, "a.md")


@pytest.mark.parametrize("path", ["../x.md", "/etc/x.md", ".hidden/x.md", "a/_b.md", ".", ""])
def test_paths_that_are_none_of_a_page(source, path):
    with pytest.raises(CurbcutError, match="cannot be a page"):
        new_page(source, path)


def test_a_link_out_of_the_folder_is_not_followed(source, tmp_path):
    (tmp_path / "out").mkdir()
    (source / "way").symlink_to(tmp_path / "out")
    with pytest.raises(CurbcutError, match="link out"):
        new_page(source, "way/x.md")
    assert not list((tmp_path / "out").iterdir())


def test_a_translation_has_the_words_and_not_the_settings(source):
    write(source, {"care.md": page("Care", "Oil it.\n", "description: How.\norder: 3\nslug: c\n")})
    (made,) = new_translation(source, "es", "care.md")
    assert made == source / "es/care.md"
    assert made.read_text("utf-8") == "---\ntitle: Care\ndescription: How.\n---\nOil it.\n"
    with pytest.raises(CurbcutError, match="is a translation itself"):
        new_translation(source, "es", "es/index.md")
    with pytest.raises(CurbcutError, match="further languages are: es"):
        new_translation(source, "fr", "care.md")
    with pytest.raises(CurbcutError, match="There is no page"):
        new_translation(source, "es", "gone.md")


def test_the_next_version_of_a_policy(source):
    older, policy = new_version(source, "privacy.md", dt.date(2026, 5, 1))
    assert older.name == "privacy-1.md"
    kept = older.read_text("utf-8")
    assert kept == POLICY.replace("before.\n---", "before.\nversion_of: privacy.md\n---")
    text = policy.read_text("utf-8")
    assert 'version: "2"' in text
    assert "effective: 2026-05-01" in text
    assert "TODO" in text
    assert text.endswith("We keep little.\n")
    wrong = [rule for rule in rules(source) if rule.startswith("version")]
    assert wrong == []


def test_what_is_no_policy_has_no_versions(source):
    with pytest.raises(CurbcutError, match="not a policy"):
        new_version(source, "index.md", dt.date(2026, 5, 1))
    write(source, {"terms.md": "---\ntitle: Terms\nkind: policy\n---\nx\n"})
    with pytest.raises(CurbcutError, match="neither a version nor a date"):
        new_version(source, "terms.md", dt.date(2026, 5, 1))


def test_the_commands(source, monkeypatch):
    monkeypatch.chdir(source.parent)
    done = CliRunner().invoke(cli, ["new", "page", "guides/oil.md", "--title", "Oil"])
    assert done.output == "Written: site_src/guides/index.md\nWritten: site_src/guides/oil.md\n"
    done = CliRunner().invoke(cli, ["new", "translation", "es", "privacy.md"])
    assert done.output.startswith("Written: site_src/es/privacy.md\n")
    done = CliRunner().invoke(cli, ["new", "version", "privacy.md", "--effective", "1.5.2026"])
    assert isinstance(done.exception, CurbcutError)
    done = CliRunner().invoke(cli, ["new", "version", "privacy.md", "--effective", "2026-05-01"])
    assert done.exit_code == 0
    monkeypatch.chdir(source.parent.parent)
    done = CliRunner().invoke(cli, ["new", "page", "x.md"])
    assert isinstance(done.exception, CurbcutError)
    assert "curbcut init" in done.exception.fix
