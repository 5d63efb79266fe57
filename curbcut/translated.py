"""Record in a translation's front matter which version of its original it translates."""

from __future__ import annotations

import re

from curbcut.model.finding import CurbcutError
from curbcut.site.translations import KEY

_FENCE = re.compile(r"\A(\ufeff?---[ \t]*(?:\r\n|\n))(.*?)(^---[ \t]*(?:\r\n|\n|\Z))", re.S | re.M)
_LINE = re.compile(rf"^{KEY}[ \t]*:[^\r\n]*", re.M)


def with_line(raw: bytes, line: str, shown: str) -> bytes:
    """A file with ``line`` in its front matter, replacing the line with that key or at the end.

    Everything else is preserved to the byte. ``shown`` is the file's path as shown to people.

    Raises:
        CurbcutError: when the file has no front matter, or is not text.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CurbcutError(f"“{shown}” is not UTF-8.", "Save it as UTF-8.") from error
    found = _FENCE.match(text)
    if found is None:
        raise CurbcutError(f"“{shown}” has no front matter.", "Start it with “---” and a title.")
    opening, keys, closing = found.groups()
    if _LINE.search(keys):
        keys = _LINE.sub(lambda match: line, keys, count=1)
    else:
        keys += line + ("\r\n" if opening.endswith("\r\n") else "\n")
    return (opening + keys + closing + text[found.end() :]).encode()
