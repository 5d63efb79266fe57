"""User input and output of a page: keyboard, mouse, screenshots and the accessibility tree."""

from __future__ import annotations

import base64
from abc import ABC, abstractmethod

from curbcut.browser.devtools.channel import Command, Params
from curbcut.browser.devtools.keys import strokes


class Reader(ABC):
    """Input and output of an open page.

    Every method raises PageError, and ScriptError if the browser refuses the command.
    """

    @abstractmethod
    def cdp_all(self, commands: list[Command], *, timeout: float = 10.0) -> list[Params]:
        """The results of several DevTools commands, sent without waiting for each other.

        ``timeout`` is in seconds.
        """

    def cdp(self, command: str, params: Params | None = None, *, timeout: float = 10.0) -> Params:
        """The result of one DevTools command to the page; ``timeout`` is in seconds."""
        return self.cdp_all([(command, params or {})], timeout=timeout)[0]

    def press(self, key: str, *modifiers: str) -> None:
        """Press and release a key ("Enter", "ArrowDown", "a"), with modifiers such as "Shift"."""
        self.cdp_all(strokes(key, modifiers))

    def press_tab(self, *, backwards: bool = False) -> None:
        """Press Tab, or Shift+Tab."""
        self.press("Tab", *(("Shift",) if backwards else ()))

    def hover(self, x: float, y: float) -> None:
        """Move the mouse to a point of the viewport, in CSS pixels."""
        self.cdp("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})

    def click(self, x: float, y: float) -> None:
        """Click with the main mouse button on a point of the viewport, in CSS pixels."""
        event = {"x": x, "y": y, "button": "left", "clickCount": 1}
        steps = (
            {"type": "mouseMoved", "x": x, "y": y},
            *({**event, "type": kind} for kind in ("mousePressed", "mouseReleased")),
        )
        self.cdp_all([("Input.dispatchMouseEvent", step) for step in steps])

    def screenshot(
        self, clip: tuple[float, float, float, float] | None = None, *, beyond: bool = False
    ) -> bytes:
        """A PNG of the viewport or of a part of it: x, y, width and height in CSS pixels.

        Coordinates are relative to the top left corner of the page. With ``beyond`` the part may
        lie outside the viewport, which takes longer.
        """
        params: Params = {"format": "png", "optimizeForSpeed": True}
        if clip is not None:
            x, y, width, height = clip
            params["clip"] = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
        if beyond:
            params["captureBeyondViewport"] = True
        return base64.b64decode(self.cdp("Page.captureScreenshot", params, timeout=30)["data"])

    def accessibility_tree(self) -> list[Params]:
        """The nodes of the accessibility tree, as ``Accessibility.getFullAXTree`` returns them."""
        return list(self.cdp("Accessibility.getFullAXTree", timeout=30)["nodes"])
