"""The words of the theme itself, in each language: ``templates/strings/<language>.toml``."""

from __future__ import annotations

import tomllib
from string import Formatter

from curbcut.model.finding import CurbcutError
from curbcut.model.theme import Theme, ThemeFile

DEFAULT = "en"


def read_strings(theme: Theme, language: str) -> dict[str, str]:
    """The strings of ``language``, over those of its base language, over English.

    In each language those of the site lie over the built-in ones, key by key.

    Raises:
        CurbcutError: when a file is not TOML, or holds anything but text.
    """
    strings: dict[str, str] = {}
    for name in dict.fromkeys((DEFAULT, language.split("-", maxsplit=1)[0], language)):
        for file in theme.layers(f"strings/{name}.toml"):
            strings |= _strings(file)
    return strings


def _strings(file: ThemeFile) -> dict[str, str]:
    try:
        values = tomllib.loads(file.data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CurbcutError(f"{file.place} cannot be read: {error}.", "Correct the file.") from error
    for key, value in values.items():
        if not isinstance(value, str):
            raise CurbcutError(f"{file.place}: “{key}” should be text.", "Put it in quotes.")
        try:
            list(Formatter().parse(value))
        except ValueError as error:
            raise CurbcutError(
                f"{file.place}: “{key}” has a brace that stands alone.",
                "Write {name} where something is to be filled in, and {{ for a brace.",
            ) from error
    return values
