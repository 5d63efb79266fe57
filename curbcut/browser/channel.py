"""A line to the browser: Chrome DevTools Protocol over the WebSocket that Selenium tells of.

Selenium's own way to the protocol (``execute_cdp_cmd``) goes through the driver for each command
and has no events. The direct line takes a third of the time for a command, lets commands be sent
without waiting for one another, and hears about requests, errors and crashes when they happen.
It works on a Grid as well, which offers the same WebSocket under the capability ``se:cdp``.

There is no thread in here: events are handled while a reply is awaited.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterable
from typing import Any

import websocket

from curbcut.browser.visit import ScriptError

type Params = dict[str, Any]
type Command = tuple[str, Params]


class ChannelClosed(Exception):
    """The browser hung up: it ended, was killed, or crashed as a whole."""


class ChannelTimeout(Exception):
    """The browser did not answer within the time that it was given."""


class CommandError(ScriptError):
    """The browser refused a command; the message is its reason."""


class Channel:
    """Sends commands to one browser and gives its events to ``on_event``.

    ``on_event`` is called with the session id ("" for the browser itself), the name of the event
    and its parameters, and only from within ``call``, ``call_all`` and ``wait``. It may send
    commands with ``post`` but not wait for them.

    Raises ChannelClosed if no connection can be made within ``timeout`` seconds.
    """

    def __init__(
        self, url: str, on_event: Callable[[str, str, Params], None], *, timeout: float = 10.0
    ) -> None:
        self._on_event = on_event
        self._last_id = 0
        self._waiting: set[int] = set()
        self._replies: dict[int, Params] = {}
        try:
            self._socket = websocket.create_connection(
                url,
                timeout=timeout,
                # Chromium refuses connections that come from a web page, which is what an Origin
                # header would make of ours.
                suppress_origin=True,
                skip_utf8_validation=True,
                # The proxy of the environment is not meant for a browser on this machine.
                http_no_proxy=["*"],
            )
        except (OSError, websocket.WebSocketException) as error:
            raise ChannelClosed(str(error)) from error

    def call(
        self, method: str, params: Params | None = None, *, session: str = "", timeout: float
    ) -> Params:
        """Send a command and return its result.

        Raises CommandError, ChannelClosed, or ChannelTimeout after ``timeout`` seconds.
        """
        return self.call_all([(method, params or {})], session=session, timeout=timeout)[0]

    def call_all(
        self, commands: Iterable[Command], *, session: str = "", timeout: float
    ) -> list[Params]:
        """Send commands in one go and return their results, in order.

        The browser may work on several of them at once. Raises what ``call`` raises; of several
        refusals, the first.
        """
        ids = [self._send(method, params, session) for method, params in commands]
        self._waiting.update(ids)
        try:
            if not self.wait(lambda: self._waiting.isdisjoint(ids), timeout):
                raise ChannelTimeout(f"no answer to {len(ids)} command(s) in {timeout:.1f} s")
        finally:
            self._waiting.difference_update(ids)
            replies = [self._replies.pop(number, {}) for number in ids]
        for reply in replies:
            if "error" in reply:
                raise CommandError(str(reply["error"].get("message", reply["error"])))
        return [reply.get("result", {}) for reply in replies]

    def post(self, method: str, params: Params | None = None, *, session: str = "") -> None:
        """Send a command whose outcome does not matter. Raises ChannelClosed."""
        self._send(method, params or {}, session)

    def wait(self, done: Callable[[], bool], timeout: float) -> bool:
        """Handle events until ``done()``; False when that did not happen in ``timeout`` seconds.

        Raises ChannelClosed.
        """
        end = time.monotonic() + timeout
        while not done():
            left = end - time.monotonic()
            if left <= 0:
                return False
            self._receive(left)
        return True

    def close(self) -> None:
        """Hang up; the browser goes on."""
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self._socket.shutdown()  # type: ignore[no-untyped-call]

    def _send(self, method: str, params: Params, session: str) -> int:
        self._last_id += 1
        message: Params = {"id": self._last_id, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        try:
            # A send that blocks means a browser that has stopped reading.
            self._socket.settimeout(10)
            self._socket.send(json.dumps(message))
        except (OSError, websocket.WebSocketException) as error:
            raise ChannelClosed(str(error)) from error
        return self._last_id

    def _receive(self, timeout: float) -> None:
        """Take in one message, or none when there was none in time."""
        try:
            self._socket.settimeout(timeout)
            text = self._socket.recv()
        except websocket.WebSocketTimeoutException:
            return
        except (OSError, websocket.WebSocketException) as error:
            raise ChannelClosed(str(error)) from error
        if not text:
            raise ChannelClosed("the browser closed the connection")
        message = json.loads(text)
        number = message.get("id")
        if number is None:
            self._on_event(message.get("sessionId", ""), message["method"], message["params"])
        elif number in self._waiting:
            self._waiting.discard(number)
            self._replies[number] = message
