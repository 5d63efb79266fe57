"""What there is to tell about a visit to a page, and what can go wrong with one."""

from __future__ import annotations

from dataclasses import dataclass

from curbcut.model.finding import CurbcutError


@dataclass(frozen=True, slots=True)
class Request:
    """Something that a page asked the network for.

    ``kind`` is "document", "stylesheet", "image", "media", "font", "script", "xhr", "fetch",
    "websocket", "ping" or another of the browser's resource types in lower case. ``status`` is the
    HTTP status, or 0 where no answer came. ``error`` says why none came: the network's error
    ("net::ERR_NAME_NOT_RESOLVED") or what blocked the request ("csp", "mixed-content").
    """

    url: str
    kind: str
    status: int = 0
    error: str = ""
    method: str = "GET"
    in_frame: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """One step on the way to a page. ``status`` is 0 where the page itself sent the reader on."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was said in the console, an error, or the text of a dialog box.

    ``level`` is "error" or "warning" for the console, "uncaught" or "rejection" for script errors,
    and "alert", "confirm", "prompt" or "beforeunload" for dialog boxes. ``url``, ``line`` and
    ``column`` (both from 1; 0 where unknown) say where it came from.
    """

    level: str
    text: str
    url: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that the Content-Security-Policy forbade.

    ``blocked`` is an address, or "inline" or "eval".
    """

    directive: str
    blocked: str
    url: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """What happened while a page was opened and, if asked for later, since.

    ``headers`` are those of the page itself, names in lower case. ``cookies`` are the names of the
    cookies that the page left behind. ``popups`` are windows that the page tried to open and
    ``downloads`` files that it tried to save. ``unwatched`` says that the page asked for so
    much that the rest was not watched; of messages and the like, more are merely not kept.
    ``seconds`` is how long opening took.
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
    seconds: float = 0.0


class PageError(CurbcutError):
    """A page could not be visited, or not to the end; it counts as not tested.

    ``kind`` is "timeout", "http", "crashed", "redirect-loop", "download", "network", "moved"
    (the page went somewhere else while it was looked at) or "empty" (it is there, and has nothing
    to look at). ``status`` is the HTTP status of "http".
    """

    def __init__(self, kind: str, message: str, *, url: str = "", status: int = 0) -> None:
        super().__init__(message)
        self.kind = kind
        self.url = url
        self.status = status


class ScriptError(CurbcutError):
    """A script of ours threw in the page, or the browser refused a command; the message says it."""
