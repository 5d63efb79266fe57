"""Which site a file belongs to, wherever the command was started."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from curbcut.config import FILE


def home_of(file: Path, source: Path) -> Path | None:
    """The source folder that a file belongs to; None for a file that belongs to no site.

    It is ``source`` if the file is in it; else the nearest folder above the file that has a
    site.toml, or that is called like ``source`` (a site needs no settings).
    """
    path = file.resolve()
    if path.is_relative_to(source.resolve()):
        return source
    for folder in path.parents:
        if (folder / FILE).is_file() or (source.name and folder.name == source.name):
            return folder
    return None


def place_in(file: Path, source: Path) -> str:
    """The path of a file inside its source folder, as ``discover`` writes it."""
    inside = file.resolve().relative_to(source.resolve()).as_posix()
    return unicodedata.normalize("NFC", inside)
