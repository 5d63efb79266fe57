"""Curbcut's isolated JavaScript world in the documents of a tab.

It shares the document with the page, but neither its variables nor its prototypes: a page that
overrides ``Array.prototype`` or ``JSON.stringify`` can neither break nor fool what runs in it. The
page's Content-Security-Policy does not stop scripts there, but it applies to what they fetch.
``scripts/dom.js`` protects against DOM clobbering.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from curbcut.browser.devtools.channel import Command, CommandError, Params
from curbcut.browser.linker import link
from curbcut.browser.visit import PageError, ScriptError

_NAME = "curbcut"
_SCRIPTS = Path(__file__).parents[1] / "scripts"
OUR_SCRIPT = link(_SCRIPTS, ["page.js", "origins.js"]).text
# The browser's error messages when the document that a script ran in is gone.
_GONE = ("Cannot find context", "context was destroyed", "navigated or closed", "was collected")


class World:
    """The isolated world in each frame.

    ``send`` sends commands to the tab: (commands, timeout in seconds) -> results. ``libraries`` are
    scripts that run in each document.
    """

    def __init__(
        self, send: Callable[[Sequence[Command], float], list[Params]], libraries: list[str]
    ) -> None:
        self._send = send
        self._libraries = [OUR_SCRIPT, *libraries]
        self._contexts: dict[str, int] = {}

    @property
    def registrations(self) -> list[Command]:
        """The commands that register the libraries for each new document."""
        return [on_new_document(library, ours=True) for library in self._libraries]

    def add(self, library: str) -> None:
        """Remember a library that the tab registers."""
        self._libraries.append(library)

    def hear(self, event: str, params: Params) -> None:
        """Keep track of execution contexts that are created and destroyed."""
        if event == "Runtime.executionContextCreated":
            context = params["context"]
            if context["name"] == _NAME:
                self._contexts[context["auxData"]["frameId"]] = context["id"]
        elif event == "Runtime.executionContextsCleared":
            self._contexts = {}
        elif event == "Runtime.executionContextDestroyed":
            gone = params["executionContextId"]
            kept = {frame: one for frame, one in self._contexts.items() if one != gone}
            self._contexts = kept

    def run(
        self, expression: str, frame: str, timeout: float, *, after: Sequence[Command] = ()
    ) -> Any:
        """The value of an expression, a JSON value; a promise is awaited.

        ``timeout`` is in seconds. It is sent together with the commands ``after``, without waiting
        for their results. Raises ScriptError for what it throws, and PageError ("moved" if the page
        navigates away).
        """
        text = self._evaluate(f"curbcut.json({expression})", frame, timeout, after)
        return None if text is None else json.loads(text)

    def run_elsewhere(self, expression: str, frame: str, timeout: float) -> None:
        """Evaluate an expression in every other frame, ignoring what it throws there."""
        for other in [one for one in self._contexts if one != frame]:
            with suppress(ScriptError):
                self._evaluate(expression, other, timeout)

    def _evaluate(
        self, expression: str, frame: str, timeout: float, after: Sequence[Command] = ()
    ) -> str | None:
        context = self.context(frame, timeout)
        try:
            answer = self._send([*after, _evaluation(expression, context)], timeout)[-1]
        except CommandError as error:
            if any(words in str(error) for words in _GONE):
                raise PageError("moved", "The page went elsewhere while it was checked") from error
            raise ScriptError(str(error)) from error
        return _text_in(answer)

    def context(self, frame: str, timeout: float) -> int:
        """The DevTools execution context id of the isolated world in a frame.

        Raises PageError "moved" if the frame is gone.
        """
        known = self._contexts.get(frame)
        if known is not None:
            return known
        # The document is older than the registration, so the browser did not create the world.
        try:
            world = {"frameId": frame, "worldName": _NAME}
            (made,) = self._send([("Page.createIsolatedWorld", world)], timeout)
        except CommandError as error:
            raise PageError("moved", f"The page went away: {error}") from error
        context: int = made["executionContextId"]
        for source in self._libraries:
            self._send([_evaluation(f"{source};0", context)], timeout)
        self._contexts[frame] = context
        return context


def on_new_document(source: str, *, ours: bool) -> Command:
    """The command that runs a script at the start of each document.

    ``ours``: in the isolated world, otherwise in the page's main world.
    """
    place = {"worldName": _NAME} if ours else {}
    return ("Page.addScriptToEvaluateOnNewDocument", {"source": source, **place})


def _evaluation(expression: str, context: int) -> Command:
    """The command that evaluates an expression, and awaits it if it is a promise."""
    return (
        "Runtime.evaluate",
        {
            "expression": expression,
            "contextId": context,
            "awaitPromise": True,
            "returnByValue": True,
            "silent": True,
        },
    )


def _text_in(answer: Params) -> str | None:
    """The string that an evaluation returned, or None. Raises ScriptError with what was thrown."""
    details = answer.get("exceptionDetails")
    if details is not None:
        thrown = details.get("exception", {})
        said = thrown.get("description") or thrown.get("value") or details.get("text", "")
        raise ScriptError(str(said))
    value = answer.get("result", {}).get("value")
    return value if isinstance(value, str) else None
