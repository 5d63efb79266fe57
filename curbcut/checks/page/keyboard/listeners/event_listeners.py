"""The event listeners of a page, as the browser knows them; markup alone does not show them.

``listen(page)`` passes the answer to our scripts in the page. There, in listeners.js,
``heard(target)`` returns the listeners of an element, the document or the window, as a list of
``{type, capture, passive, once, source}``; ``hears(target, "click", …)`` says whether it has one
for any of these events; and ``hearers()`` lists the elements that have any, in tree order.
Attributes such as ``onclick`` count, and so do listeners in open shadow roots.

Listeners at the root of the page are attributed to the elements that they are for, as far as that
is known (see event_delegation.py): such a listener is ``delegated``, and the one that it comes from
``passes``, if that is an element's. ``minds`` is like ``hears``, without listeners that only pass
events on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from curbcut.browser.devtools.channel import CommandError
from curbcut.browser.session import Session
from curbcut.browser.visit import ScriptError
from curbcut.checks.api import PageInState
from curbcut.checks.page.keyboard.listeners.event_delegation import traces

# An element more than this is not asked about; pages that have so many repeat themselves.
MOST = 3000
# Enough of a function to see which keys it knows, in characters.
_SOURCE = 3000
_GROUP = "curbcut-listeners"

_KEEP = "function (...given) { globalThis.checks?.listeners.keep(...given); }"


@dataclass(frozen=True, slots=True)
class Listening:
    """A summary: the event types that anything listens for, and on how many elements.

    ``page_wide`` are the types that the window, the document, or its root or body listens for.
    ``complete`` is False if there were too many elements to ask about all of them.
    """

    types: frozenset[str]
    page_wide: frozenset[str]
    elements: int
    complete: bool


def listen(page: PageInState) -> Listening:
    """Ask for all listeners of the open page, once each time it is opened."""
    key = "listeners"
    document = page.session.document
    known = page.shared.get(key)
    if known is not None and known[0] == document:
        return known[1]  # type: ignore[no-any-return]
    found = _ask(page)
    page.shared[key] = (document, found)
    return found


def forget(page: PageInState) -> None:
    """Ask again next time. Call this after changing the page."""
    page.shared.pop("listeners", None)


def _ask(page: PageInState) -> Listening:
    session = page.session
    ours = session.world
    # Both in the page's own world, where no script can replace them: the window has listeners of
    # its own in each world, and asked for through our document they can crash the browser (seen
    # with Chromium 156, with `pierce`, on pages whose markup holds event attributes).
    evaluate = {"objectGroup": _GROUP, "silent": True}
    theirs, root = session.cdp_all(
        [
            ("Runtime.evaluate", {**evaluate, "expression": "window"}),
            ("Runtime.evaluate", {**evaluate, "expression": "document"}),
        ]
    )
    window, nodes = session.cdp_all(
        [
            ("DOMDebugger.getEventListeners", {"objectId": theirs["result"]["objectId"]}),
            (
                "DOMDebugger.getEventListeners",
                {"objectId": root["result"]["objectId"], "depth": -1, "pierce": True},
            ),
        ],
        timeout=30,
    )
    sources: dict[str, int] = {}

    def short(listener: dict[str, Any]) -> list[Any]:
        text = str(listener.get("originalHandler", {}).get("description", ""))[:_SOURCE]
        flags = (bool(listener[name]) for name in ("useCapture", "passive", "once"))
        return [listener["type"], *flags, sources.setdefault(text, len(sources))]

    page_wide = [short(one) for one in window["listeners"]]
    by_node: dict[int, list[list[Any]]] = {}
    complete = True
    for one in nodes["listeners"]:
        node = one.get("backendNodeId", 0)
        if node not in by_node and len(by_node) >= MOST:
            complete = False
            continue
        by_node.setdefault(node, []).append(short(one))
    heard = [one for all_ in (page_wide, *by_node.values()) for one in all_]
    types = {one[0] for one in heard}
    wide = {one[0] for one in page_wide}
    texts = list(sources)
    left = traces(session, {texts[one[4]] for one in heard if "click" in one[0]})
    table = {"window": page_wide, "sources": texts, "traces": left}
    wide |= _keep(session, ours, by_node, table)
    session.cdp("Runtime.releaseObjectGroup", {"objectGroup": _GROUP})
    return Listening(frozenset(types), frozenset(wide), len(by_node), complete)


def _keep(
    session: Session,
    world: int,
    by_node: dict[int, list[list[Any]]],
    table: dict[str, Any],
) -> set[str]:
    """Hand the listeners to our world, each with its element; what the whole page listens for."""
    resolve = {"executionContextId": world, "objectGroup": _GROUP}
    asking = [("DOM.resolveNode", {**resolve, "backendNodeId": node}) for node in by_node]
    try:
        objects = [one["object"] for one in session.cdp_all(asking, timeout=30)]
    except CommandError:
        # What lives in a frame cannot be had in our world of the page.
        objects = []
        for command in asking:
            try:
                objects.append(session.cdp(*command)["object"])
            except CommandError:
                objects.append({})
    there = [
        (one["objectId"], one.get("className"), heard)
        for one, heard in zip(objects, by_node.values(), strict=True)
        if "objectId" in one
    ]
    wide = {
        listener[0]
        for _, kind, heard in there
        if kind in ("HTMLDocument", "HTMLBodyElement", "HTMLHtmlElement")
        for listener in heard
    }
    answer = session.cdp(
        "Runtime.callFunctionOn",
        {
            "functionDeclaration": _KEEP,
            "executionContextId": world,
            "arguments": [
                {"value": {**table, "heard": [heard for _, _, heard in there]}},
                *({"objectId": one} for one, _, _ in there),
            ],
            "silent": True,
        },
        timeout=30,
    )
    if "exceptionDetails" in answer:
        raise ScriptError(str(answer["exceptionDetails"]["exception"].get("description", "?")))
    return wide
