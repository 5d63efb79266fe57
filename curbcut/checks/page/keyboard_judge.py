"""The part of the keyboard checks that looks at the page; see keyboard.py for their rules."""

from __future__ import annotations

from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()
# The script is there for the checks that walk; it has no rules of its own.
STATES: tuple[str, ...] = ()
SCRIPT = "keyboard_judge.js"
