"""The JavaScript of the page checks, as it is brought into each page."""

from __future__ import annotations

from pathlib import Path

from curbcut.checks.page import CHECKS
from curbcut.checks.runner.plan import in_order

_HERE = Path(__file__).parents[1]
_SHARED = (
    "js/library.js",
    "js/styles.js",
    "runner/subjects.js",
    "runner/initiators.js",
    "runner/relevant_states.js",
    "runner/site_facts.js",
    "axe/settled.js",
    "page/colour/contrast_pixels.js",
    "page/keyboard/event_delegation.js",
    "page/keyboard/tab_walk.js",
    "page/keyboard/focus_indicators.js",
    "page/keyboard/stops.js",
    "page/privacy/privacy_look.js",
    "page/text/reading.js",
)
"""What several checks use, or one that has no script with rules in it."""
_AS_THEY_ARE = 2


def hook() -> str:
    """What runs in the page's own world before its scripts: it notes timers and telling calls."""
    return (_HERE / "runner/watch.js").read_text("utf-8")


def library() -> str:
    """All scripts of the page checks as one, each after those that its check needs."""
    names = [*_SHARED, *(check.script for check in in_order(CHECKS) if check.script)]
    texts = [(_HERE / name).read_text("utf-8") for name in names]
    apart = (f"(() => {{\n{text}\n}})();" for text in texts[_AS_THEY_ARE:])
    return "\n".join([*texts[:_AS_THEY_ARE], *apart])
