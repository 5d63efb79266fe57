"""What opens pages that are not for everybody: a login, headers, cookies."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from curbcut.web.origin import origin_of


@dataclass(frozen=True, slots=True)
class Access:
    """What is sent with each request to ``origin``, and to no other; it is never shown.

    ``login`` is "name:password", quoted as in a URL. ``headers`` and ``cookies`` are pairs of name
    and value.
    """

    origin: str = ""
    login: str = field(default="", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        """Whether there is anything to send."""
        return bool(self.login or self.headers or self.cookies)

    def headers_for(self, address: str) -> Mapping[str, str]:
        """What to send with a request to an address."""
        if not self or origin_of(address) != self.origin:
            return {}
        sent = dict(self.headers)
        if self.login:
            pair = base64.b64encode(unquote(self.login).encode()).decode()
            sent["Authorization"] = f"Basic {pair}"
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies)
        return sent


NOBODY = Access()
"""A visitor like any other."""
