"""The states in which readers meet a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """One state in which readers meet a page; it can be entered without loading the page again.

    ``width`` and ``height`` are in CSS pixels. ``media`` are media features to emulate
    (``{"prefers-color-scheme": "dark"}``); ``media_type`` is "" or "print". ``css`` is a style
    sheet that is added in this state only. ``scripts`` is False if the page's own scripts do not
    run; only this needs another navigation. ``opens``: what readers can open is open.
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
    why: str = ""
