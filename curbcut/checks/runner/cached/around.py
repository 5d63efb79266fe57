"""Whether what a page requested is still the same.

A result depends on the bytes of its page and on the response to everything that the page requested,
found or missing. So requests are recorded during the visit, and the result is reused if all
responses are unchanged. See docs/decisions/0017-what-a-result-depends-on.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlsplit

from curbcut.browser.devtools.asked import VALIDATORS, Asked, Exchange, chosen
from curbcut.browser.responses import Responder
from curbcut.browser.server import Server
from curbcut.checks.runner.cached.relevance import Relevance
from curbcut.checks.runner.cached.style_rules import Names
from curbcut.checks.runner.notes import PageResult
from curbcut.checks.runner.page_source import PageSource
from curbcut.model.page import RenderedPage
from curbcut.web.fetch import Answer, Fetcher
from curbcut.web.gateway import Gateway

LARGEST = 64 << 20
"""Bytes. A larger response is not compared; its page is checked again."""


@dataclass(frozen=True, slots=True)
class Part:
    """A request of a page, and its response.

    For Curbcut's own server ``digest`` is that of the whole response. For other servers it is that
    of the body, and ``status`` and the relevant ``headers`` are given as well.
    ``relevant`` is the digest of what of it matters to the page, "" where all of it does (see
    ``relevance``).
    """

    address: str
    digest: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    relevant: str = ""


class Around(Protocol):
    """What the pages of a source can request now."""

    def same(self, part: Part, names: Names = frozenset()) -> bool:
        """Whether the same request would get what is the same to a page now.

        ``names`` are those of the page's elements.
        """

    def relevant(
        self, parts: Sequence[Part], names: Names | None, result: PageResult
    ) -> tuple[tuple[Part, ...], Names]:
        """The parts of a page with what of each matters to it, and the names this depends on."""

    def close(self) -> None:
        """Close network connections."""


class FilesAround:
    """The files of a site or of a folder."""

    def __init__(self, source: PageSource) -> None:
        assert source.content is not None
        self._responder = Responder(source.content, source.headers, source.prefix, source.sends)
        self._digests: dict[str, str] = {}
        self._relevance = (
            Relevance(self._responder, source.content)
            if source.first_party and isinstance(source.content, Mapping)
            else None
        )

    def same(self, part: Part, names: Names = frozenset()) -> bool:
        """See ``Around``."""
        digest = self._digests.get(part.address)
        if digest is None:
            digest = self._responder.respond(part.address).digest
            self._digests[part.address] = digest
        if digest == part.digest:
            return True
        if not part.relevant or self._relevance is None:
            return False
        return self._relevance.digest(part.address, names) == part.relevant

    def relevant(
        self, parts: Sequence[Part], names: Names | None, result: PageResult
    ) -> tuple[tuple[Part, ...], Names]:
        """See ``Around``."""
        known = self._relevance
        addresses = [part.address for part in parts]
        if known is None or names is None or not known.holds(addresses, result):
            return tuple(parts), frozenset()
        here = frozenset(name.lower() for name in names)
        return tuple(
            replace(part, relevant=known.digest(part.address, here)) for part in parts
        ), here

    def close(self) -> None:
        """See ``Around``."""


class WebAround:
    """What other servers send. Each address is requested once, conditionally if it has a validator.

    Pages that the crawl has just fetched are not fetched again.
    """

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._pages = {page.path: page for page in source.pages}
        self._same: dict[tuple[str, str, int], bool] = {}
        self._gateway = Gateway(page.path for page in source.pages)

    def relevant(
        self, parts: Sequence[Part], names: Names | None, result: PageResult
    ) -> tuple[tuple[Part, ...], Names]:
        """See ``Around``; all of what others send may matter."""
        return tuple(parts), frozenset()

    def same(self, part: Part, names: Names = frozenset()) -> bool:
        """See ``Around``."""
        page = self._pages.get(part.address)
        if page is not None:
            return _of_page(page, self._source) == part
        key = (part.address, part.digest, part.status)
        if key not in self._same:
            self._same[key] = self._ask(part)
        return self._same[key]

    def _ask(self, part: Part) -> bool:
        asking = {}
        if "etag" in part.headers:
            asking["If-None-Match"] = part.headers["etag"]
        elif "last-modified" in part.headers:
            asking["If-Modified-Since"] = part.headers["last-modified"]
        access = self._source.access
        fetch = Fetcher(self._gateway.proxy, access, most=LARGEST, plain=True, asking=asking)
        answer = fetch(part.address)
        if not isinstance(answer, Answer) or len(answer.data) >= LARGEST:
            return False
        now, then = (_relevant(headers) for headers in (answer.headers, part.headers))
        if answer.status == 304 and asking:
            # A 304 response need not repeat unchanged headers (RFC 9110, section 15.4.5).
            return all(then.get(name) == value for name, value in now.items())
        # The body of a redirect is never shown, so it is not compared.
        redirect = 300 <= answer.status < 400
        body = part.digest if redirect else hashlib.sha256(answer.data).hexdigest()
        return (answer.status, now, body) == (part.status, then, part.digest)

    def close(self) -> None:
        """See ``Around``."""
        self._gateway.close()


def around(source: PageSource) -> Around:
    """What the pages of a source can request now: local files, or the web."""
    return WebAround(source) if source.content is None else FilesAround(source)


def parts_of_site(server: Server, asked: Asked) -> tuple[Part, ...] | None:
    """What a page on Curbcut's own server has requested since ``server.asked`` was last called.

    The server knows of every request that reached it, from web workers too; the browser adds what
    it took from its cache. Other servers are out of reach. None if the response to a request
    changed during the run.
    """
    targets = server.asked()
    for url in asked.exchanges:
        if url.startswith(f"{server.origin}/"):
            parts = urlsplit(url)
            targets.add(parts.path + (f"?{parts.query}" if parts.query else ""))
    digests = {target: server.digest_of(target) for target in sorted(targets)}
    if not all(digests.values()):
        return None
    return tuple(Part(target, digest) for target, digest in digests.items())


def parts_of_web(page: RenderedPage, source: PageSource, asked: Asked) -> tuple[Part, ...] | None:
    """What a page on the web has requested; None if that cannot be requested again.

    The browser must have received the page itself with the same body as the crawl.
    """
    own = _of_page(page, source)
    if not asked.repeatable or page.path not in asked.exchanges:
        return None
    parts: list[Part] = [own]
    for exchange in asked.exchanges.values():
        if exchange.blocked:
            continue
        if not exchange.status or not exchange.body:
            return None
        if exchange.url != page.path:
            parts.append(_of_exchange(exchange))
        elif exchange.body != own.digest:
            return None
    return tuple(parts)


def _of_page(page: RenderedPage, source: PageSource) -> Part:
    headers = _relevant(source.headers(page.path))
    return Part(page.path, hashlib.sha256(page.data).hexdigest(), 200, headers)


def _of_exchange(exchange: Exchange) -> Part:
    return Part(exchange.url, exchange.body, exchange.status, exchange.headers)


def _relevant(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in chosen(headers).items() if name not in VALIDATORS}
