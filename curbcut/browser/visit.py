"""The record of a visit to a page, and the errors of visits."""

from __future__ import annotations

from dataclasses import dataclass

from curbcut.model.finding import CurbcutError


@dataclass(frozen=True, slots=True)
class Request:
    """A network request of a page.

    ``kind`` is "document", "stylesheet", "image", "media", "font", "script", "xhr", "fetch",
    "websocket", "ping" or another of the browser's resource types in lower case. ``status`` is the
    HTTP status, or 0 if there was no response. ``error`` is why it failed: the network error
    ("net::ERR_NAME_NOT_RESOLVED"), what blocked it ("csp", "mixed-content") or "out of reach".
    ``in_frame``: it was made by a frame of the page.
    """

    url: str
    kind: str
    status: int = 0
    error: str = ""
    method: str = "GET"
    in_frame: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirect on the way to a page. ``status`` is 0 if the page itself navigated on."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Message:
    """A console message, a script error, or the text of a dialog.

    ``level`` is "error" or "warning" for the console, "uncaught" or "rejection" for script errors,
    and "alert", "confirm", "prompt" or "beforeunload" for dialogs. ``url``, ``line`` and ``column``
    say where it came from; line and column count from 1, 0 is unknown.
    """

    level: str
    text: str
    url: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation of the Content-Security-Policy.

    ``blocked`` is a URL, "inline", "eval", or Chromium's name for another kind of violation.
    """

    directive: str
    blocked: str
    url: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """What happened on a page since it was opened.

    ``headers`` are the response headers of the page itself, names in lower case. ``cookies`` are
    the names of the cookies that the page set. ``popups`` are the URLs of windows that it tried to
    open, ``downloads`` those of files that it tried to save. ``unwatched``: the page made so many
    requests that the rest were not recorded (messages beyond a limit are dropped without that).
    ``restless``: it had not come to rest when the wait for that ended. ``seconds`` is how long
    opening took.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    requests: tuple[Request, ...] = ()
    console: tuple[Message, ...] = ()
    errors: tuple[Message, ...] = ()
    violations: tuple[Violation, ...] = ()
    mixed_content: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()
    dialogs: tuple[Message, ...] = ()
    popups: tuple[str, ...] = ()
    downloads: tuple[str, ...] = ()
    unwatched: bool = False
    restless: bool = False
    seconds: float = 0.0


class PageError(CurbcutError):
    """A page could not be opened, or failed while it was checked; it counts as untested.

    ``kind`` is "timeout", "http", "crashed", "redirect-loop", "download", "network", "moved" (the
    page navigated away, or redirected where it may not) or "empty" (the document has nothing to
    check). ``status`` is the HTTP status, for "http".
    """

    def __init__(self, kind: str, message: str, *, url: str = "", status: int = 0) -> None:
        super().__init__(message)
        self.kind = kind
        self.url = url
        self.status = status


class ScriptError(CurbcutError):
    """A script of Curbcut's threw in the page, or the browser refused a command."""
