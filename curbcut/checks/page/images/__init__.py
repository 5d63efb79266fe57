"""Images and their alternative texts."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.images import alternatives, animated_images

CHECKS: tuple[Check, ...] = (
    alternatives.CHECK,
    animated_images.CHECK,
)
