"""Where the files of the theme are."""

from __future__ import annotations

from pathlib import Path


def templates_folder(templates: Path | None) -> Path:
    """The site's folder of templates: the given one, else the built-in theme."""
    return templates if templates is not None and templates.is_dir() else built_in_folder()


def built_in_folder() -> Path:
    """The theme that comes with Curbcut: inside the installed package, or beside it."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent / "templates"
