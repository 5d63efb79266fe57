"""What of a site's files matters to a page, where not all of it does.

Style sheets are published under a name with a digest of their content, so each change of one
changes every page. Two versions of a page are the same but for that name, and the result of one
holds for the other if the style sheets differ in rules alone that select nothing on it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

import msgspec

from curbcut.browser.responses import Responder, Response
from curbcut.checks.runner.cached.style_rules import Names, StyleSheet, parse
from curbcut.checks.runner.notes import PageResult

_NAME = re.compile(r"\.[0-9a-f]{10}\.css\Z")
_SAID = re.compile(rb"\.[0-9a-f]{10}\.css")
_LINK = re.compile(rb'(<link rel="stylesheet" href="[^"<>]*)\.[0-9a-f]{10}(\.css">)')
# How a script may come to read style sheets; in HTML, once the links above are gone.
_READS = re.compile(rb"heet|cssRules|\.css|attachShadow|shadowroot", re.IGNORECASE)


def steady(html: bytes) -> bytes:
    """A page without the digests in the names of its style sheets."""
    return _LINK.sub(rb"\1\2", html)


class Relevance:
    """Says it of the responses of a server that sends ``files``."""

    def __init__(self, responder: Responder, files: Iterable[str]) -> None:
        self._responder = responder
        self._today: dict[str, str] = {}
        self._sheets: dict[str, tuple[str, StyleSheet] | None] = {}
        self._pages: dict[str, str] = {}
        for name in files:
            address = f"{responder.prefix}/{quote(name)}"
            if _NAME.search(address):
                # Of two that differ in the digest alone nobody knows which is which.
                plain = _plain(address)
                self._today[plain] = "" if plain in self._today else address

    def digest(self, address: str, names: Names) -> str:
        """The digest of what matters to a page with these names; "" where all of it does."""
        plain = _plain(address)
        if plain != address or plain in self._today:
            sheet = self._sheet(plain)
            return f"{sheet[0]} {sheet[1].digest(names)}" if sheet else ""
        if address not in self._pages:
            response = self._responder.respond(address)
            is_page = _kind(response) == "text/html"
            self._pages[address] = (
                f"{_head(response)} {hashlib.sha256(steady(response.body)).hexdigest()}"
                if is_page
                else ""
            )
        return self._pages[address]

    def _sheet(self, plain: str) -> tuple[str, StyleSheet] | None:
        """The style sheet that has a name today, with the digest of what is sent before it."""
        if plain not in self._sheets:
            today = self._today.get(plain, "")
            response = self._responder.respond(today) if today else None
            self._sheets[plain] = None
            if response and response.status == 200 and _kind(response) == "text/css":
                text = response.body.decode("utf-8", "replace")
                self._sheets[plain] = (_head(response), parse(text))
        return self._sheets[plain]

    def holds(self, addresses: Iterable[str], result: PageResult) -> bool:
        """Whether a result may be used for other style sheets than those that it was made with.

        It may not name one of them, and no script of its page may read one.
        """
        if _SAID.search(msgspec.json.encode(result)):
            return False
        for address in addresses:
            response = self._responder.respond(address)
            if _kind(response) == "text/css" or _kind(response).startswith(("image/", "font/")):
                continue
            if _READS.search(_LINK.sub(b"", response.body)):
                return False
        return True


def _plain(address: str) -> str:
    return _NAME.sub(".css", address)


def _kind(response: Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _head(response: Response) -> str:
    seen: Mapping[str, str] = response.headers
    return hashlib.sha256(repr((int(response.status), sorted(seen.items()))).encode()).hexdigest()
