"""The part of the privacy checks that looks at the page; see privacy.py for their rules."""

from __future__ import annotations

from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()
# The script is there for privacy.py; it has no rules of its own.
STATES: tuple[str, ...] = ()
SCRIPT = "privacy_look.js"
