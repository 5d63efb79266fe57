"""Commands to the browser and its events: the Chrome DevTools Protocol, over a ``Line``.

Selenium's own way to the protocol (``execute_cdp_cmd``) goes through the driver for each command
and has no events. The direct line takes a third of the time for a command, lets commands be sent
without waiting for one another, and hears about requests, errors and crashes when they happen.

There is no thread in here: events are handled while a reply is awaited.
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

# Above what a driver has used that had the line before us.
_FIRST_ID = 1_000_000
# In seconds.
_SEND = 10.0


class ChannelTimeout(Exception):
    """The browser did not answer within the time that it was given."""


class CommandError(ScriptError):
    """The browser refused a command; the message is its reason."""


class Channel:
    """Sends commands to one browser, over ``line``, and gives its events to ``on_event``.

    ``on_event`` is called with the session id ("" for the browser itself), the name of the event
    and its parameters, and only from within ``call``, ``call_all`` and ``wait``. It may send
    commands with ``post`` but not wait for them.
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
        self._line.close()

    def _send(self, method: str, params: Params, session: str) -> int:
        self._last_id += 1
        message: Params = {"id": self._last_id, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        # A send that blocks means a browser that has stopped reading.
        self._line.send(json.dumps(message), _SEND)
        return self._last_id

    def _receive(self, timeout: float) -> None:
        """Take in one message, or none when there was none in time."""
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
