"""The words of the theme itself, in each language: ``templates/strings/<language>.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Formatter

from curbcut.model.finding import CurbcutError

DEFAULT = "en"


def read_strings(templates: Path, language: str) -> dict[str, str]:
    """The strings of ``language``, over those of its base language, over English.

    Raises:
        CurbcutError: when a file is not TOML, or holds anything but text.
    """
    strings: dict[str, str] = {}
    for name in dict.fromkeys((DEFAULT, language.split("-", maxsplit=1)[0], language)):
        path = templates / "strings" / f"{name}.toml"
        if not path.is_file():
            continue
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise CurbcutError(f"{path} cannot be read: {error}.", "Correct the file.") from error
        for key, value in values.items():
            if not isinstance(value, str):
                raise CurbcutError(f"{path}: “{key}” should be text.", "Put it in quotes.")
            try:
                list(Formatter().parse(value))
            except ValueError as error:
                raise CurbcutError(
                    f"{path}: “{key}” has a brace that stands alone.",
                    "Write {name} where something is to be filled in, and {{ for a brace.",
                ) from error
            strings[key] = value
    return strings
