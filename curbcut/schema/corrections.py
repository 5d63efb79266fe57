"""What somebody probably meant by a value that a setting cannot have.

Each function below reads a value in another way; the first reading that the setting accepts is what
the message says to type, so no advice leads to the same mistake again.
"""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from babel import Locale

type Accepts = Callable[[Any], bool]

_SWITCHES = dict.fromkeys(("yes", "true", "on", "y", "1"), True) | dict.fromkeys(
    ("no", "false", "off", "n", "0"), False
)
_DATE = re.compile(r"(\d{1,4})[-./ ]+(\d{1,2})[-./ ]+(\d{1,4})")
_PERIOD = re.compile(r"(?:every )?(\d{0,4}) ?(d|w|m|y|day|week|month|year)s?")
_ADVERBS = {
    "daily": "1 day",
    "weekly": "1 week",
    "monthly": "1 month",
    "quarterly": "3 months",
    "yearly": "1 year",
    "annually": "1 year",
}
_SAMPLES = (
    1,
    True,
    "Opening hours",
    "2026-03-01",
    "en",
    "https://help.example.com",
    "help@example.com",
    "12 months",
    "#07544d",
    "/old-address/",
    "logo.svg",
)
"""Values of every kind, for what cannot be guessed."""


def candidates(value: Any, choices: tuple[str, ...] = ()) -> Iterator[Any]:
    """What ``value`` may have been meant to be, the likeliest first."""
    for read in (_choice, _switch, _number, _date, _text, _language, _period, _address, _path):
        yield from read(value, choices)
    for entry in candidates_of_one(value, choices):
        yield [entry]


def candidates_of_one(value: Any, choices: tuple[str, ...]) -> Iterator[Any]:
    """The same for a value that should be a list."""
    if not isinstance(value, list | dict):
        yield value
        for read in (_choice, _language, _path):
            yield from read(value, choices)


def corrected(value: Any, accepts: Accepts, choices: tuple[str, ...] = ()) -> list[Any]:
    """What was probably meant: one value or, of a date that can be read in two ways, two."""
    if isinstance(value, str) and len(two := [one for one in _date(value, ()) if accepts(one)]) > 1:
        return two
    return next(([one] for one in candidates(value, choices) if accepts(one)), [])


def sample(accepts: Accepts, choices: tuple[str, ...] = ()) -> Any:
    """A value that the setting accepts, or None."""
    return next((one for one in (*choices, *_SAMPLES) if accepts(one)), None)


def _choice(value: Any, choices: tuple[str, ...]) -> Iterator[str]:
    folded = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(str(value).casefold().strip(), folded, n=1, cutoff=0.6)
    yield from (folded[one] for one in close)


def _switch(value: Any, _: tuple[str, ...]) -> Iterator[bool]:
    if isinstance(value, str) and value.strip().casefold() in _SWITCHES:
        yield _SWITCHES[value.strip().casefold()]


def _number(value: Any, _: tuple[str, ...]) -> Iterator[int]:
    if isinstance(value, bool):
        return
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,9}\s*", value):
        yield int(value)


def _date(value: Any, _: tuple[str, ...]) -> Iterator[str]:
    """A date in the order of its parts; one that can be read in two ways is given twice."""
    if isinstance(value, dt.date):
        yield value.isoformat()
    if not isinstance(value, str):
        return
    written = _with_numbers(value)
    found = _DATE.fullmatch(written)
    if not found:
        return
    one, middle, last = (int(part) for part in found.groups())
    orders = [(one, middle, last)] if one > 31 else [(last, middle, one), (last, one, middle)]
    days = dict.fromkeys(
        dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
        for year, month, day in orders
        if 1900 <= year <= 2999 and 1 <= month <= 12 and 1 <= day <= 31
    )
    certain = re.search("[^\\W\\d_]", value)
    yield from (day.isoformat() for day in list(days)[: 1 if certain else 2])


def _with_numbers(value: str) -> str:
    """A date whose month is a word, as “25 3 2026”."""
    words = re.sub(r"(?<=\d)(st|nd|rd|th)\b|,|\bof\b", " ", value.strip())
    months = Locale("en").months["format"]
    for number in range(1, 13):
        name = f"{months['wide'][number]}|{months['abbreviated'][number]}"
        if found := re.search(rf"\b(?:{name})\b\.?", words, re.I):
            before, after = words[: found.start()].split(), words[found.end() :].split()
            day, *year = [*before, *after]
            return " ".join((day, str(number), *year))
    return words


def _language(value: Any, _: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(value, str):
        return
    if re.fullmatch(r"[A-Za-z]{2,3}_[A-Za-z0-9]{2,8}", value.strip()):
        yield value.strip().replace("_", "-")
    yield from language_named(value)


def language_named(name: str) -> Iterator[str]:
    """The code of the language that is called ``name`` in English, or that people write it as."""
    if code := COUNTRIES.get(name.casefold()):
        yield code
    for code, english in Locale("en").languages.items():
        if english.casefold() == name.strip().casefold():
            yield code.replace("_", "-")
            return


COUNTRIES = {
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "jp": "ja",
    "cn": "zh",
    "ua": "uk",
    "se": "sv",
    "ee": "et",
    "rs": "sr",
    "vn": "vi",
    "kr": "ko",
    "at": "de",
    "gb": "en",
    "us": "en",
}
"""Codes of countries that are taken for those of their languages; both lists are ISO's."""


def _period(value: Any, _: tuple[str, ...]) -> Iterator[str]:
    written = str(value).strip().casefold()
    if written in _ADVERBS:
        yield _ADVERBS[written]
    elif found := _PERIOD.fullmatch(written):
        units = {"d": "day", "w": "week", "m": "month", "y": "year"}
        count = int(found[1] or 1)
        yield f"{count} {units.get(found[2], found[2])}{'s' if count > 1 else ''}"
    elif re.fullmatch(r"\d{1,3}", written):
        yield f"{written} months"


def _address(value: Any, _: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(value, str):
        return
    written = re.sub(r"\s+(?:at|\(at\)|\[at\])\s+", "@", value.strip())
    if "@" in written:
        yield written
        yield f"mailto:{written}"
    elif re.match(r"[\w-]+(\.[\w-]+)+(/\S*)?$", written) or written.startswith("//"):
        yield f"https://{written.lstrip('/')}"
    elif written.startswith("http:"):
        yield written.replace("http:", "https:", 1)


def _path(value: Any, _: tuple[str, ...]) -> Iterator[str]:
    """A part of an address, and an address of the site, of what has too much or too little."""
    if not isinstance(value, str) or not value.strip():
        return
    path = urlsplit(value.strip()).path if "://" in value else value.strip()
    last = unicodedata.normalize("NFC", path).strip("/").rpartition("/")[2].removesuffix(".md")
    yield re.sub(r"[\W_]+", "-", last.removesuffix(".html").casefold()).strip("-")
    yield "/" + path.lstrip("/").replace(" ", "%20")


def _text(value: Any, _: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list) and all(not isinstance(one, list | dict) for one in value):
        yield ", ".join(str(one) for one in value)
    elif isinstance(value, bool):
        yield str(value).lower()
    elif not isinstance(value, dict | str):
        yield str(value)
