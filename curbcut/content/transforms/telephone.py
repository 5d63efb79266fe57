"""Telephone numbers in links: what is dialled, and what is shown."""

from __future__ import annotations

import re

_SHOWN = re.compile(r"\+?[\d\s().\u2010-\u2013/-]*\d[\d\s().\u2010-\u2013/-]*")
_TRUNK = re.compile(r"(?<=\d)\s*\(0\)")
_SEPARATORS = re.compile(r"[\s().\u2010-\u2013-]+")


def dialled(address: str) -> str:
    """A ``tel:`` address without visual separators (RFC 3966).

    The “(0)” of “+44 (0)20” is dialled only within the country, without the country code.
    """
    scheme, colon, number = address.partition(":")
    if not colon or scheme.strip().lower() != "tel":
        return address
    number, mark, parameters = number.partition(";")
    number = number.replace("%20", " ")
    if number.strip().startswith("+"):
        number = _TRUNK.sub("", number)
    return "tel:" + _SEPARATORS.sub("", number) + mark + parameters


def is_number(text: str) -> bool:
    """Whether a link's text is a number, which is written from left to right in any script."""
    return _SHOWN.fullmatch(text) is not None
