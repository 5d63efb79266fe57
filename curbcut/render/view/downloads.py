"""The type and size after a link to a file: “Price list (PDF, 1.2 MB)”."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from babel.units import format_unit

from curbcut.model.languages import locale_of
from curbcut.model.page import LinkRef

_SIZE = re.compile(r"\d\s?(?:[kKMGT]i?)?[Bb](?:ytes?)?\b|\d\s?[kMG]?o\b")


def file_note(link: LinkRef, weight: int, language: str, strings: Mapping[str, str]) -> str:
    """The type and size of a file in brackets, except what the link's text says already.

    ``weight`` is the file's size in bytes; for 0, a missing file, the note is "".
    """
    if not weight or _SIZE.search(link.text):
        return ""
    path = link.destination.partition("#")[0].partition("?")[0]
    kind = posixpath.splitext(path)[1][1:].upper()
    said = re.search(rf"(?<!\w){re.escape(kind)}(?!\w)", link.text, re.I)
    pattern = strings["file_size" if said else "file_note"]
    return " " + pattern.format(kind=kind, size=in_bytes(weight, language))


def in_bytes(weight: int, language: str) -> str:
    """A size in bytes for people, in their language: "820 kB", "1.2 MB" (powers of 1,000)."""
    if weight >= 1_000_000_000:
        number, unit = round(weight / 1_000_000_000, 1), "digital-gigabyte"
    elif weight >= 1_000_000:
        number, unit = round(weight / 1_000_000, 1), "digital-megabyte"
    else:
        number, unit = max(1, round(weight / 1000)), "digital-kilobyte"
    said = format_unit(number, unit, length="short", locale=locale_of(language))
    return said.replace(" ", "\N{NO-BREAK SPACE}")
