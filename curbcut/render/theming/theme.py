"""Reading the theme: the site's files override the built-in ones."""

from __future__ import annotations

from pathlib import Path

from curbcut.files import shown_path
from curbcut.model.finding import CurbcutError
from curbcut.model.theme import Theme, ThemeFile
from curbcut.render.theming.folders import built_in_folder, templates_folder


def read_theme(templates: Path | None) -> Theme:
    """Read the built-in theme; files in ``templates`` replace those at the same path.

    An empty file under ``assets/`` removes the built-in file of that name.

    Raises:
        CurbcutError: when a file cannot be read, an asset is a symbolic link out of the folder, or
            the built-in theme is missing.
    """
    built_in = _read(built_in_folder())
    if not built_in:
        raise CurbcutError(
            f"There are no templates in “{shown_path(built_in_folder())}”.",
            "Install Curbcut again, or get the whole checkout.",
        )
    folder = templates_folder(templates)
    own = built_in if folder.resolve() == built_in_folder().resolve() else _read(folder)
    files = {
        name: file
        for name, file in sorted((built_in | own).items())
        if file.data.strip() or not name.startswith("assets/")
    }
    return Theme(files, built_in)


def template_lines(theme: Theme) -> dict[str, list[str]]:
    """The lines of all templates, by displayed path."""
    return {
        file.place: file.data.decode("utf-8", "replace").split("\n")
        for files in (theme.built_in, theme.files)
        for name, file in files.items()
        if name.endswith(".j2")
    }


def _read(folder: Path) -> dict[str, ThemeFile]:
    shown = shown_path(folder)
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in name.split("/")) or not path.is_file():
            continue
        if name.startswith("assets/") and not path.resolve().is_relative_to(folder.resolve()):
            raise CurbcutError(
                f"“{shown}/{name}” is a symbolic link out of the templates folder.",
                "Put a copy of the file in its place.",
            )
        try:
            files[name] = ThemeFile(f"{shown}/{name}", path.read_bytes())
        except OSError as error:
            raise CurbcutError(f"“{shown}/{name}” cannot be read: {error.strerror}.") from error
    return files
