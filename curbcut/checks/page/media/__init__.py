"""Video and audio."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.media import audio_video

CHECKS: tuple[Check, ...] = (audio_video.CHECK,)
