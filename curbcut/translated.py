"""Notes in a translation's front matter of which words of its original it says."""

from __future__ import annotations

import re

from curbcut.model.finding import CurbcutError
from curbcut.site.translations import KEY

_FENCE = re.compile(r"\A(\ufeff?---[ \t]*(?:\r\n|\n))(.*?)(^---[ \t]*(?:\r\n|\n|\Z))", re.S | re.M)
_LINE = re.compile(rf"^{KEY}[ \t]*:[^\r\n]*", re.M)


def with_line(raw: bytes, line: str, shown: str) -> bytes:
    """A file with ``line`` in its front matter, in place of one with that key or at the end.

    All else stays as it is, to the byte. ``shown`` is the file's path as people are shown it.

    Raises:
        CurbcutError: when the file has no front matter, or is no text.
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
