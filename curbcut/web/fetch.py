"""Fetch one address, without a browser and without surprises.

Only the request itself is sent, and redirects are followed only within one origin: another origin
is somebody else's server, or a service in the local network that a page tries to reach through us.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as TooLate

from curbcut.web.access import NOBODY, Access
from curbcut.web.origin import origin_of

TIMEOUT = 20.0
"""Seconds without any data after which a request fails."""
WHOLE = 60.0
"""Seconds after which a request fails in any case."""
LARGEST = 16 << 20
"""The most bytes of an answer; only the beginning of a larger one is read."""
_MOST_REDIRECTS = 10
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
_READ = ("application/xhtml+xml", "application/xml")
# The type of downloads, whatever else the server says (RFC 6266, 4.2).
_SAVED = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Answer:
    """The data, the final address after redirects, and the media type.

    ``headers`` are all that were sent, names in lower case; ``status`` is the HTTP status.
    """

    address: str
    data: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer. ``away`` is the other origin's address that a redirect leads to."""

    reason: str
    status: int = 0
    away: str = ""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches through the proxy at ``proxy`` ("http://127.0.0.1:3128"; "" for none).

    ``access`` is sent to its origin and nowhere else. ``timeout`` and ``whole`` are in seconds; see
    TIMEOUT and WHOLE. ``most`` is in bytes. With ``pages``, only pages and other text are read;
    downloads and videos have no data. With ``plain`` the answer is what the server says, whatever
    it is, errors and redirects too. ``asking`` are headers to send besides.
    """

    proxy: str = ""
    access: Access = NOBODY
    timeout: float = TIMEOUT
    whole: float = WHOLE
    most: int = LARGEST
    pages: bool = False
    plain: bool = False
    asking: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, address: str) -> Answer | Refusal:
        """What is at an address, or why nothing is.

        A server may send a byte a second and keep every single wait short, so the whole is done
        beside us and given up in time.
        """
        answers: list[Answer | Refusal] = []
        end = time.monotonic() + self.whole
        thread = threading.Thread(
            target=lambda: answers.append(self._fetch(address, end)), daemon=True, name="fetch"
        )
        thread.start()
        thread.join(self.whole + 1)
        late = Refusal(f"the server does not send all of it within {self.whole:.0f} seconds")
        return answers[0] if answers else late

    def _fetch(self, address: str, end: float) -> Answer | Refusal:
        pool = urllib3.ProxyManager(self.proxy) if self.proxy else urllib3.PoolManager()
        here = address
        try:
            with pool:
                for _ in range(_MOST_REDIRECTS):
                    found = self._ask(pool, here, end)
                    if not isinstance(found, str):
                        return found
                    if origin_of(found) != origin_of(here):
                        return Refusal(f"it redirects to {without_login(found)[0]}", away=found)
                    here = found
        except Exception as error:
            # Whatever a server does, only one page is lost.
            return _broken(error, self.timeout)
        return Refusal("its redirects lead to no page")

    def _ask(self, pool: urllib3.PoolManager, address: str, end: float) -> Answer | Refusal | str:
        """What is there, or the address that a redirect leads to."""
        headers = {
            "User-Agent": "curbcut",
            "Accept-Encoding": "identity",
            **self.access.headers_for(address),
            **self.asking,
        }
        answer = pool.request(
            "GET",
            address,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=self.timeout, read=self.timeout),
        )
        try:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            if self.plain:
                return self._read(answer, end, Answer(address, b"", "", headers, answer.status))
            if answer.status in _REDIRECTS and answer.headers.get("Location"):
                return urljoin(address, answer.headers["Location"].strip()).partition("#")[0]
            if answer.status >= 400:
                return Refusal(f"the server answers {answer.status}", answer.status)
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            way = answer.headers.get("Content-Disposition", "").partition(";")[0].strip().lower()
            if self.pages and way not in ("", "inline"):
                kind = _SAVED
            if self.pages and kind and not kind.startswith("text/") and kind not in _READ:
                return Answer(address, b"", kind, headers, answer.status)
            found = Answer(address, b"", kind, headers, answer.status)
            return self._read(answer, end, found)
        finally:
            answer.close()

    def _read(
        self, answer: urllib3.BaseHTTPResponse, end: float, found: Answer
    ) -> Answer | Refusal:
        """The same with what the server sends as its data."""
        data = bytearray()
        while len(data) < self.most and (part := answer.read1(_CHUNK)):
            data += part
            if time.monotonic() > end:
                return Refusal("the server sends it too slowly")
        return replace(found, data=bytes(data))


def without_login(address: str) -> tuple[str, str]:
    """An address without its user name and password, and these ("name:password", quoted)."""
    parts = urlsplit(address)
    login, at, host = parts.netloc.rpartition("@")
    return (urlunsplit(parts._replace(netloc=host)), login) if at else (address, "")


def with_login(address: str, login: str) -> str:
    """The reverse of ``without_login``."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=f"{login}@{parts.netloc}")) if login else address


def _broken(error: Exception, timeout: float) -> Refusal:
    if isinstance(error, TooLate):
        return Refusal(f"the server does not answer within {timeout:.0f} seconds")
    cause = error.__cause__ or error.__context__
    words = _words(cause if isinstance(cause, OSError) else error)
    if isinstance(error, HTTPError) and not isinstance(cause, OSError):
        return Refusal(f"the server's answer is no HTTP that we understand ({words})")
    return Refusal(words)


def _words(error: object) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
