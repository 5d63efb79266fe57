"""The PDF of a section, made by a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from curbcut.browser.document import printing, steady
from curbcut.cache import Cache
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.site.addresses import addresses_of
from curbcut.stages import Prepared, prepare
from tests.making import html, write
from tests.site.generated.test_printing import DOCUMENT, FILES, SETTINGS

PDF = "care/care.pdf"


def test_what_changes_with_the_clock_is_taken_out():
    one = b"/CreationDate (D:20261123064304+00'00') (node00000248) (node00000031)"
    two = b"/CreationDate (D:20270101000000+00'00') (node00001248) (node00001031)"
    assert steady(one) == steady(two)
    assert len(steady(one)) == len(one)
    assert steady(one).endswith(b"(node00000002) (node00000001)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    source = write(tmp_path_factory.mktemp("site"), FILES)
    write(source, {"site.toml": SETTINGS + "[print]\npdf = true\n"})
    return prepare(Options(source=source, templates=None, cache=False), index=True)


@pytest.mark.browser
def test_the_pdf_has_tags_language_title_outline_and_alternatives(site: Prepared):
    data = files_of(site.rendered)[PDF]
    assert data.startswith(b"%PDF-")
    for part in (b"/StructTreeRoot", b"/Marked true", b"/DisplayDocTitle true", b"/Outlines"):
        assert part in data
    assert re.search(rb"/Lang \(en\)", data)
    assert re.search(rb"/Alt \(A chain\)", data)
    assert re.search(rb"/Title \(Once a week\)", data)
    title = "Care: all pages – Bicycle Help".encode("utf-16-be").hex().upper().encode()
    assert b"/Title <FEFF" + title in data
    assert b"Date" not in data


@pytest.mark.browser
def test_its_links_lead_to_its_parts_or_to_the_published_site(site: Prepared):
    data = files_of(site.rendered)[PDF]
    addresses = set(re.findall(rb"/URI \(([^)]*)\)", data))
    assert b"https://example.com/help/" in addresses
    assert addresses - {b"https://example.org/chains"} == {
        address for address in addresses if address.startswith(b"https://example.com/help/")
    }
    assert re.search(rb"/Dest /part-3-pads", data)


@pytest.mark.browser
def test_without_an_address_links_to_the_site_are_only_text(tmp_path: Path):
    settings = SETTINGS.replace("url =", "description =")
    assert settings != SETTINGS
    source = write(tmp_path, {**FILES, "site.toml": settings + "[print]\npdf = true\n"})
    made = prepare(Options(source=source, templates=None, cache=False), index=True)
    data = files_of(made.rendered)[PDF]
    assert set(re.findall(rb"/URI \(([^)]*)\)", data)) == {b"https://example.org/chains"}
    assert re.search(rb"/Dest /part-3-pads", data)


@pytest.mark.browser
def test_what_is_folded_is_printed_with_the_addresses_of_links_elsewhere(
    site: Prepared, tmp_path: Path
):
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not on this machine")
    (tmp_path / "care.pdf").write_bytes(files_of(site.rendered)[PDF])
    text = subprocess.run(
        [reader, "-layout", str(tmp_path / "care.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Words that are folded away." in text
    assert "the makers (https://example.org/chains)" in " ".join(text.split())
    assert "Your browser can print it" not in text
    assert re.search(r"^\s*1 ?/ ?\d+$", text, re.M)


@pytest.mark.browser
def test_the_same_page_gives_the_same_pdf(site: Prepared, tmp_path: Path):
    [page] = [made for made in site.rendered.pages if made.path == DOCUMENT]
    files = {name: data for name, data in site.rendered.files.items() if name != PDF}
    url, first = site.config.site.url, files_of(site.rendered)[PDF]
    with printing(Cache(None), url) as printer:
        assert printer(page, files) == printer(page, files) == first
    if reader := shutil.which("pdfinfo"):
        (tmp_path / "care.pdf").write_bytes(first)
        told = subprocess.run(
            [reader, str(tmp_path / "care.pdf")], capture_output=True, text=True, check=True
        )
        assert re.search(r"Tagged:\s+yes", told.stdout)
        assert "Error" not in told.stderr


@pytest.mark.browser
def test_the_first_page_of_the_section_says_how_large_it_is(site: Prepared):
    size = round(len(files_of(site.rendered)[PDF]) / 1000)
    text = html(site, "/care/")
    words = f"Download this section (PDF, {size}\N{NO-BREAK SPACE}kB)"
    assert f'href="care.pdf" type="application/pdf">{words}' in text
    assert f"/{PDF}" in addresses_of(site.site)
    assert PDF in site.rendered.apart
