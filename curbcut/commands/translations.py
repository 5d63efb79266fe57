"""The progress of a site's translations, and marking translations as up to date."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from curbcut.config import FILE, read_config
from curbcut.content.markdown import parse_page
from curbcut.content.sources.discover import discover
from curbcut.files import shown_path
from curbcut.fix import Fixed
from curbcut.fix import write as write_fixed
from curbcut.model.finding import CurbcutError
from curbcut.model.theme import Theme
from curbcut.run import Options
from curbcut.site.languages import edition_of, editions
from curbcut.site.translations import Progress, line_of, progress_of
from curbcut.stages import prepare
from curbcut.translated import with_line


def translations(options: Options) -> list[Progress]:
    """The progress of each language of the site except its main one. Raises CurbcutError."""
    return progress_of(prepare(dataclasses.replace(options, check=False)).site)


def mark_translated(options: Options, files: Sequence[Path]) -> list[str]:
    """Mark translations as up to date with the current text of their originals.

    Returns:
        The files that were changed, by their displayed path.

    Raises:
        CurbcutError: when a file is not a translation, or cannot be written.
    """
    config, _ = read_config(options.source, Theme(), FILE)
    sources, _ = discover(options.source, shown_path(options.source))
    places = {source.path: path for path, source in sources.pages.items()}
    marked = []
    for file in files:
        shown = shown_path(file)
        place = places.get(shown, "")
        key = place.removeprefix(edition_of(place, editions(config)).root[1:])
        if key == place or key not in sources.pages:
            raise CurbcutError(
                f"“{file}” is not the translation of a page of the site.",
                "Name pages in the folder of another language, such as es/contact.md.",
            )
        line = line_of(parse_page(sources.pages[key])[0])
        before = file.read_bytes()
        changed = Fixed(shown, before, with_line(before, line, shown), ())
        if changed.after != before:
            write_fixed(file, changed, options.source)
            marked.append(shown)
    return marked
