"""Connections for DevTools messages: a pipe to a local browser, a WebSocket to a remote one.

A pipe is private to this process. A WebSocket is a port that any local client can connect to.
"""

from __future__ import annotations

import contextlib
import os
import select
import time
from collections.abc import Callable, Sequence
from typing import Protocol

import websocket

_CHUNK = 1 << 16
# Seconds that a browser gets to end after its pipe was closed.
_END = 5.0


class ChannelClosed(Exception):
    """The connection is closed: the browser quit, was killed or crashed."""


class Line(Protocol):
    """A connection that carries messages, each a JSON text."""

    def send(self, text: str, timeout: float) -> None:
        """Send a message within ``timeout`` seconds. Raises ChannelClosed."""

    def receive(self, timeout: float) -> str | None:
        """The next message, or None after ``timeout`` seconds. Raises ChannelClosed."""

    def close(self) -> None:
        """Close the connection."""


class Pipe:
    """The two pipes of a browser that was started with ``--remote-debugging-pipe``.

    ``reading`` and ``writing`` are file descriptors, closed by ``close``, which ends the browser.
    ``before`` is data that was read already. Messages end with a NUL byte.
    """

    def __init__(self, reading: int, writing: int, before: bytes = b"") -> None:
        self._reading, self._writing = reading, writing
        self._buffer = bytearray(before)
        self._searched = 0
        self._open = True
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)

    def send(self, text: str, timeout: float) -> None:
        """See ``Line``."""
        left = memoryview(text.encode() + b"\0")
        end = time.monotonic() + timeout
        while left:
            try:
                left = left[os.write(self._descriptor(self._writing), left) :]
            except BlockingIOError:
                if not _ready(self._writing, select.POLLOUT, end):
                    raise ChannelClosed("the browser has stopped reading") from None
            except OSError as error:
                raise ChannelClosed(str(error)) from error

    def receive(self, timeout: float) -> str | None:
        """See ``Line``."""
        end = time.monotonic() + timeout
        while True:
            at = self._buffer.find(0, self._searched)
            if at >= 0:
                text = self._buffer[:at].decode()
                del self._buffer[: at + 1]
                self._searched = 0
                return text
            self._searched = len(self._buffer)
            if not _ready(self._descriptor(self._reading), select.POLLIN, end):
                return None
            try:
                part = os.read(self._reading, _CHUNK)
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChannelClosed(str(error)) from error
            if not part:
                raise ChannelClosed("the browser closed the connection")
            self._buffer += part

    def _descriptor(self, number: int) -> int:
        if not self._open:
            # The descriptor may have been reused for another file.
            raise ChannelClosed("the line is closed")
        return number

    def close(self) -> None:
        """Close the pipe, which ends the browser, and wait up to 5 s for that."""
        if not self._open:
            return
        self._open = False
        with contextlib.suppress(OSError):
            os.close(self._writing)
        end = time.monotonic() + _END
        with contextlib.suppress(OSError):
            while _ready(self._reading, select.POLLIN, end) and os.read(self._reading, _CHUNK):
                pass
        with contextlib.suppress(OSError):
            os.close(self._reading)


def _ready(descriptor: int, event: int, end: float) -> bool:
    poll = select.poll()
    poll.register(descriptor, event)
    return bool(poll.poll(max(0.0, end - time.monotonic()) * 1000))


class Socket:
    """A WebSocket, such as the one in the ``se:cdp`` capability of a Grid.

    ``headers`` are lines such as "Authorization: …" for the opening handshake. Raises ChannelClosed
    if no connection can be made within ``timeout`` seconds.
    """

    def __init__(self, url: str, timeout: float, headers: Sequence[str] = ()) -> None:
        self._socket = _closing(
            lambda: websocket.create_connection(
                url,
                timeout=timeout,
                # Chromium refuses connections with an Origin header, because they may come from a
                # web page.
                suppress_origin=True,
                header=list(headers),
                skip_utf8_validation=True,
                # Ignore the environment's proxy settings.
                http_no_proxy=["*"],
            )
        )

    def send(self, text: str, timeout: float) -> None:
        """See ``Line``."""
        self._socket.settimeout(timeout)
        _closing(lambda: self._socket.send(text))

    def receive(self, timeout: float) -> str | None:
        """See ``Line``."""
        self._socket.settimeout(timeout)
        try:
            text = self._socket.recv()
        except websocket.WebSocketTimeoutException:
            return None
        except (OSError, websocket.WebSocketException) as error:
            raise ChannelClosed(str(error)) from error
        if not text:
            raise ChannelClosed("the browser closed the connection")
        return text if isinstance(text, str) else text.decode()

    def close(self) -> None:
        """See ``Line``."""
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self._socket.shutdown()  # type: ignore[no-untyped-call]


def _closing[T](work: Callable[[], T]) -> T:
    try:
        return work()
    except (OSError, websocket.WebSocketException) as error:
        raise ChannelClosed(str(error)) from error
