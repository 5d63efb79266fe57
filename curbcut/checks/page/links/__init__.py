"""Links: where they lead and what they say."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.links import new_windows, purpose, same_words

CHECKS: tuple[Check, ...] = (
    purpose.CHECK,
    new_windows.CHECK,
    same_words.CHECK,
)
