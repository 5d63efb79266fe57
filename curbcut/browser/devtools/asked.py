"""Recording all requests of a page and their responses, over all visits in one run.

``event_log`` records one visit for its findings. This records the requests of every document, so
that a later run can find out whether the page would get the same responses again.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from curbcut.browser.devtools.channel import Command, CommandError, Params
from curbcut.web.fetch import Answer, Refusal

RELEVANT = frozenset(
    (
        "access-control-allow-credentials",
        "access-control-allow-origin",
        "content-disposition",
        "content-language",
        "content-security-policy",
        "content-security-policy-report-only",
        "content-type",
        "cross-origin-embedder-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "link",
        "location",
        "permissions-policy",
        "referrer-policy",
        "refresh",
        "x-content-type-options",
        "x-frame-options",
    )
)
"""Response headers that affect the page; others may differ between responses."""
VALIDATORS = frozenset(("etag", "last-modified"))
"""Response headers that allow a conditional request (RFC 9110, section 8.8)."""
_NO_REQUESTS = ("data:", "blob:", "about:", "chrome", "devtools:")
_PLAIN = frozenset(("GET", "HEAD"))


@dataclass(slots=True)
class Exchange:
    """A request and its response. ``status`` is 0 if there was none.

    ``body`` is the SHA-256 of the body in hexadecimal, or "" if that is unknown. ``blocked``: the
    browser did not send the request, for example because of the page's policy.
    """

    url: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    blocked: bool = False


class Asked:
    """Collects the exchanges of a tab, by URL; with ``bodies``, the response bodies as well.

    ``before`` are the loader ids of documents that are still open; their requests are ignored.

    ``repeatable``: all requests can be made again with the same result. It is False after a request
    other than GET or HEAD, an event stream, ping, socket or worker, or different responses for one
    URL.

    ``leaving`` is an expression that is evaluated in each document when it is left, or once all
    was heard; it returns a list of words.
    """

    def __init__(
        self, *, bodies: bool = False, before: Collection[str] = (), leaving: str = ""
    ) -> None:
        self.bodies = bodies
        self.leaving = leaving
        self._words: dict[str, list[str] | None] = {}
        self._before = frozenset(before)
        self.repeatable = True
        self.exchanges: dict[str, Exchange] = {}
        self._open: dict[str, Exchange] = {}
        self._due: dict[str, Exchange] = {}

    def hear(self, event: str, params: Params) -> None:
        """Record an event of the page."""
        match event:
            case "Network.requestWillBeSent":
                self._request(params)
            case "Network.responseReceived":
                self._answer(params["requestId"], params["response"])
            case "Network.loadingFinished":
                exchange = self._open.pop(params["requestId"], None)
                if exchange is not None:
                    self._due[params["requestId"]] = exchange
            case "Network.loadingFailed":
                exchange = self._open.pop(params["requestId"], None)
                if exchange is not None:
                    exchange.blocked = bool(params.get("blockedReason"))
            case "Network.webSocketCreated" | "Network.webTransportCreated":
                self.repeatable = False
            case "Target.attachedToTarget":
                # Requests by a worker are not recorded here.
                if params["targetInfo"]["type"].endswith("worker"):
                    self.repeatable = False

    def arrived(self, document: str) -> None:
        """Take note of a document that the tab shows, which is to be asked when it is left."""
        self._words[document] = None

    def left(self, document: str, words: list[str] | None) -> None:
        """Take note of what a document gave when it was left."""
        if document in self._words:
            self._words[document] = words

    @property
    def words(self) -> frozenset[str] | None:
        """What all documents gave; None where one of them gave nothing, or was never asked."""
        if not self._words:
            return None
        every: set[str] = set()
        for words in self._words.values():
            if words is None:
                return None
            every.update(words)
        return frozenset(every)

    def _request(self, params: Params) -> None:
        number, request = params["requestId"], params["request"]
        if params.get("loaderId") in self._before:
            return
        if "redirectResponse" in params:
            self._answer(number, params["redirectResponse"])
            hop = self._open.pop(number, None)
            if hop is not None:
                hop.body = _EMPTY
        url = urldefrag(request["url"]).url
        kind = params.get("type", "")
        if url.startswith(_NO_REQUESTS) or (kind == "Other" and _is_icon(url)):
            return
        if request["method"] not in _PLAIN or kind in ("EventSource", "Ping"):
            self.repeatable = False
        self._open[number] = self.exchanges.setdefault(url, Exchange(url))

    def _answer(self, number: str, response: Params) -> None:
        exchange = self._open.get(number)
        if exchange is None:
            return
        headers = chosen(response.get("headers", {}))
        status = response["status"]
        if status == 304:  # the browser uses its cached response, with status 200
            status = 200
        elif _length(response) == "0":
            exchange.body = _EMPTY  # the browser returns no empty bodies
        if exchange.status and (status, _named(headers)) != (
            exchange.status,
            _named(exchange.headers),
        ):
            self.repeatable = False
        exchange.status, exchange.headers = status, headers

    def fetched(self, address: str, answer: Answer | Refusal, most: int) -> None:
        """Record what a check fetched itself; ``most`` was its limit in bytes."""
        known = self.exchanges.get(address)
        if isinstance(answer, Refusal):
            # If the page got the same error status, its own request stands for this one.
            self.repeatable &= known is not None and known.status == answer.status >= 400
        elif answer.address != address or len(answer.data) >= most:
            self.repeatable = False
        else:
            self._note_body(
                self.exchanges.setdefault(
                    address, Exchange(address, answer.status, chosen(answer.headers))
                ),
                hashlib.sha256(answer.data).hexdigest(),
            )

    def _note_body(self, exchange: Exchange, digest: str) -> None:
        if exchange.body and exchange.body != digest:
            # A different response than the first time: the next one cannot be predicted.
            self.repeatable = False
        exchange.body = digest

    def harvest(self, send: Callable[[Sequence[Command]], list[Params]]) -> None:
        """Fetch the bodies of finished responses that the browser still has."""
        due, self._due = self._due, {}
        if not self.bodies:
            return
        for number, exchange in due.items():
            try:
                (answer,) = send([("Network.getResponseBody", {"requestId": number})])
            except CommandError:
                continue
            self._note_body(exchange, _digest(answer))


def chosen(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers in ``RELEVANT`` and ``VALIDATORS``, with names in lower case."""
    lower = {name.lower(): value for name, value in headers.items()}
    return {name: lower[name] for name in sorted((RELEVANT | VALIDATORS) & lower.keys())}


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name in RELEVANT}


def _length(response: Params) -> str:
    headers = response.get("headers", {}).items()
    return next((value for name, value in headers if name.lower() == "content-length"), "")


def _digest(answer: Params) -> str:
    content = str(answer["body"])
    data = (
        base64.b64decode(content)
        if answer.get("base64Encoded")
        else content.encode("utf-8", "surrogatepass")
    )
    return hashlib.sha256(data).hexdigest()


_EMPTY = hashlib.sha256(b"").hexdigest()


def _is_icon(url: str) -> bool:
    """Whether this is the icon that browsers request from each site unasked."""
    return urlsplit(url).path == "/favicon.ico"
