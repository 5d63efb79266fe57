"""Find the site that a file belongs to, whatever the working directory."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from curbcut.config import FILE


def home_of(file: Path, source: Path) -> Path | None:
    """The source folder that a file belongs to; None if it belongs to no site.

    It is ``source`` if the file is in it; otherwise the nearest folder above the file that has a
    site.toml or has the name of ``source`` (a site needs no settings).
    """
    path = file.resolve()
    if path.is_relative_to(source.resolve()):
        return source
    for folder in path.parents:
        if (folder / FILE).is_file() or (source.name and folder.name == source.name):
            return folder
    return None


def place_in(file: Path, source: Path) -> str:
    """The path of a file within its source folder, as in ``discover``."""
    inside = file.resolve().relative_to(source.resolve()).as_posix()
    return unicodedata.normalize("NFC", inside)
