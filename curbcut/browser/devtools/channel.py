"""Commands to the browser and its events: the Chrome DevTools Protocol, over a ``Line``.

Selenium's ``execute_cdp_cmd`` goes through the driver for each command and has no events. A direct
connection takes a third of the time per command, allows several commands in flight, and delivers
events for requests, errors and crashes as they happen.

There is no thread here: events are handled while waiting for a reply.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from typing import Any

from curbcut.browser.devtools.lines import Line
from curbcut.browser.visit import ScriptError

type Params = dict[str, Any]
type Command = tuple[str, Params]

# Above the ids used by a driver that had the connection before.
_FIRST_ID = 1_000_000
# In seconds.
_SEND = 10.0


class ChannelTimeout(Exception):
    """The browser did not answer in time."""


class CommandError(ScriptError):
    """The browser refused a command; the message is the reason that it gives."""


class Channel:
    """Sends commands to one browser over ``line``, and passes its events to ``on_event``.

    ``on_event`` is called with the session id ("" for the browser itself), the name of the event
    and its parameters, only during ``call``, ``call_all`` and ``wait``. It may send commands with
    ``post``, but must not wait for them.
    """

    def __init__(self, line: Line, on_event: Callable[[str, str, Params], None]) -> None:
        self._line = line
        self._on_event = on_event
        self._last_id = _FIRST_ID
        self._waiting: set[int] = set()
        self._replies: dict[int, Params] = {}

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
        """Send commands without waiting for each other, and return their results in order.

        Raises what ``call`` raises; if several are refused, for the first of them.
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
        """Send a command without waiting for its result. Raises ChannelClosed."""
        self._send(method, params or {}, session)

    def wait(self, done: Callable[[], bool], timeout: float) -> bool:
        """Handle events until ``done()`` is true; False if it is not after ``timeout`` seconds.

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
        """Close the connection. A browser on a pipe quits; one on a WebSocket keeps running."""
        self._line.close()

    def _send(self, method: str, params: Params, session: str) -> int:
        self._last_id += 1
        message: Params = {"id": self._last_id, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        # Sending blocks only if the browser has stopped reading.
        self._line.send(json.dumps(message), _SEND)
        return self._last_id

    def _receive(self, timeout: float) -> None:
        """Handle the next message, if one arrives within ``timeout`` seconds."""
        text = self._line.receive(timeout)
        if text is None:
            return
        message = json.loads(text)
        number = message.get("id")
        if number is None:
            self._on_event(message.get("sessionId", ""), message["method"], message["params"])
        elif number in self._waiting:
            self._waiting.discard(number)
            self._replies[number] = message
