"""The wording and the typography of text."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.text import generated_content, typography, wording

CHECKS: tuple[Check, ...] = (
    typography.CHECK,
    generated_content.CHECK,
    wording.CHECK,
)
