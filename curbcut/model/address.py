"""Addresses that somebody wrote: read them without failing, and say which are none.

``urllib.parse.urlsplit`` raises ValueError for some strings (“https://[::1/”, a host name with
“℀”), and text from outside may be any string.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split_address(address: str) -> SplitResult:
    """The parts of an address; what is no address is a path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


def is_address(address: str) -> bool:
    """Whether an address has a host that can be, and a port that can be, if it names one."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
