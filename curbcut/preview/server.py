"""The preview while it runs: files are watched, and what changes is built and shown."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path

from watchfiles import DefaultFilter, watch
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from curbcut import interrupts
from curbcut.errors import CurbcutError
from curbcut.preview.app import OWN, App
from curbcut.preview.checker import Checker
from curbcut.preview.events import Events
from curbcut.preview.snapshot import Snapshot, take
from curbcut.preview.views import Views
from curbcut.run import Options

HOST = "127.0.0.1"
PORT = 8000
"""The port that is tried first."""
_TRIES = 20
"""How many ports are tried in turn where none was asked for."""
_GATHER = 60
"""Milliseconds in which changes count as one: editors write a file in several steps."""
_LOOK = 200
"""Milliseconds between looks for an interrupt."""


class Preview:
    """The site as it is being written. Made with a first build; ``rebuild`` makes the next one."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.events = Events()
        folders = [options.source, *([options.templates] if options.templates else ())]
        self.folders = [folder for folder in folders if folder.is_dir()]
        self.stamps = stamps(self.folders)
        self.snapshot = take(options)
        self.checker = Checker(self.events) if options.check else None
        self.views = Views()

    def rebuild(self) -> Snapshot:
        """Build the site as it is now, and tell the open windows."""
        self.snapshot = take(self.options, self.snapshot)
        self.events.send("built", str(self.snapshot.number))
        return self.snapshot

    @property
    def app(self) -> App:
        """What answers requests."""
        return App(lambda: self.snapshot, self.events, self.checker, self.views)

    def close(self) -> None:
        """End the browsers and tell the open windows."""
        self.events.send("stopped")
        self.events.close()
        if self.checker:
            self.checker.close()
        self.views.close()


@contextmanager
def serving(preview: Preview, port: int | None) -> Iterator[str]:
    """Answer on this machine until the context ends; gives the address of the window.

    ``port`` is the one that must be used; None takes ``PORT`` or the next one that is free.

    Raises:
        CurbcutError: when the port, or all that were tried, are in use.
    """
    server = _listening(preview.app, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.port}{OWN}"
    finally:
        preview.close()
        server.shutdown()
        server.server_close()


def follow(
    preview: Preview,
    built: Callable[[Snapshot, Set[Path]], None],
    stop: threading.Event | None = None,
) -> None:
    """Build again whenever a file of the site or of its theme changes.

    Returns when ``stop`` is set or after an interrupt; ``built`` is told what was built, and why.
    """
    changes = watch(
        *preview.folders,
        watch_filter=_Sources(),
        step=_GATHER,
        debounce=400,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=True,
    )
    early = None
    for changed in changes:
        if interrupts.asked():
            return
        if early is None:
            # What was saved before the files were watched would never be noticed.
            early = stamps(preview.folders) != preview.stamps
        if changed or early:
            paths = {Path(path) for _, path in changed} or set(preview.folders)
            built(preview.rebuild(), paths)
            early = False


def stamps(folders: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """The time and size of each file, by which a change is noticed."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            with suppress(OSError):
                fact = path.stat()
                found[str(path)] = (fact.st_mtime_ns, fact.st_size)
    return found


class _Sources(DefaultFilter):
    """All files but those that editors and version control write beside them."""

    ignore_entity_patterns = (
        *DefaultFilter.ignore_entity_patterns,
        r"^\.#",
        r"~$",
        r"^4913$",
        r"\.tmp$",
    )


class _Quiet(WSGIRequestHandler):
    """Writes nothing about requests; a preview that works has nothing to say."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Write nothing."""


def _listening(app: App, port: int | None) -> BaseWSGIServer:
    tries = [port] if port is not None else range(PORT, PORT + _TRIES)
    for number in tries:
        try:
            return _bound(app, number)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise CurbcutError(f"The preview cannot start: {error.strerror}.") from error
    if port is None:
        raise CurbcutError(
            f"The ports {PORT} to {PORT + _TRIES - 1} are all in use.",
            "End another preview, or name a port with --port.",
        )
    raise CurbcutError(
        f"Port {port} is in use by another program, or not for everybody to use.",
        "Leave --port out to get one that is free.",
    )


def _bound(app: App, port: int) -> BaseWSGIServer:
    # Werkzeug ends the program when a port is in use; so the socket is made here.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)
        return make_server(
            HOST, port, app, threaded=True, request_handler=_Quiet, fd=listening.fileno()
        )
    finally:
        listening.close()
