"""Movement, and what happens automatically after a time."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.motion import animation, timing

CHECKS: tuple[Check, ...] = (
    animation.CHECK,
    timing.CHECK,
)
