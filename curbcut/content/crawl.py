"""Find the pages under an address by following its links."""

from __future__ import annotations

import http.client
import string
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from curbcut.content.foreign import positions_in
from curbcut.content.scan import start_tags
from curbcut.model.finding import CurbcutError
from curbcut.model.page import Found, LeftOut, RenderedPage
from curbcut.model.source import Span

LIMIT = 1000
"""Pages; a larger site is better checked from the folder that it is published from."""
TIMEOUT = 20.0
"""Seconds in which something of an answer has to come."""
WHOLE = 60.0
"""Seconds in which all of it has to."""
_LARGEST = 16 << 20
_GONE = (404, 410)
# What browsers leave as it is in the path and in the query of an address.
_IN_PATH = "".join(set(string.punctuation) - set('"#<>?`{}'))
_IN_QUERY = "".join(set(string.punctuation) - set("\"#<>'"))


def crawl(start: str, progress: Callable[[str], None]) -> Found:
    """The HTML pages at and below ``start`` that links lead to, nearest first.

    Raises:
        CurbcutError: when there is no page at ``start``.
    """
    try:
        first = _as_browsers_do(urldefrag(start.strip()).url)
        scope = urlsplit(first)
    except ValueError as error:
        raise CurbcutError(f"“{start}” is no address: {error}.", "Correct it.") from error
    below = scope.path[: scope.path.rfind("/") + 1] or "/"
    queue: deque[_Link] = deque([_Link(first)])
    seen = {first}
    pages: list[RenderedPage] = []
    left: list[LeftOut] = []
    while queue and len(pages) < LIMIT:
        link = queue.popleft()
        progress(f"Looking for pages: {len(pages)} found")
        answer = fetch(link.address)
        if isinstance(answer, Refusal):
            if link.address == first:
                raise CurbcutError(
                    f"There is no page at {start}: {answer.reason}.", "Check the address."
                )
            if not answer.other:
                left.append(_left_out(link, answer))
            continue
        text = answer.data.decode("utf-8", "replace")
        pages.append(
            RenderedPage(
                path=link.address,
                output="",
                data=answer.data,
                positions=positions_in(text, link.address),
            )
        )
        for further in _links(text, answer.address, link.address):
            parts = urlsplit(further.address)
            inside = (parts.scheme, parts.netloc) == (scope.scheme, scope.netloc)
            if inside and parts.path.startswith(below) and further.address not in seen:
                seen.add(further.address)
                queue.append(further)
    if queue:
        reason = (
            f"Only {LIMIT:,} pages under {first} were looked at. They link to"
            f" {len(queue):,} more addresses there, the first of which is {queue[0].address};"
            " check the folder that the site is published from, or its parts one by one."
        )
        left.append(LeftOut("", reason))
    return Found(tuple(pages), left_out=tuple(left))


@dataclass(frozen=True, slots=True)
class _Link:
    """An address, and where a link to it stands: on which page, in which line."""

    address: str
    page: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, and the address that it was found at in the end."""

    address: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no page. ``other`` says that there is something else, such as a PDF."""

    reason: str
    status: int = 0
    other: bool = False


def _left_out(link: _Link, refusal: Refusal) -> LeftOut:
    span = Span(link.page, link.line, link.line)
    if refusal.status in _GONE:
        reason = f"A link leads to {link.address}, which is not there: {refusal.reason}"
        return LeftOut(link.page, reason, span, missing=True)
    reason = f"{link.address} could not be had: {refusal.reason}; a link leads there"
    return LeftOut(link.address, reason, span)


def fetch(address: str, *, timeout: float = TIMEOUT, whole: float = WHOLE) -> Answer | Refusal:
    """A page, or why there is none.

    A server may send a byte a second and keep every single wait short, so the whole is done beside
    us and given up in time.
    """
    answers: list[Answer | Refusal] = []
    end = time.monotonic() + whole
    thread = threading.Thread(
        target=lambda: answers.append(_fetch(address, timeout, end)), daemon=True, name="fetch"
    )
    thread.start()
    thread.join(whole + 1)
    late = Refusal(f"the server does not send all of it within {whole:.0f} seconds")
    return answers[0] if answers else late


def _fetch(address: str, timeout: float, end: float) -> Answer | Refusal:
    data = bytearray()
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "curbcut"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            if answer.headers.get_content_type() not in ("text/html", "application/xhtml+xml"):
                return Refusal("it is no HTML page", other=True)
            while len(data) < _LARGEST and (part := answer.read1(1 << 16)):
                data += part
                if time.monotonic() > end:
                    return Refusal("the server sends it too slowly")
            return Answer(answer.url, bytes(data))
    except urllib.error.HTTPError as error:
        error.close()
        return _refused(error.code)
    except Exception as error:
        # Whatever a server thinks of, it costs one page.
        return _broken(error, timeout)


def _refused(status: int) -> Refusal:
    if status in (301, 302, 303, 307, 308):
        return Refusal("its redirects lead to no page")
    return Refusal(f"the server answers {status}", status)


def _broken(error: Exception, timeout: float) -> Refusal:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return Refusal(f"the server does not answer within {timeout:.0f} seconds")
    if isinstance(error, http.client.HTTPException):
        return Refusal(f"the server's answer is no HTTP that we understand ({_words(error)})")
    return Refusal(_words(reason))


def _words(error: object) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


def _links(text: str, base: str, page: str) -> list[_Link]:
    """Where the links of a page lead, and the line of each. ``base`` is its final address."""
    found = []
    for tag in start_tags(text):
        href = tag.attributes.get("href", "")
        if not href or tag.hidden:
            continue
        try:
            if tag.name == "base":
                base = urljoin(base, href.strip())
            elif tag.name in ("a", "area"):
                address = _as_browsers_do(urldefrag(urljoin(base, href.strip())).url)
                found.append(_Link(address, page, tag.line))
        except ValueError:
            # No browser can follow it either; the checks of the page say so.
            continue
    return found


def _as_browsers_do(address: str) -> str:
    """An address as browsers ask for it: blanks and letters outside of ASCII as %20 and the like.

    Raises ValueError for what is none.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        return address
    netloc = parts.netloc if "@" in parts.netloc else parts.netloc.lower()
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
