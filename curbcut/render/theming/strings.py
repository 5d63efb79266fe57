"""The words of the theme itself, in each language: ``templates/strings/<language>.toml``."""

from __future__ import annotations

import tomllib
from string import Formatter

from curbcut.html.tokens import EndTag, StartTag, Text, tokens
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


# Around words in another language than the page's, until its HTML is whole: characters that no text
# has (Unicode noncharacters).
_OPEN, _CLOSE = "\ufdd8", "\ufdd9"
_TEXT_ALONE = frozenset(("title", "option", "script", "style", "textarea"))
"""Elements that hold text and no elements."""


def with_tongue(strings: dict[str, str], theme: Theme, language: str) -> dict[str, str]:
    """The strings with those marked that ``language`` has no words for, which are English."""
    known = set(strings) if language.split("-", maxsplit=1)[0] == DEFAULT else set()
    for name in dict.fromkeys((language.split("-", maxsplit=1)[0], language)):
        for file in theme.layers(f"strings/{name}.toml"):
            known |= _strings(file).keys()
    return {
        key: text if key in known or not text else f"{_OPEN}{text}{_CLOSE}"
        for key, text in strings.items()
    }


def in_their_tongue(html: str, direction: str) -> str:
    """A page whose marked words say that they are English, where an element can say so.

    Attributes cannot have a language of their own, and neither can what holds text alone.
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
