"""Find the pages under an address by following its links."""

from __future__ import annotations

import contextlib
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from curbcut.content.foreign import positions_in
from curbcut.model.finding import CurbcutError
from curbcut.model.page import RenderedPage

LIMIT = 1000
"""Pages; a larger site is better checked from the folder that it is published from."""
TIMEOUT = 20
"""Seconds for one answer."""
_LARGEST = 16 << 20


def crawl(start: str, progress: Callable[[str], None]) -> tuple[RenderedPage, ...]:
    """The HTML pages at and below ``start`` that links lead to, nearest first.

    Raises:
        CurbcutError: when there is no page at ``start``.
    """
    first = urldefrag(start).url
    scope = urlsplit(first)
    below = scope.path[: scope.path.rfind("/") + 1] or "/"
    queue, seen = deque([first]), {first}
    pages: list[RenderedPage] = []
    while queue and len(pages) < LIMIT:
        address = queue.popleft()
        progress(f"Looking for pages: {len(pages)} found")
        answer = _fetch(address)
        if isinstance(answer, str):
            if address == first:
                raise CurbcutError(f"There is no page at {start}: {answer}.", "Check the address.")
            continue
        final, data = answer
        pages.append(
            RenderedPage(
                path=address,
                output="",
                data=data,
                positions=positions_in(data.decode("utf-8", "replace"), address),
            )
        )
        for link in _links(data, final):
            parts = urlsplit(link)
            inside = (parts.scheme, parts.netloc) == (scope.scheme, scope.netloc)
            if inside and parts.path.startswith(below) and link not in seen:
                seen.add(link)
                queue.append(link)
    return tuple(pages)


def _fetch(address: str) -> tuple[str, bytes] | str:
    """The final address and the page, or why there is none."""
    request = urllib.request.Request(address, headers={"User-Agent": "curbcut"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            if answer.headers.get_content_type() not in ("text/html", "application/xhtml+xml"):
                return "it is no HTML page"
            return answer.url, answer.read(_LARGEST)
    except urllib.error.HTTPError as error:
        error.close()
        return f"the server answers {error.code}"
    except (OSError, ValueError) as error:
        return str(getattr(error, "reason", error))


def _links(data: bytes, base: str) -> list[str]:
    finder = _Finder()
    with contextlib.suppress(AssertionError, ValueError):
        finder.feed(data.decode("utf-8", "replace"))
    found = []
    for href in finder.found:
        try:
            found.append(urldefrag(urljoin(base, href.strip())).url)
        except ValueError:
            continue
    return found


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]
