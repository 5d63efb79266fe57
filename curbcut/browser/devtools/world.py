"""A JavaScript world of our own in the documents of a tab.

It shares the document with the page but neither its variables nor its prototypes: a page which
overrides ``Array.prototype`` or ``JSON.stringify`` can neither break nor fool what runs in it, and
the page's Content-Security-Policy does not keep it from running (what it fetches, it does bind).
What a page can do with names of forms and fields (DOM clobbering) is seen to in ``scripts/dom.js``.
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
_OUR_SCRIPT = link(_SCRIPTS, ["page.js", "origins.js"]).text
# What the browser says when the document that a script ran in has gone away.
_GONE = ("Cannot find context", "context was destroyed", "navigated or closed", "was collected")


class World:
    """Our world in each frame. ``send`` gives commands to the tab: (commands, seconds) -> results.

    ``libraries`` are the scripts that are there in each document.
    """

    def __init__(
        self, send: Callable[[Sequence[Command], float], list[Params]], libraries: list[str]
    ) -> None:
        self._send = send
        self._libraries = [_OUR_SCRIPT, *libraries]
        self._contexts: dict[str, int] = {}

    @property
    def registrations(self) -> list[Command]:
        """The commands that have the browser put our libraries into each new document."""
        return [on_new_document(library, ours=True) for library in self._libraries]

    def add(self, library: str) -> None:
        """Remember a library that the tab has registered."""
        self._libraries.append(library)

    def hear(self, event: str, params: Params) -> None:
        """Take note of contexts that come and go."""
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
        """The value of an expression, or of what it promises; JSON values only.

        It is sent right behind the commands ``after``, without waiting for their outcome. Raises
        ScriptError for what it throws; PageError "moved" if the document goes away.
        """
        text = self._evaluate(f"curbcut.json({expression})", frame, timeout, after)
        return None if text is None else json.loads(text)

    def run_elsewhere(self, expression: str, frame: str, timeout: float) -> None:
        """Evaluate an expression in every other frame; what becomes of it does not matter."""
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
        """The execution context of our world in a frame, as the DevTools protocol has it."""
        known = self._contexts.get(frame)
        if known is not None:
            return known
        # The browser has not made it: the document is from before we came.
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
    """The command that runs a script at the start of each document, in our world or the page's."""
    place = {"worldName": _NAME} if ours else {}
    return ("Page.addScriptToEvaluateOnNewDocument", {"source": source, **place})


def _evaluation(expression: str, context: int) -> Command:
    """The command that evaluates an expression, and waits for it if it is a promise."""
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
    """The text that an evaluation gave. Raises ScriptError with what was thrown."""
    details = answer.get("exceptionDetails")
    if details is not None:
        thrown = details.get("exception", {})
        said = thrown.get("description") or thrown.get("value") or details.get("text", "")
        raise ScriptError(str(said))
    value = answer.get("result", {}).get("value")
    return value if isinstance(value, str) else None
