"""The theme's UI strings in each language: ``templates/strings/<language>.toml``."""

from __future__ import annotations

import tomllib
from string import Formatter

from curbcut.html.tokens import EndTag, StartTag, Text, tokens
from curbcut.model.finding import CurbcutError
from curbcut.model.theme import Theme, ThemeFile

DEFAULT = "en"


def read_strings(theme: Theme, language: str) -> dict[str, str]:
    """The strings of ``language``, falling back to its base language, then to English.

    In each language the site's strings override the built-in ones, key by key.

    Raises:
        CurbcutError: when a file is not TOML, or has a value that is not text or not a valid format
            string.
    """
    strings: dict[str, str] = {}
    for name in dict.fromkeys((DEFAULT, language.split("-", maxsplit=1)[0], language)):
        for file in theme.layers(f"strings/{name}.toml"):
            strings |= _strings(file)
    return strings


# Delimit untranslated strings until the HTML is complete. They are Unicode noncharacters, which
# occur in no text.
_OPEN, _CLOSE = "\ufdd8", "\ufdd9"
_TEXT_ALONE = frozenset(("title", "option", "script", "style", "textarea"))
"""Elements that contain only text, no elements."""


def mark_untranslated(strings: dict[str, str], theme: Theme, language: str) -> dict[str, str]:
    """The strings, with those marked that are not translated into ``language``, but English."""
    known = set(strings) if language.split("-", maxsplit=1)[0] == DEFAULT else set()
    for name in dict.fromkeys((language.split("-", maxsplit=1)[0], language)):
        for file in theme.layers(f"strings/{name}.toml"):
            known |= _strings(file).keys()
    return {
        key: text if key in known or not text else f"{_OPEN}{text}{_CLOSE}"
        for key, text in strings.items()
    }


def tag_untranslated(html: str, direction: str) -> str:
    """Replace the marks around untranslated strings with ``span`` elements with a ``lang``.

    In attributes, and in elements that contain only text, the marks are just removed. ``direction``
    is that of the page.
    """
    turned = "" if direction == "ltr" else ' dir="ltr"'
    made: list[str] = []
    at = 0
    within = ""
    for token in tokens(html):
        if isinstance(token, StartTag):
            within = token.name
        elif isinstance(token, EndTag):
            within = ""
        elif isinstance(token, Text) and within not in _TEXT_ALONE:
            words = token.source.replace(_OPEN, f'<span lang="{DEFAULT}"{turned}>')
            made += (html[at : token.start], words.replace(_CLOSE, "</span>"))
            at = token.end
    return "".join((*made, html[at:])).replace(_OPEN, "").replace(_CLOSE, "")


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
                f"{file.place}: “{key}” has a single brace.",
                "Write {name} for a value, and {{ for a brace.",
            ) from error
    return values
