"""How large a picture is, from its file."""

from __future__ import annotations

import io


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a picture in CSS pixels, where the file says so."""
    import imagesize  # it brings an HTTP client with it, and few files are pictures

    try:
        width, height = imagesize.get(io.BytesIO(data))
    except Exception:  # a picture that cannot be measured is shown without a size
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None
