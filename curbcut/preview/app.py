"""What the preview answers on this machine: the site's own addresses, and its window under /-/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response

from curbcut.errors import CurbcutError
from curbcut.preview import panel
from curbcut.preview.checker import Checker
from curbcut.preview.events import Events
from curbcut.preview.snapshot import Snapshot
from curbcut.preview.views import Views
from curbcut.rules import all_rules

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

OWN = "/-/"
"""The addresses of the preview itself; no page's address begins like this."""
_ASSETS = Path(__file__).resolve().parent / "assets"
_TYPES = {"window.css": "text/css", "window.js": "text/javascript"}
_LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
    " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


class App:
    """A WSGI application.

    ``snapshot`` gives the site as it is now; ``checker`` is None where pages are not checked in a
    browser.
    """

    def __init__(
        self,
        snapshot: Callable[[], Snapshot],
        events: Events,
        checker: Checker | None,
        views: Views,
    ) -> None:
        self._snapshot = snapshot
        self._events = events
        self._checker = checker
        self._views = views
        self._own: Mapping[str, Callable[[Request], Response]] = {
            OWN: self._window,
            f"{OWN}panel": self._panel,
            f"{OWN}events": self._stream,
            f"{OWN}picture": self._picture,
            f"{OWN}reading": self._reading,
            f"{OWN}rule": self._rule,
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(Request(environ))(environ, start_response)

    def _answer(self, request: Request) -> Response:
        # A page from elsewhere that has a name of its own lead here (DNS rebinding) gets nothing.
        if urlsplit(f"//{request.host}").hostname not in _LOOPBACK:
            return _text("The preview answers on this machine alone.", 403)
        if request.method not in ("GET", "HEAD"):
            return _text("The preview only shows.", 405)
        if request.path.startswith(OWN):
            return self._about(request)
        if request.path == "/" and self._snapshot().base != "/":
            return Response(status=302, headers={"Location": OWN})
        return self._page(request)

    def _page(self, request: Request) -> Response:
        """What a server would send, except for what would keep it out of the frame."""
        target = request.environ.get("RAW_URI") or request.full_path
        sent = self._snapshot().responder.respond(target)
        headers = {name: _framed(name, value) for name, value in sent.headers.items()}
        kept = {name: value for name, value in headers.items() if value}
        return Response(
            sent.body, status=int(sent.status), headers={**kept, "Cache-Control": "no-cache"}
        )

    def _about(self, request: Request) -> Response:
        name = request.path.removeprefix(OWN)
        if name in _TYPES:
            text = (_ASSETS / name).read_text("utf-8")
            return _own(Response(text, content_type=f"{_TYPES[name]}; charset=utf-8"))
        make = self._own.get(request.path)
        if make is None:
            return _text("The preview has nothing at this address.", 404)
        try:
            return _own(make(request))
        except CurbcutError as error:
            return _text(f"{error} {error.fix}".strip(), 503)

    def _window(self, request: Request) -> Response:
        return _html(panel.window(*self._facts(request), checking=self._checker is not None))

    def _panel(self, request: Request) -> Response:
        return _html(panel.panel(*self._facts(request), checking=self._checker is not None))

    def _facts(self, request: Request) -> tuple[Snapshot, Any, str]:
        """The site, what a browser saw of the page, and the page's address.

        Who asks about a page has it checked.
        """
        snapshot, address = self._snapshot(), self._address(request)
        page = snapshot.page_at(address)
        if page is None or self._checker is None:
            return snapshot, None, address
        self._checker.want(snapshot, page.path)
        return snapshot, self._checker.seen(page.path), address

    def _address(self, request: Request) -> str:
        """The page's address, on this server and without query; by default the first page's."""
        base = self._snapshot().base
        address = urlsplit(request.args.get("page", "")).path
        return address if address.startswith(base) and not address.startswith("//") else base

    def _stream(self, request: Request) -> Response:
        events = self._events.listen(f"event: here\ndata: {self._snapshot().number}\n\n")
        return Response(events, content_type="text/event-stream")

    def _picture(self, request: Request) -> Response:
        snapshot, address, page = self._shown(request)
        look = request.args.get("look", "")
        if look.startswith("live"):
            return Response(status=302, headers={"Location": address})
        return Response(self._views.picture(snapshot, page, look), content_type="image/png")

    def _reading(self, request: Request) -> Response:
        snapshot, _, page = self._shown(request)
        return _html(panel.reading(self._views.reading(snapshot, page)))

    def _rule(self, request: Request) -> Response:
        wanted = request.args.get("id", "")
        for rule in all_rules():
            if rule.id == wanted:
                return _html(panel.rule(rule))
        return _text("There is no such rule.", 404)

    def _shown(self, request: Request) -> tuple[Snapshot, str, str]:
        snapshot, address = self._snapshot(), self._address(request)
        page = snapshot.page_at(address)
        if page is None:
            raise CurbcutError(f"There is no page at {address}.")
        return snapshot, address, page.path


def _framed(name: str, value: str) -> str:
    """A header of the site, as it must be for a page in the preview's frame; "" is left out."""
    if name.lower() in ("x-frame-options", "strict-transport-security", "cache-control"):
        return ""
    if name.lower() == "content-security-policy":
        parts = (part.strip() for part in value.split(";"))
        kept = [part for part in parts if part and not part.startswith("frame-ancestors")]
        return "; ".join((*kept, "frame-ancestors 'self'"))
    return value


def _own(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _html(text: str) -> Response:
    return Response(text, content_type="text/html; charset=utf-8")


def _text(text: str, status: int) -> Response:
    return _own(Response(text + "\n", status=status, content_type="text/plain; charset=utf-8"))
