"""The gallery: a page that shows every component of the theme, and everything Markdown can make.

Its Markdown and its image come with the theme, in ``gallery/``; the text is in English.
"""

from __future__ import annotations

from collections.abc import Mapping

from curbcut.content.markdown import parse_page
from curbcut.html.marks import neutralise
from curbcut.model import kinds
from curbcut.model.finding import Finding
from curbcut.model.page import Page
from curbcut.model.source import SourceFile
from curbcut.model.theme import Theme
from curbcut.site.routes import output_of

GALLERY = "/gallery/"
LANGUAGE = "en"
_FOLDER = "gallery/"
_TEXT = "gallery/index.md"


def gallery_page(theme: Theme, strings: Mapping[str, str], home: str) -> tuple[Page, list[Finding]]:
    """The gallery page, and findings about its Markdown.

    ``strings`` are the theme's English texts, ``home`` is the path of the home page.
    """
    file = theme.files[_TEXT]
    source = SourceFile(file.place, neutralise(file.data.decode("utf-8", "replace")), "")
    parsed, findings = parse_page(source, strings=dict(strings))
    page = Page(
        path=GALLERY,
        output=output_of(GALLERY),
        source_path=_TEXT,
        kind=kinds.GALLERY,
        language=LANGUAGE,
        parsed=parsed,
        translation_key=_TEXT,
        parent=home,
    )
    return page, findings


def gallery_pictures(theme: Theme) -> dict[str, bytes]:
    """The images that the page shows, by the path at which they are published."""
    return {
        name: file.data
        for name, file in theme.files.items()
        if name.startswith(_FOLDER) and name != _TEXT
    }
