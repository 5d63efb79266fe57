"""A link to a file names its type and size in the page's language."""

from pathlib import Path

import pytest

from curbcut.content.transforms.telephone import dialled
from curbcut.render.view.downloads import in_bytes
from tests.making import HOME, html, page, picture, prepared, write


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Price list", "Price list (PDF, 1.2\N{NO-BREAK SPACE}MB)"),
        ("Price list (PDF)", "Price list (PDF) (1.2\N{NO-BREAK SPACE}MB)"),
        ("Price list (1.2 MB)", "Price list (1.2 MB)"),
        ("Price list (PDF, 1200 kB)", "Price list (PDF, 1200 kB)"),
        ("Pdfs", "Pdfs (PDF, 1.2\N{NO-BREAK SPACE}MB)"),
    ],
)
def test_note_adds_only_what_the_link_text_lacks(tmp_path: Path, words: str, shown: str):
    files: dict[str, str | bytes] = {
        "index.md": HOME + f"[{words}](a.pdf)\n",
        "a.pdf": b"x" * 1_234_567,
    }
    site = prepared(write(tmp_path, files))
    assert f'<a href="a.pdf">{shown}</a>' in html(site, "/")


def test_in_another_language(tmp_path: Path):
    body = page("Hilfe", "[Preise](a.zip)\n", "lang: de\n")
    site = prepared(write(tmp_path, {"index.md": body, "a.zip": b"x" * 2_500_000}))
    assert "Preise (ZIP, 2,5\N{NO-BREAK SPACE}MB)</a>" in html(site, "/")


def test_a_file_that_is_missing_has_no_note(tmp_path: Path):
    site = prepared(write(tmp_path, {"index.md": HOME + "[a](none.pdf)\n"}))
    assert "<a>a</a>" in html(site, "/")


@pytest.mark.parametrize(
    ("weight", "shown"),
    [
        (1, "1 kB"),
        (1499, "1 kB"),
        (820_000, "820 kB"),
        (1_000_000, "1 MB"),
        (3_400_000_000, "3.4 GB"),
    ],
)
def test_sizes(weight: int, shown: str):
    assert in_bytes(weight, "en").replace("\N{NO-BREAK SPACE}", " ") == shown


def test_image_formats_must_exist(tmp_path: Path):
    text = HOME + '![A red kerb](a.png){formats="avif webp"}\n'
    files: dict[str, str | bytes] = {
        "index.md": text,
        "a.png": picture(),
        "a.avif": b"\0\0\0\x18ftypavif",
    }
    site = prepared(write(tmp_path, files))
    assert [(f.rule.id, f.message) for f in site.findings] == [
        ("image-missing", "“a.webp” does not exist. Did you mean “a.png”?")
    ]
    assert (
        '<picture><source srcset="a.avif" type="image/avif"><source>'
        '<img src="a.png" width="1" height="1" alt="A red kerb"></picture>'
    ) in html(site, "/")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("tel:+44 (0)20 7946-0018", "tel:+442079460018"),
        ("TEL:(020) 7946.0018", "tel:02079460018"),
        ("tel:+34%2091;ext=12", "tel:+3491;ext=12"),
        ("https://example.org/a-b", "https://example.org/a-b"),
    ],
)
def test_phone_links(written: str, number: str):
    assert dialled(written) == number
