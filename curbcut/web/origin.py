"""Origins of addresses."""

from __future__ import annotations

from urllib.parse import urlsplit


def origin_of(address: str) -> str:
    """The origin of an address, as browsers write it: "https://example.com". Raises ValueError."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return f"{parts.scheme}://{host}{port}"
