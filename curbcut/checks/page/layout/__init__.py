"""Content that is lost or out of order where a page has less space."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.layout import orientation, reflow, visual_order

CHECKS: tuple[Check, ...] = (
    visual_order.CHECK,
    reflow.CHECK,
    orientation.CHECK,
)
