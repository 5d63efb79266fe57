"""The JavaScript of the page checks, as it is brought into each page."""

from __future__ import annotations

import functools
from pathlib import Path

from curbcut.browser.linker import Linked, link
from curbcut.checks.page import CHECKS
from curbcut.words import script_patterns

_ROOT = Path(__file__).parents[2]
_ENTRIES = "checks/entry_points.js"
NAMES_SEEN = "checks.namesSeen()"
"""What gives the names that a page's elements have had; see facts/names_seen.js."""


def hook() -> str:
    """What runs in the page's own world before its scripts: it notes timers and telling calls."""
    return (_ROOT / "checks/runner/facts/watch.js").read_text("utf-8")


def library() -> str:
    """What Python calls in a page, and the rules of all checks, with what they need, as one."""
    return linked().text


@functools.cache
def linked() -> Linked:
    """The same, with what each line of it comes from.

    The words that scripts look for come as data, so that a language needs no code: js/words.js.
    """
    rules = (f"checks/{check.script}" for check in CHECKS if check.script)
    return link(_ROOT, [_ENTRIES, *rules], {"curbcutWords": script_patterns()})
