"""Set a key in a page's front matter, such as which version of its original it translates."""

from __future__ import annotations

import re

from curbcut.model.finding import CurbcutError
from curbcut.site.translations import KEY

_FENCE = re.compile(r"\A(\ufeff?---[ \t]*(?:\r\n|\n))(.*?)(^---[ \t]*(?:\r\n|\n|\Z))", re.S | re.M)


def with_line(raw: bytes, line: str, shown: str) -> bytes:
    """A translation with the line that says which version of its original it translates.

    Raises:
        CurbcutError: as ``with_key``.
    """
    return with_key(raw, KEY, line, shown)


def with_key(raw: bytes, key: str, line: str, shown: str) -> bytes:
    """A file with ``line`` in its front matter, replacing the line with ``key`` or at the end.

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
    present = re.compile(rf"^{re.escape(key)}[ \t]*:[^\r\n]*", re.M)
    if present.search(keys):
        keys = present.sub(lambda match: line, keys, count=1)
    else:
        keys += line + ("\r\n" if opening.endswith("\r\n") else "\n")
    return (opening + keys + closing + text[found.end() :]).encode()
