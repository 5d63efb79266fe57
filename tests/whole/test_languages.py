"""A site in a language that the theme has no words for is published like any other."""

import pytest

from curbcut.commands.build import build
from curbcut.reports.terminal import report_text
from curbcut.run import Options
from tests.making import page, write

pytestmark = pytest.mark.browser

SETTINGS = """
[site]
title = "Parcel help"
description = "Help with parcels and deliveries."
language = "en"

[languages.fi]
title = "Pakettien ohjeet"
description = "Ohjeita paketeista ja toimituksista."

[contact]
page = "contact.md"
"""


def test_pages_that_replace_a_translation_block_nothing(tmp_path):
    """Both the English text on a Finnish page and the theme's English around it are English."""
    text = "Write to us when a parcel is late, and say which number is on its label.[^1]\n"
    note = "\n[^1]: It is printed below the bars.\n"
    source = write(
        tmp_path / "site_src",
        {
            "site.toml": SETTINGS,
            "index.md": page("Parcel help", "Find out where your parcel is.\n"),
            "contact.md": page("Contact us", text + note),
            "fi/index.md": page("Pakettien ohjeet", "Katso, missä pakettisi on.\n"),
        },
    )
    result = build(Options(source=source, out=tmp_path / "dist", templates=None, jobs=1))
    assert not [one for one in result.findings if one.blocking], report_text(result)
    assert "/fi/contact/" in result.pages
    assert (tmp_path / "dist" / "fi" / "contact" / "index.html").is_file()
