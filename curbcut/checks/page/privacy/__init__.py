"""What a page collects or reveals about its reader."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.privacy import trackers

CHECKS: tuple[Check, ...] = (trackers.CHECK,)
