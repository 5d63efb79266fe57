"""Using a page with the keyboard alone."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.keyboard import keyboard, skip_links

CHECKS: tuple[Check, ...] = (
    keyboard.CHECK,
    skip_links.CHECK,
)
