"""Find the pages under an address by following its links."""

from __future__ import annotations

import string
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from curbcut.content.sources.folders import positions_in
from curbcut.html.tokens import Lines, StartTag, tokens
from curbcut.model.finding import CurbcutError
from curbcut.model.page import Found, LeftOut, RenderedPage
from curbcut.model.source import Span
from curbcut.web.fetch import Answer, Refusal
from curbcut.web.origin import origin_of
from curbcut.web.robots import Robots, read_robots

LIMIT = 1000
"""The most pages; for a larger site, check the folder that it is published from."""
AGENT = "curbcut"
"""The check's user agent in robots.txt."""
MOST_PAUSE = 10.0
"""The longest Crawl-delay in seconds; a longer one is reduced to this."""
_HTML = ("text/html", "application/xhtml+xml")
_GONE = (404, 410)
# Characters that browsers do not encode in the path and the query of an address.
_IN_PATH = "".join(set(string.punctuation) - set('"#<>?`{}'))
_IN_QUERY = "".join(set(string.punctuation) - set("\"#<>'"))

type Fetch = Callable[[str], Answer | Refusal]


def crawl(
    start: str,
    fetch: Fetch,
    progress: Callable[[str], None],
    *,
    robots: bool = True,
    most: int = 0,
) -> Found:
    """The HTML pages at and below ``start`` that links lead to, nearest first.

    A page that redirects counts as its target. With ``robots``, the site's robots.txt decides which
    pages are skipped, and how long to pause between two requests.

    Raises:
        CurbcutError: when there is no page at ``start``.
    """
    try:
        first = as_browsers_do(urldefrag(start.strip()).url)
        scope = scope_of(first)
    except ValueError as error:
        raise CurbcutError(f"“{start}” is not an address: {error}.", "Correct it.") from error
    most = most or LIMIT
    rules = _robots(scope.origin, fetch) if robots else Robots()
    looking = _Crawl(start, scope, first)
    while looking.queue and len(looking.pages) < most:
        link = looking.queue.popleft()
        if link.address != first and not rules.allow(link.address):
            looking.alone.append(link.address)
            continue
        progress(f"Looking for pages: {len(looking.pages)} found")
        if looking.pages:
            time.sleep(_pause(rules))
        answer = fetch(link.address)
        if isinstance(answer, Refusal):
            looking.refused(link, answer)
        else:
            looking.take(link, answer)
    return looking.found(most)


class _Crawl:
    """What was found so far, and where to look next."""

    def __init__(self, start: str, scope: Scope, first: str) -> None:
        self.queue: deque[_Link] = deque([_Link(first)])
        self.pages: dict[str, RenderedPage] = {}
        self.alone: list[str] = []
        self._start, self._scope, self._first = start, scope, first
        self._seen = {first}
        self._left: list[LeftOut] = []
        self._headers: dict[str, Mapping[str, str]] = {}

    def refused(self, link: _Link, refusal: Refusal) -> None:
        """Take note of what could not be had; what is on another site is none of this one."""
        if link.address == self._first:
            raise _no_start(self._start, refusal)
        if not refusal.away:
            self._left.append(_left_out(link, refusal))

    def take(self, link: _Link, answer: Answer) -> None:
        """Take in a page, and put its links into the queue."""
        is_first = link.address == self._first
        if answer.media_type not in _HTML:
            if is_first:
                raise _no_start(self._start, Refusal("it is not an HTML page"))
            return
        text = answer.data.decode("utf-8", "replace")
        if _asks_to_log_in(text) and not _same(answer.address, link.address):
            reason = (
                f"{link.address} redirects to {answer.address}, which asks for a password, so it"
                " was not checked"
            )
            span = Span(link.page, link.line, link.line)
            self._left.append(LeftOut(link.address, reason, span))
            return
        if is_first and not self._scope.has(answer.address):
            # The target of a redirect from the start is checked, with everything below it.
            self._scope = scope_of(answer.address)
        if answer.address in self.pages or not self._scope.has(answer.address):
            return
        self._seen.add(answer.address)
        positions = positions_in(text, answer.address)
        page = RenderedPage(answer.address, output="", data=answer.data, positions=positions)
        self.pages[answer.address] = page
        self._headers[answer.address] = answer.headers
        for further in _links(text, answer.address):
            if self._scope.has(further.address) and further.address not in self._seen:
                self._seen.add(further.address)
                self.queue.append(further)

    def found(self, most: int) -> Found:
        """The pages, and what was left out; who asks for one page wants no other."""
        if self.queue and most > 1:
            reason = (
                f"Only {most:,} pages under {self._first} were checked. They link to"
                f" {len(self.queue):,} more addresses there, the first of which is"
                f" {self.queue[0].address}; check the folder that the site is published from, or"
                " its parts one by one."
            )
            self._left.append(LeftOut("", reason))
        if self.alone:
            self._left.append(LeftOut("", _left_alone(self.alone)))
        pages = tuple(self.pages.values())
        return Found(pages, left_out=tuple(self._left), headers=self._headers)


@dataclass(frozen=True, slots=True)
class Scope:
    """The pages that are checked: those of an origin below a path."""

    origin: str
    below: str

    def has(self, address: str) -> bool:
        """Whether an address is in scope."""
        return origin_of(address) == self.origin and urlsplit(address).path.startswith(self.below)


def scope_of(address: str) -> Scope:
    """The pages at and below an address. Raises ValueError if it is not an address."""
    return Scope(origin_of(address), urlsplit(address).path.rpartition("/")[0] + "/")


@dataclass(frozen=True, slots=True)
class _Link:
    """An address, and where a link to it is: on which page, in which line."""

    address: str
    page: str = ""
    line: int = 0


def _robots(origin: str, fetch: Fetch) -> Robots:
    answer = fetch(f"{origin}/robots.txt")
    return Robots() if isinstance(answer, Refusal) else read_robots(answer.data, AGENT)


def _pause(rules: Robots) -> float:
    """Seconds to wait before the next page."""
    return min(rules.delay, MOST_PAUSE)


def _left_alone(addresses: list[str]) -> str:
    pages = "one page" if len(addresses) == 1 else f"{len(addresses):,} pages"
    return (
        f"robots.txt asks not to visit {pages}, so they were not checked; the first is"
        f" {addresses[0]}. Use --no-robots to check them anyway"
    )


def _no_start(start: str, refusal: Refusal) -> CurbcutError:
    message = f"There is no page at {start}: {refusal.reason}."
    if refusal.away:
        return CurbcutError(message, "To check its pages, name that address.")
    return CurbcutError(message, "Check the address.")


def _asks_to_log_in(text: str) -> bool:
    return any(
        tag.name == "input" and tag.attributes.get("type", "").lower() == "password"
        for tag in tokens(text)
        if isinstance(tag, StartTag)
    )


def _same(one: str, other: str) -> bool:
    """Whether two addresses differ by no more than a slash at the end of the path."""
    paths = [urlsplit(address).path.rstrip("/") for address in (one, other)]
    return paths[0] == paths[1]


def _left_out(link: _Link, refusal: Refusal) -> LeftOut:
    span = Span(link.page, link.line, link.line)
    if refusal.status in _GONE:
        reason = f"A link leads to {link.address}, which does not exist: {refusal.reason}"
        return LeftOut(link.page, reason, span, missing=True)
    reason = f"{link.address} could not be loaded: {refusal.reason}; a link leads there"
    return LeftOut(link.address, reason, span)


def _links(text: str, page: str) -> list[_Link]:
    """Where the links of a page lead, and the line of each; ``page`` is its final address."""
    found = []
    lines = Lines(text)
    tags = [tag for tag in tokens(text) if isinstance(tag, StartTag) and not tag.in_template]
    base = _base(tags, page)
    for tag in tags:
        href = tag.attributes.get("href", "").strip()
        if tag.name not in ("a", "area") or not href:
            continue
        try:
            address = as_browsers_do(urldefrag(urljoin(base, href)).url)
            found.append(_Link(address, page, lines.place(tag.start)[0]))
        except ValueError:
            # Browsers cannot follow it either; the checks of the page report it.
            continue
    return found


def _base(tags: Sequence[StartTag], page: str) -> str:
    """What the links of a page are relative to: its first <base>, wherever it is."""
    bases = (tag.attributes.get("href") for tag in tags if tag.name == "base")
    first = next((href.strip() for href in bases if href is not None), "")
    try:
        return urljoin(page, first)
    except ValueError:
        return page


def as_browsers_do(address: str) -> str:
    """An address as browsers request it: spaces and non-ASCII characters percent-encoded.

    A user name and password are removed. Raises ValueError if it is not an address.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        return address
    netloc = parts.netloc.rpartition("@")[2].lower()
    netloc = netloc.removesuffix({"http": ":80", "https": ":443"}[parts.scheme]).removesuffix(":")
    if not netloc.isascii():
        netloc = netloc.encode("idna").decode()
    return urlunsplit(
        (
            parts.scheme,
            netloc,
            quote(parts.path.replace("\\", "/"), safe=_IN_PATH) or "/",
            quote(parts.query, safe=_IN_QUERY),
            "",
        )
    )
