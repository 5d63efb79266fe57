"""The language and the writing system of text."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.language import detected, writing_systems

CHECKS: tuple[Check, ...] = (
    writing_systems.CHECK,
    detected.CHECK,
)
