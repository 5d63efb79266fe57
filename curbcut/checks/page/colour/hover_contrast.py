"""Contrast of text that is hovered, focused or visited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from curbcut.browser import states
from curbcut.browser.devtools.channel import CommandError
from curbcut.checks.api import Check, PageInState, message_of, target_from
from curbcut.checks.page.colour import contrast_states
from curbcut.model.finding import Problem, Rule

HOVER = Rule(
    id="hover-focus-contrast",
    summary="Text is too faint when hovered, focused or visited",
    why="People with low vision lose the very link or button that they are about to use.",
    fix=(
        "In the style sheet, give :hover, :focus and :visited colours with enough contrast to"
        " their background: 4.5:1, or 3:1 for large text."
    ),
    criteria=("1.4.3",),
    how=(
        "The style sheets show which elements change colour. Those that would become too faint"
        " are put into that state in the browser, and their actual colours are compared."
    ),
    limits=(
        "Style sheets from other origins cannot be read. Text over pictures and text in slots is"
        " skipped. Of elements that look the same, one is measured."
    ),
    source="WCAG 2.2, 1.4.3 Contrast (Minimum), which holds for every state of text.",
    messages={
        "hover": "“{text}” has a contrast of {ratio}:1 on hover; it needs {needed}:1",
        "focus": "“{text}” has a contrast of {ratio}:1 when focused; it needs {needed}:1",
        "visited": "“{text}” has a contrast of {ratio}:1 once visited; it needs {needed}:1",
    },
    examples=(
        (
            ('<style>a:hover { color: #bbb }</style>\n<p><a href="/hours">Opening hours</a></p>'),
            (
                "<style>a:hover { color: #0b5c4a }</style>\n"
                '<p><a href="/hours">Opening hours</a></p>'
            ),
        ),
    ),
)

_GROUP = "curbcut-states"
_PSEUDO = {
    "hover": ["hover"],
    "focus": ["focus", "focus-visible", "focus-within"],
    "visited": ["visited"],
}


def run(page: PageInState) -> Iterator[Problem]:
    """Put suspect text into each of these states, one after the other, and measure it."""
    suspects: list[dict[str, Any]] = page.script("return checks.states.suspect()")
    page.applied(HOVER.id)
    if not suspects:
        return
    session = page.session
    session.cdp_all([("DOM.enable", {}), ("CSS.enable", {})])
    root = session.cdp_all([("DOM.getDocument", {"depth": 0})])[0]["root"]["nodeId"]
    nodes = [_node(page, root, i, suspect["holder"]) for i, suspect in enumerate(suspects)]
    try:
        for state, pseudo in _PSEUDO.items():
            mine = [i for i, s in enumerate(suspects) if s["state"] == state and nodes[i]]
            if not mine:
                continue
            _force(page, [nodes[i] for i in mine], pseudo)
            given: dict[str, str] = {}
            if state == "visited":
                # A page is not told what a visited link looks like; the protocol is.
                styles = session.cdp_all(
                    [("CSS.getComputedStyleForNode", {"nodeId": nodes[i]}) for i in mine]
                )
                for i, style in zip(mine, styles, strict=True):
                    pairs = {p["name"]: p["value"] for p in style["computedStyle"]}
                    given[str(i)] = pairs.get("color", "")
            for verdict in page.script("return checks.states.verdicts(arguments[0])", given):
                if verdict["index"] in mine:
                    message = message_of(HOVER, state, verdict)
                    yield Problem(HOVER.id, message, target_from(verdict["target"]))
            _force(page, [nodes[i] for i in mine], [])
    finally:
        session.cdp_all([("CSS.disable", {}), ("DOM.disable", {})])
        # Colours that change slowly would be on their way back for a while.
        page.script("checks.opened.layOut()")


def _force(page: PageInState, nodes: list[int], pseudo: list[str]) -> None:
    command = "CSS.forcePseudoState"
    page.session.cdp_all(
        [(command, {"nodeId": node, "forcedPseudoClasses": pseudo}) for node in nodes]
    )


def _node(page: PageInState, root: int, index: int, selector: list[str]) -> int:
    """The protocol's number of the element that a suspect's state is put on, or 0."""
    if len(selector) != 1:
        return _within(page, index)
    query = {"nodeId": root, "selector": selector[0]}
    found: int = page.session.cdp_all([("DOM.querySelector", query)])[0]["nodeId"]
    return found


def _within(page: PageInState, index: int) -> int:
    """The same for an element in a shadow root, which no selector leads into."""
    session = page.session
    there = {"expression": f"checks.states.holder({index})", "contextId": session.world}
    found = session.cdp("Runtime.evaluate", {**there, "objectGroup": _GROUP})["result"]
    one = {"objectId": found.get("objectId", "")}
    try:
        node: int = session.cdp("DOM.requestNode", one)["nodeId"]
    except CommandError:
        return 0
    finally:
        session.cdp("Runtime.releaseObjectGroup", {"objectGroup": _GROUP})
    return node


# Colours differ between the two schemes and nowhere else; forced colours are the reader's own.
CHECK = Check(
    rules=(HOVER,),
    states=(states.LIGHT, states.DARK),
    run=run,
    needs=(contrast_states.CHECK,),
)
