"""What a page asks the network for, over all visits to it, with what came in answer.

``event_log`` records one visit for its findings. This records everything, whichever document asked
for it, so that a later run can find out whether a visit would get the same responses again.
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
"""Headers that change what a browser makes of an answer; others differ from answer to answer."""
VALIDATORS = frozenset(("etag", "last-modified"))
"""Headers by which a server can be asked whether an answer is still the same."""
_NO_REQUESTS = ("data:", "blob:", "about:", "chrome", "devtools:")
_PLAIN = frozenset(("GET", "HEAD"))


@dataclass(slots=True)
class Exchange:
    """A request and its answer. ``status`` is 0 where none came.

    ``body`` is the SHA-256 of what came, or "" where that is not known. ``blocked`` says that the
    browser did not ask, because the page or its policy forbade it, or because it is out of reach.
    """

    url: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    blocked: bool = False


class Asked:
    """Collects the exchanges of a tab. With ``bodies`` their contents are asked for as well.

    ``before`` are the documents that are still there; what they ask for is not this page's doing.

    ``repeatable`` says that all of them can be asked for again: nothing was sent to a server,
    and no socket, worker or event stream went past us.

    ``leaving`` is evaluated in each document when it is left, or when all was heard: it gives a
    list of words.
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
        """Take note of an event of the page."""
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
                # What a worker asks for is not heard here.
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
        if status == 304:  # what the browser has kept is what counts
            status = 200
        elif _length(response) == "0":
            exchange.body = _EMPTY  # which the browser does not give
        if exchange.status and (status, _named(headers)) != (
            exchange.status,
            _named(exchange.headers),
        ):
            self.repeatable = False
        exchange.status, exchange.headers = status, headers

    def fetched(self, address: str, answer: Answer | Refusal, most: int) -> None:
        """Take note of what was fetched for a check, of which ``most`` bytes were wanted."""
        known = self.exchanges.get(address)
        if isinstance(answer, Refusal):
            # What the page itself has been refused as well is known by what was said there.
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
            # Another answer than the first time: who knows what the next one is.
            self.repeatable = False
        exchange.body = digest

    def harvest(self, send: Callable[[Sequence[Command]], list[Params]]) -> None:
        """Fetch the contents of what has come, as long as the browser still has them."""
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
    """Those headers that matter, and those by which to ask again; names in lower case."""
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
    """Browsers ask each site for it, whether or not a page has named an icon."""
    return urlsplit(url).path == "/favicon.ico"
