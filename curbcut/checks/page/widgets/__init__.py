"""Custom controls, and what controls do when they are used."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.widgets import (
    accessible_names,
    content_on_hover,
    hover_menus,
    input_events,
)
from curbcut.checks.page.widgets.custom import custom_controls

CHECKS: tuple[Check, ...] = (
    accessible_names.CHECK,
    input_events.CHECK,
    custom_controls.CHECK,
    hover_menus.CHECK,
    content_on_hover.CHECK,
)
