"""What happens in the preview, told to the windows that are open (server-sent events)."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

_QUIET_SECONDS = 15.0
"""After so long without an event a comment is sent, so that a closed window is noticed."""


class Events:
    """Passes each event on to whoever listens at that moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[queue.SimpleQueue[str | None]] = set()
        self._closed = False

    def send(self, name: str, data: str = "") -> None:
        """Tell all listeners; ``data`` is one line."""
        with self._lock:
            for listener in self._listeners:
                listener.put(f"event: {name}\ndata: {data}\n\n")

    def listen(self, first: str) -> Iterator[str]:
        """The events from now on, as they are written to a stream; ``first`` comes first."""
        mine: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        with self._lock:
            if self._closed:
                return
            self._listeners.add(mine)
        try:
            yield first
            while True:
                try:
                    event = mine.get(timeout=_QUIET_SECONDS)
                except queue.Empty:
                    event = ": still here\n\n"
                if event is None:
                    return
                yield event
        finally:
            with self._lock:
                self._listeners.discard(mine)

    def close(self) -> None:
        """End all streams."""
        with self._lock:
            self._closed = True
            for listener in self._listeners:
                listener.put(None)
