"""Addresses as somebody wrote them: parsed without failing, and told from what is not one.

``urllib.parse.urlsplit`` raises ValueError for some strings (“https://[::1/”, a host name with
“℀”), and text from outside may be any string.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split_address(address: str) -> SplitResult:
    """Split an address into its parts; text that is not an address becomes a path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


def is_address(address: str) -> bool:
    """Whether an address has a valid host and, if it names a port, a valid one."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
