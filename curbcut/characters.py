"""Which characters belong in text that comes from outside, and which texts only look alike.

The one gate for all of it: front matter, settings, names of files, and what a report prints.

What is kept out: control characters (C0 but for tab and line feed, C1), which make XML unreadable
and take hold of a terminal; overrides of the direction of writing, which show text in another order
than it is read aloud (Unicode Technical Report 36, section 2.6); and characters that show nothing,
so that two names can differ by what nobody sees. Joiners are part of words in Persian or Hindi and
of emoji, so they stay between such characters; marks and isolates of direction stay in text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_DIRECTIONS = r"\u202a-\u202e"
_UNSEEN = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164"
    r"\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_MARKS = r"\u061c\u200e\u200f\u2066-\u2069"
_JOINERS = r"\u200c\u200d"
# Scripts that are written without spaces, and mark the ends of words by U+200B.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# From here on there are scripts whose letters join, and emoji.
_JOINING = r"\u0590-\u1fff\u2190-\u2bff\ufe0f\U00011000-\U0001ffff"
_WORD_END = rf"(?<=[{_UNSPACED}])\u200b(?=[{_UNSPACED}])"
_JOINED = rf"(?<=[{_JOINING}])[{_JOINERS}](?=[{_JOINING}])"
# The flags of parts of a country are spelt in characters that are seen nowhere else.
_FLAG = r"\U0001f3f4[\U000e0061-\U000e007a]+\U000e007f"
_SOFT_HYPHEN = r"(?<=\w)\u00ad(?=\w)"

_WELCOME = re.compile(f"{_WORD_END}|{_JOINED}|{_FLAG}|{_SOFT_HYPHEN}")
_UNWELCOME = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}{_JOINERS}]")
_IN_NAMES = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}{_MARKS}]|[\t\n]")
_PRINTED = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}]")
BODY = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")
"""What is no text in the body of a page, where a character that shows nothing does no harm."""


def unwelcome(text: str, *, name: bool = False) -> str:
    """The first character of a text that does not belong there, or "".

    With ``name`` the text is part of an address or a file's name, where nothing unseen belongs but
    the joiners of a script.
    """
    kept = _WELCOME.sub("", text)
    found = (_IN_NAMES if name else _UNWELCOME).search(kept) or _UNWELCOME.search(kept)
    return found[0] if found else ""


def named(character: str) -> str:
    """A character as people look it up: “U+202E, right-to-left override”."""
    name = unicodedata.name(character, "a control character").lower()
    return f"U+{ord(character):04X}, {name}"


def printable(text: str) -> str:
    """Text that can be printed: a replacement character in place of what could mislead."""
    return _PRINTED.sub("\ufffd", text)


def mixed(name: str) -> str:
    """Two scripts that one word of a name mixes although their letters look alike, or "".

    Words of several scripts side by side are fine: “ABC-компания”.
    """
    for word in re.findall(r"[^\W\d_]+", name):
        scripts = sorted({_script(letter) for letter in word} & _LIKE_LATIN)
        if len(scripts) > 1:
            return " and ".join(scripts)
    return ""


def look(text: str) -> str:
    """What two texts have in common that look the same: case, width and like letters do not count.

    The letters are those of Cyrillic and Greek that fonts draw as Latin ones (after Unicode
    Technical Standard 39, section 4).
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", plain.translate(_ALIKE))


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].capitalize()


_LIKE_LATIN = frozenset({"Latin", "Cyrillic", "Greek"})
_ALIKE = str.maketrans(
    "асеорхуіјѕԁԛԝһӏгƅ" + "ανορτυχικ",
    "aceopxyijsdqwhlrb" + "avoptuxik",
)
