"""The folders of the theme's files."""

from __future__ import annotations

from pathlib import Path


def templates_folder(templates: Path | None) -> Path:
    """The site's templates folder if it exists, else that of the built-in theme."""
    return templates if templates is not None and templates.is_dir() else built_in_folder()


def built_in_folder() -> Path:
    """The folder of the built-in theme: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent / "templates"
