"""The ways in which a reader meets a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """One way of meeting a page; everything here can be entered without loading the page again.

    ``width`` and ``height`` are in CSS pixels. ``media`` are media features to emulate
    (``{"prefers-color-scheme": "dark"}``); ``media_type`` is "" or "print". ``css`` is a style
    sheet that is added in this state only. ``scripts`` is False where the page's own scripts do
    not run, which alone needs another navigation.
    """

    id: str
    title: str
    width: int = 1280
    height: int = 800
    media: tuple[tuple[str, str], ...] = ()
    media_type: str = ""
    css: str = ""
    scripts: bool = True
    why: str = ""
