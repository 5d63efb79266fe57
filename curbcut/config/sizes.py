"""Sizes as people write them: "14 kB", "13.5 KiB", "14000 bytes"."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

_UNITS = {"bytes": 1, "B": 1, "kB": 1000, "KB": 1000, "KiB": 1024, "MB": 1000**2, "MiB": 1024**2}
_PATTERN = r"^(\d{1,9}(?:\.\d{1,3})?) ?(bytes|B|kB|KB|KiB|MB|MiB)$"
Size = Annotated[str, msgspec.Meta(pattern=_PATTERN, title="a size such as 14 kB")]


def bytes_of(size: str) -> int:
    """The number of bytes of a ``Size``: 1 kB is 1,000 of them, 1 KiB is 1,024."""
    found = re.fullmatch(_PATTERN, size)
    assert found is not None
    return round(float(found[1]) * _UNITS[found[2]])


def shown_size(number: int) -> str:
    """A number of bytes as people read it: "14.3 kB"."""
    return f"{number} bytes" if number < 1000 else f"{number / 1000:.1f} kB"
