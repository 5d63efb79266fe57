"""Contrast, and meaning carried by colour."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.colour import contrast_states, hover_contrast, non_text

CHECKS: tuple[Check, ...] = (
    contrast_states.CHECK,
    hover_contrast.CHECK,
    non_text.CHECK,
)
