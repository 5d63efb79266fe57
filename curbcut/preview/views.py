"""A page as others meet it: a picture in a reader's state, and the words of a screen reader."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from dataclasses import dataclass

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.spoken import Line, spoken
from curbcut.browser.states import LIGHT, STATES
from curbcut.model.state import State
from curbcut.preview.snapshot import Snapshot
from curbcut.render.pages import files_of

_TALLEST = 8_000
"""CSS pixels of a page that a picture shows; what is below would take seconds to send."""


@dataclass(frozen=True, slots=True)
class Vision:
    """A way of seeing, as ``Emulation.setEmulatedVisionDeficiency`` names it."""

    id: str
    title: str


VISIONS = (
    Vision("blurredVision", "Blurred vision"),
    Vision("reducedContrast", "Low contrast vision"),
    Vision("deuteranopia", "Without green (deuteranopia)"),
    Vision("protanopia", "Without red (protanopia)"),
    Vision("tritanopia", "Without blue (tritanopia)"),
    Vision("achromatopsia", "Without colours (achromatopsia)"),
)


class Views:
    """A browser for looking, apart from the one that checks; it starts when first asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._files: dict[str, bytes] = {}
        self._session: Session | None = None
        self._server: Server | None = None
        self._number = 0

    def picture(self, snapshot: Snapshot, path: str, look: str) -> bytes:
        """The whole page as a PNG; ``look`` is the id of a state or of a way of seeing.

        Raises CurbcutError if there is no browser, or the page does not open in it.
        """
        vision = next((one.id for one in VISIONS if one.id == look), "none")
        state = next((one for one in STATES if one.id == look), LIGHT)
        with self._lock:
            session = self._open(snapshot, path, state)
            session.cdp("Emulation.setEmulatedVisionDeficiency", {"type": vision})
            try:
                height = session.script("return document.documentElement.scrollHeight")
                clip = (0, 0, state.width, max(1, min(int(height), _TALLEST)))
                return session.screenshot(clip, beyond=True)
            finally:
                session.cdp("Emulation.setEmulatedVisionDeficiency", {"type": "none"})

    def reading(self, snapshot: Snapshot, path: str) -> list[Line]:
        """What a screen reader says, from the top of the page to its end; raises as above."""
        with self._lock:
            return spoken(self._open(snapshot, path, LIGHT).accessibility_tree())

    def _open(self, snapshot: Snapshot, path: str, state: State) -> Session:
        assert snapshot.prepared is not None
        if self._server is None or self._server.prefix != snapshot.base.rstrip("/"):
            self._stack.close()
            rendered = snapshot.prepared.rendered
            self._files.clear()
            self._server = self._stack.enter_context(
                Server(self._files, rendered.headers_of, snapshot.base, name="site")
            )
            self._session = self._stack.enter_context(Session(reach=Reach.of(self._server)))
            self._number = 0
        if snapshot.number != self._number:
            self._files.clear()
            self._files.update(files_of(snapshot.prepared.rendered))
            self._number = snapshot.number
        session = self._session
        assert session is not None
        session.open(self._server.url(path))
        session.enter(state)
        return session

    def close(self) -> None:
        """End the browser, if there is one."""
        with self._lock:
            self._stack.close()
            self._server = self._session = None
