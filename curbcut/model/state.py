"""The states in which readers meet a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """One state in which readers meet a page; it can be entered without loading the page again.

    ``width`` and ``height`` are in CSS pixels. ``media`` are media features to emulate
    (``{"prefers-color-scheme": "dark"}``); ``media_type`` is "" or "print". ``css`` is a style
    sheet that is added in this state only. ``scripts`` is False if the page's own scripts do not
    run; only this needs another navigation. ``opens``: what readers can open is open. ``touch``:
    there is a touch screen and no mouse. ``like`` is the state whose rules are run in this one, as
    far as they only look; "" for its own.
    """

    id: str
    title: str
    width: int = 1280
    height: int = 800
    media: tuple[tuple[str, str], ...] = ()
    media_type: str = ""
    css: str = ""
    scripts: bool = True
    opens: bool = False
    touch: bool = False
    like: str = ""
    why: str = ""

    @property
    def apart(self) -> bool:
        """Whether a page is opened anew for this state, after all others."""
        return self.opens or self.touch or not self.scripts
