"""A site's logo and icon."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.making import HOME, html, page, prepared, write

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><path d="M0 0h9v9z"/></svg>'


def site(tmp_path: Path, theme: str) -> Path:
    files: dict[str, str | bytes] = {
        "index.md": HOME,
        "a.md": page("A"),
        "old.md": page("B", extra="redirect_from: /was/\n"),
        "_brand/logo.svg": SVG,
        "_brand/logo-dark.svg": SVG + b"<!-- dark -->",
        "_brand/icon.png": b"\x89PNG",
        "site.toml": f"[theme]\n{theme}\n",
    }
    return write(tmp_path / "source", files)


def test_the_logo_replaces_the_icon(tmp_path: Path):
    made = prepared(site(tmp_path, 'logo = "_brand/logo.svg"'))
    assert made.findings == ()
    for path, up in (("/", ""), ("/a/", "../"), ("/search/", "../")):
        text = html(made, path)
        found = re.search(
            r'<img class="site-logo" src="([^"]+)" alt="" width="120" height="40">', text
        )
        assert found, text
        assert found[1].startswith(f"{up}assets/logo.")
        assert made.rendered.files[found[1].removeprefix(up)] == SVG
        assert "site-header__icon" not in text
        assert "<source" not in text


def test_the_dark_scheme_may_have_its_own(tmp_path: Path):
    theme = 'logo = "_brand/logo.svg"\nlogo_dark = "_brand/logo-dark.svg"'
    made = prepared(site(tmp_path, theme))
    found = re.search(r'<source srcset="([^"]+)" media="screen and \(prefers', html(made, "/"))
    assert found
    assert made.rendered.files[found[1]].endswith(b"<!-- dark -->")


def test_the_favicon_may_be_of_another_kind(tmp_path: Path):
    made = prepared(site(tmp_path, 'favicon = "_brand/icon.png"'))
    assert re.search(r'<link rel="icon" href="../assets/icon\.[0-9a-f]+\.png">', html(made, "/a/"))
    assert not any(name.endswith(".svg") for name in made.rendered.files)
    assert b"assets/icon." in made.rendered.files["was/index.html"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("none.svg", "does not exist"),
        ("../secret.svg", "leads out of the source folder"),
        ("/etc/logo.svg", "an image in the source folder"),
        ("a.md", "an image in the source folder, .svg, .png or .webp"),
    ],
)
def test_a_file_that_cannot_be_the_logo(tmp_path: Path, value: str, words: str):
    source = site(tmp_path, f'logo = "{value}"')
    write(tmp_path, {"secret.svg": SVG})
    [finding] = prepared(source).findings
    assert finding.rule.id == "site-settings"
    assert words in finding.message
    assert str(finding.span).endswith("site.toml:2")


def test_a_picture_that_cannot_be_measured_is_shown_without_a_size(tmp_path: Path):
    source = site(tmp_path, 'logo = "_brand/logo.svg"')
    write(source, {"_brand/logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert re.search(r'<img class="site-logo" src="[^"]+" alt="">', html(prepared(source), "/"))
