"""Rings around focused controls that are alike: one that was seen to show stands for the others.

Each look at a focused element has the browser lay the page out anew. The script has no rules of its
own; what it leaves over, ``keyboard_judge.js`` looks at one by one.
"""

from __future__ import annotations

from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()
STATES: tuple[str, ...] = ()
SCRIPT = "focus_rings.js"
