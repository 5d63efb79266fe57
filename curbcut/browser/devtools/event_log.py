"""Recording the browser's events during a visit."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from curbcut.browser.visit import Message, Redirect, Request, Violation, Visit

# Most messages of each kind that are kept: a page can log without end, and more would add nothing.
_LIMIT = 1000
MOST_REQUESTS = 10_000
"""Most requests of one page that are recorded; a page with more is reported as not checked."""
_TEXT_LIMIT = 2000

type Params = dict[str, Any]

OUT_OF_REACH = "out of reach"
"""The ``Request.error`` of a request that ``Reach`` does not allow."""


class Record:
    """What one visit has recorded so far.

    ``frame`` is the id of the page's main frame. ``before`` are the loader ids of the documents
    that are still open when the visit begins; what they do is not attributed to this page.
    ``refusals`` are the network errors of requests that ``Reach`` does not allow.
    """

    def __init__(
        self,
        url: str,
        frame: str,
        *,
        before: frozenset[str] = frozenset(),
        refusals: tuple[str, ...] = (),
    ) -> None:
        self._before = before
        self._refusals = refusals
        self.url = url
        self.frame = frame
        self.final_url = url
        self.status = 0
        self.media_type = ""
        self.navigations = 0
        self.redirects: list[Redirect] = []
        self.failure = ""
        self._headers: tuple[tuple[str, str], ...] = ()
        self._requests: dict[str, Request] = {}
        self._loading: dict[str, str] = {}
        self._console: list[Message] = []
        self._errors: list[Message] = []
        self._violations: list[Violation] = []
        self._mixed: list[str] = []
        self._dialogs: list[Message] = []
        self._popups: list[str] = []
        self.downloads: list[str] = []
        self._seen: set[str] = set()
        self._unwatched = False
        self.restless = False

    @property
    def pending(self) -> tuple[str, ...]:
        """The URLs of requests that have not finished."""
        return tuple(self._loading.values())

    @property
    def has_dialogs(self) -> bool:
        """Whether the page has opened a dialog."""
        return bool(self._dialogs)

    def hear(self, event: str, params: Params) -> None:
        """Record an event of the page."""
        handler = _HANDLERS.get(event)
        if handler is None:
            return
        if event.startswith("Network."):
            if params.get("loaderId") not in self._before and not self._is_farewell(event, params):
                handler(self, params)
        elif self.navigations or event == "Page.frameNavigated":
            handler(self, params)

    def _is_farewell(self, event: str, params: Params) -> bool:
        """Whether a request was made by the previous page, before this one has been committed."""
        if self.navigations or not self._before:
            return False
        if event == "Network.webSocketCreated":
            return True
        document = (params.get("type"), params.get("frameId")) == ("Document", self.frame)
        return event == "Network.requestWillBeSent" and not document

    def popup(self, url: str) -> None:
        """Record that the page opened a window."""
        self._keep(self._popups, url)

    def visit(self, *, cookies: tuple[str, ...], seconds: float) -> Visit:
        """Everything so far."""
        return Visit(
            url=self.url,
            final_url=self.final_url,
            status=self.status,
            headers=self._headers,
            redirects=tuple(self.redirects),
            requests=tuple(self._requests.values()),
            console=tuple(self._console),
            errors=tuple(self._errors),
            violations=tuple(dict.fromkeys(self._violations)),
            mixed_content=tuple(dict.fromkeys(self._mixed)),
            cookies=cookies,
            dialogs=tuple(self._dialogs),
            popups=tuple(self._popups),
            downloads=tuple(self.downloads),
            unwatched=self._unwatched,
            restless=self.restless,
            seconds=seconds,
        )

    def _keep[T](self, values: list[T], value: T) -> None:
        if len(values) < _LIMIT:
            values.append(value)

    def _request_sent(self, params: Params) -> None:
        number, request = params["requestId"], params["request"]
        url = request["url"]
        kind = str(params.get("type", "other")).lower()
        in_frame = params.get("frameId", self.frame) != self.frame
        is_page = kind == "document" and not in_frame
        answer = params.get("redirectResponse")
        if answer is not None:
            if is_page:
                self._keep(self.redirects, Redirect(answer["url"], answer["status"]))
            before = self._requests.pop(number, None)
            if before is not None:
                # A redirected request keeps its id, so the redirect is stored under another one.
                self._note(f"{number} {len(self._requests)}", _answered(before, answer["status"]))
        if url.startswith(("data:", "blob:", "about:")) or _is_browsers_own(url):
            return
        self._note(number, Request(url, kind, method=request["method"], in_frame=in_frame))
        self._loading[number] = url

    def _note(self, number: str, request: Request) -> None:
        if number in self._requests or len(self._requests) < MOST_REQUESTS:
            self._requests[number] = request
            self._seen.add(request.url)
        elif request.url not in self._seen:
            # A repeated request for the same URL, as by polling, adds nothing.
            self._unwatched = True

    def _response(self, params: Params) -> None:
        number, response = params["requestId"], params["response"]
        known = self._requests.get(number)
        if known is not None:
            self._requests[number] = _answered(known, response["status"])
        if params.get("type") == "Document" and params.get("frameId") == self.frame:
            self.status, self.media_type = response["status"], response.get("mimeType", "")
            headers = response.get("headers", {})
            self._headers = tuple((name.lower(), value) for name, value in headers.items())

    def _request_ended(self, params: Params) -> None:
        self._loading.pop(params["requestId"], None)

    def _request_failed(self, params: Params) -> None:
        number = params["requestId"]
        self._loading.pop(number, None)
        known = self._requests.get(number)
        if known is not None:
            error = params.get("blockedReason") or params.get("errorText") or "failed"
            error = OUT_OF_REACH if error in self._refusals else error
            self._requests[number] = Request(
                known.url, known.kind, known.status, error, known.method, known.in_frame
            )

    def _web_socket(self, params: Params) -> None:
        self._note(params["requestId"], Request(params["url"], "websocket"))

    def _logged(self, params: Params) -> None:
        level = {"error": "error", "assert": "error", "warning": "warning"}.get(params["type"])
        if level is None:
            return
        text = " ".join(_text_of(value) for value in params.get("args", ()))
        frames = params.get("stackTrace", {}).get("callFrames", ())
        self._keep(self._console, _message(level, text, frames[0] if frames else {}))

    def _entry(self, params: Params) -> None:
        entry = params["entry"]
        # Policy violations and mixed content are reported in more detail as issues; "deprecation"
        # and "intervention" are about the browser, not about the page.
        if entry["level"] not in ("error", "warning") or entry["source"] == "security":
            return
        if _is_browsers_own(entry.get("url", "")):
            return
        if entry["source"] in ("network", "other", "rendering", "worker", "javascript"):
            place = {"url": entry.get("url", ""), "lineNumber": entry.get("lineNumber", -1)}
            self._keep(self._console, _message(entry["level"], entry["text"], place))

    def _thrown(self, params: Params) -> None:
        details = params["exceptionDetails"]
        text = details.get("text", "")
        thrown = details.get("exception", {})
        what = thrown.get("description") or _text_of(thrown)
        level = "rejection" if "(in promise)" in text else "uncaught"
        frames = details.get("stackTrace", {}).get("callFrames", ())
        place = frames[0] if frames and not details.get("url") else details
        self._keep(self._errors, _message(level, what.partition("\n")[0] or text, place))

    def _issue(self, params: Params) -> None:
        details = params["issue"]["details"]
        policy = details.get("contentSecurityPolicyIssueDetails")
        if policy is not None:
            place = policy.get("sourceCodeLocation", {})
            self._keep(
                self._violations,
                Violation(
                    directive=policy.get("violatedDirective", ""),
                    blocked=policy.get("blockedURL") or _blocked_kind(policy),
                    url=place.get("url", ""),
                    # Chromium counts the lines of issues from 0.
                    line=place.get("lineNumber", -1) + 1,
                    column=place.get("columnNumber", 0),
                ),
            )
        mixed = details.get("mixedContentIssueDetails")
        if mixed is not None:
            self._keep(self._mixed, mixed.get("insecureURL", ""))

    def _dialog(self, params: Params) -> None:
        self._keep(self._dialogs, _message(params["type"], params["message"], params))

    def _navigated(self, params: Params) -> None:
        frame = params["frame"]
        if frame["id"] != self.frame:
            return
        self.navigations += 1
        # An error page has a URL of Chromium's own; this is the one that failed.
        self.failure = frame.get("unreachableUrl", "")
        url = frame["url"] + frame.get("urlFragment", "")
        if self.navigations > 1:
            self._keep(self.redirects, Redirect(self.final_url, 0))
        self.final_url = self.failure or url

    def _moved_within(self, params: Params) -> None:
        if params["frameId"] == self.frame:
            self.final_url = params["url"]


def _is_browsers_own(url: str) -> bool:
    """Whether this is the icon that Chromium requests once from each site unasked."""
    return urlsplit(url).path == "/favicon.ico"


def _answered(request: Request, status: int) -> Request:
    return Request(
        request.url, request.kind, status, request.error, request.method, request.in_frame
    )


def _text_of(value: Params) -> str:
    if "value" in value:
        return str(value["value"])
    return str(value.get("description") or value.get("type", ""))


def _message(level: str, text: str, place: Params) -> Message:
    return Message(
        level=level,
        text=text[:_TEXT_LIMIT],
        url=place.get("url", ""),
        line=place.get("lineNumber", -1) + 1,
        column=place.get("columnNumber", -1) + 1,
    )


def _blocked_kind(policy: Params) -> str:
    kind = str(policy.get("contentSecurityPolicyViolationType", ""))
    return {"kInlineViolation": "inline", "kEvalViolation": "eval"}.get(kind, kind)


_HANDLERS = {
    "Network.requestWillBeSent": Record._request_sent,
    "Network.responseReceived": Record._response,
    "Network.loadingFinished": Record._request_ended,
    "Network.loadingFailed": Record._request_failed,
    "Network.webSocketCreated": Record._web_socket,
    "Runtime.consoleAPICalled": Record._logged,
    "Runtime.exceptionThrown": Record._thrown,
    "Log.entryAdded": Record._entry,
    "Audits.issueAdded": Record._issue,
    "Page.javascriptDialogOpening": Record._dialog,
    "Page.frameNavigated": Record._navigated,
    "Page.navigatedWithinDocument": Record._moved_within,
}
