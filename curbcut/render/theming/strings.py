"""The theme's UI strings in each language: ``templates/strings/<language>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from string import Formatter

from curbcut.html.tokens import EndTag, StartTag, Text, tokens
from curbcut.model.finding import CurbcutError
from curbcut.model.theme import Theme, ThemeFile

DEFAULT = "en"
REVIEWED = "reviewed"
"""The key that says, with ``false``, that no native speaker has reviewed the texts of a file."""


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


def read_marked(theme: Theme, language: str) -> dict[str, str]:
    """As ``read_strings``, with the untranslated ones marked as ``mark_untranslated`` does."""
    return mark_untranslated(read_strings(theme, language), theme, language)


def is_reviewed(theme: Theme, language: str) -> bool:
    """Whether nothing says that the texts of a language wait for a native speaker's review."""
    reviewed = True
    for file in _files(theme, language):
        reviewed = bool(_values(file).get(REVIEWED, reviewed))
    return reviewed


def untranslated(theme: Theme, language: str) -> list[str]:
    """The keys of the English texts that have no counterpart in ``language``."""
    if _base(language) == DEFAULT:
        return []
    known = {key for file in _files(theme, language) for key in _strings(file)}
    return [key for key in read_strings(theme, DEFAULT) if _wanted(key) not in known]


def _wanted(key: str) -> str:
    """The key that every language has: of a count, the text for “other”."""
    return f"{key.removesuffix('_one')}_other" if key.endswith("_one") else key


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


def _files(theme: Theme, language: str) -> Iterator[ThemeFile]:
    """The files of a language: those of its base language first, the site's after ours."""
    for name in dict.fromkeys((_base(language), language)):
        yield from theme.layers(f"strings/{name}.toml")


# Delimit untranslated strings until the HTML is complete. They are Unicode noncharacters, which
# occur in no text.
_OPEN, _CLOSE = "\ufdd8", "\ufdd9"
_TEXT_ALONE = frozenset(("title", "option", "script", "style", "textarea"))
"""Elements that contain only text, no elements."""
_NAME = re.compile(f'aria-label="([^"]*{_OPEN}[^"]*)"')


def mark_untranslated(strings: dict[str, str], theme: Theme, language: str) -> dict[str, str]:
    """The strings, with those marked that are not translated into ``language``, but English."""
    known = set(strings) if _base(language) == DEFAULT else set()
    for file in _files(theme, language):
        known |= _strings(file).keys()
    # A language without a text for “one” does not need it.
    known |= {key for key in strings if _wanted(key) in known}
    return {
        key: text if key in known or not text else f"{_OPEN}{text}{_CLOSE}"
        for key, text in strings.items()
    }


def is_marked(text: str) -> bool:
    """Whether a string, or HTML, contains words that are marked as untranslated."""
    return _OPEN in text


def tag_untranslated(html: str, direction: str) -> str:
    """Replace the marks around untranslated strings with ``span`` elements with a ``lang``.

    A name in ``aria-label`` moves into a hidden element, because an attribute cannot say which
    language it is in. In other attributes, and in elements that contain only text, the marks are
    just removed. ``direction`` is that of the page.
    """
    turned = "" if direction == "ltr" else ' dir="ltr"'
    opening = f'<span lang="{DEFAULT}"{turned}>'
    made: list[str] = []
    at = 0
    within = ""
    names = 0
    for token in tokens(html):
        if isinstance(token, StartTag):
            within = token.name
            if found := _NAME.search(html, token.start, token.end):
                names += 1
                words = found[1].replace(_OPEN, opening).replace(_CLOSE, "</span>")
                made += (
                    html[at : found.start()],
                    f'aria-labelledby="english-{names}"',
                    html[found.end() : token.end],
                    f'<span id="english-{names}" hidden>{words}</span>',
                )
                at = token.end
        elif isinstance(token, EndTag):
            within = ""
        elif isinstance(token, Text) and within not in _TEXT_ALONE:
            words = token.source.replace(_OPEN, opening)
            made += (html[at : token.start], words.replace(_CLOSE, "</span>"))
            at = token.end
    return "".join((*made, html[at:])).replace(_OPEN, "").replace(_CLOSE, "")


def _strings(file: ThemeFile) -> dict[str, str]:
    """The texts of a file, without what the file says about itself."""
    return {key: str(text) for key, text in _values(file).items() if key != REVIEWED}


def _values(file: ThemeFile) -> dict[str, str | bool]:
    try:
        values = tomllib.loads(file.data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CurbcutError(f"{file.place} cannot be read: {error}.", "Correct the file.") from error
    for key, value in values.items():
        if key == REVIEWED and isinstance(value, bool):
            continue
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
