"""Which characters are allowed in text from outside, and which texts only look alike.

The only place that decides this, for front matter, settings, file names and reports.

Refused are control characters (C1, and C0 except tab and line feed), which make XML unreadable and
can control a terminal; bidirectional overrides, which show text in a different order than it is
read aloud (Unicode Technical Report 36, section 2.6); and invisible characters, by which two names
can differ unseen. Joiners are part of words in Persian or Hindi and of emoji, so they are allowed
between such characters; directional marks and isolates are allowed in text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import cache

# XML cannot contain U+FFFE and U+FFFF (XML 1.0, production 2).
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_DIRECTIONS = r"\u202a-\u202e"
_UNSEEN = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164"
    r"\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_MARKS = r"\u061c\u200e\u200f\u2066-\u2069"
_JOINERS = r"\u200c\u200d"
# Scripts that are written without spaces, and mark the ends of words by U+200B.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Scripts with joining letters, and emoji, start here.
_JOINING = r"\u0590-\u1fff\u2190-\u2bff\ufe0f\U00011000-\U0001ffff"
_WORD_END = rf"(?<=[{_UNSPACED}])\u200b(?=[{_UNSPACED}])"
# A joiner also comes before a Persian ending of “PDF”, and after a virama at a word's end.
_KILLERS = r"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2"
_JOINED = (
    rf"(?<=[{_JOINING}])[{_JOINERS}](?=[\w{_JOINING}])|(?<=\w)[{_JOINERS}](?=[{_JOINING}])"
    rf"|(?<=[{_KILLERS}])[{_JOINERS}]"
)
# Flags of parts of a country are encoded with characters that are used nowhere else.
_FLAG = r"\U0001f3f4[\U000e0061-\U000e007a]+\U000e007f"
_SOFT_HYPHEN = r"(?<=\w)\u00ad(?=\w)"
# Variation selectors: of ideographs, as in Japanese place names, and the two of emoji.
_FORMS = r"\ufe00-\ufe0f\U000e0100-\U000e01ef"
_FORM = (
    rf"(?<=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[{_FORMS}]"
    r"|(?<=[#*0-9\xa9\xae\u203c-\u2bff\u3030-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
)

_WELCOME = re.compile(f"{_WORD_END}|{_JOINED}|{_FLAG}|{_SOFT_HYPHEN}|{_FORM}")
_WELCOME_IN_NAMES = re.compile(f"{_JOINED}|{_FLAG}|{_FORM}")
_UNWELCOME = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}{_JOINERS}]")
_IN_NAMES = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}{_MARKS}{_JOINERS}{_FORMS}]|[\t\n]")
_PRINTED = re.compile(f"(?P<kept>{_WELCOME.pattern})|[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}]")
BODY = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Characters that are refused in the body of a page, where invisible ones do no harm."""
MISLEADING = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2028\u2029]")
"""Characters that control a terminal or reorder text, and that JSON does not escape."""


def unwelcome(text: str, *, name: bool = False) -> str:
    """The first character of a text that is not allowed, or "".

    With ``name`` the text is part of an address or a file name, where no invisible characters are
    allowed except a script's joiners.
    """
    welcome, wrong = (_WELCOME_IN_NAMES, _IN_NAMES) if name else (_WELCOME, _UNWELCOME)
    found = wrong.search(welcome.sub("", text))
    return found[0] if found else ""


def named(character: str) -> str:
    """The code point and name of a character: “U+202E, right-to-left override”."""
    name = unicodedata.name(character, "a control character").lower()
    return f"U+{ord(character):04X}, {name}"


def printable(text: str) -> str:
    """Text that is safe to print: misleading characters become replacement characters."""
    return _PRINTED.sub(lambda found: found["kept"] or "\ufffd", text)


def mixed(name: str) -> str:
    """Two scripts that a word of a name mixes with letters that look alike, or "".

    All letters of one of the two then look like letters of the other (“p\u0430ypal”). Words that
    are visibly mixed are fine: “ΔT”, “SMSки”, “ABC-компания”.
    """
    for word in re.findall(r"[^\W\d_]+", name):
        letters: dict[str, list[str]] = {}
        for letter in word:
            letters.setdefault(_script(letter), []).append(letter)
        for one, other in itertools.permutations(sorted(_LIKE_LATIN.intersection(letters)), 2):
            # A single Greek letter beside Latin ones is a symbol.
            symbol = other == "Greek" and len(letters[other]) == 1
            if not symbol and _POSING[one, other].issuperset(letters[one]):
                return " and ".join(sorted((one, other)))
    return ""


def look(text: str) -> str:
    """A text for comparison: equal for texts that look the same.

    Case, width, confusable letters and invisible characters are ignored. Confusable letters are
    those of Cyrillic and Greek that fonts draw like Latin ones (after Unicode Technical Standard
    39, section 4).
    """
    if text.isascii():
        return text.lower()
    seen = _NOT_SEEN.sub("", text)
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return unicodedata.normalize("NFC", plain.translate(_ALIKE))


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].capitalize()


_NOT_SEEN = re.compile(f"[{_UNSEEN}{_MARKS}{_JOINERS}{_FORMS}]")
_LIKE_LATIN = frozenset({"Latin", "Cyrillic", "Greek"})
_ALIKE = str.maketrans(
    "асеорхуіјѕԁԛԝһӏгƅ" + "ανορτυχικ",
    "aceopxyijsdqwhlrb" + "avoptuxik",
)
# Capital letters as well, of which more look alike.
_RUSSIAN = dict(zip("асеорхуіАВЕКМНОРСТУХІ", "aceopxyiABEKMHOPCTYXI", strict=True))
_CYRILLIC = _RUSSIAN | dict(zip("јѕԁԛԝһӏгЅЈԌԚԜӀ", "jsdqwhlrSJGQWl", strict=True))
_GREEK = dict(zip("ανορτυχικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "avoptuxikABEZHIKMNOPTYX", strict=True))
_POSING = {
    ("Cyrillic", "Latin"): frozenset(_CYRILLIC),
    # Without rare letters, which nobody takes for Latin ones: “SMSки”.
    ("Latin", "Cyrillic"): frozenset(_RUSSIAN.values()),
    ("Greek", "Latin"): frozenset(_GREEK),
    ("Latin", "Greek"): frozenset(_GREEK.values()),
    ("Cyrillic", "Greek"): frozenset(k for k, v in _CYRILLIC.items() if v in _GREEK.values()),
    ("Greek", "Cyrillic"): frozenset(k for k, v in _GREEK.items() if v in _CYRILLIC.values()),
}
"""For two scripts, the letters of the first that look like letters of the second."""
