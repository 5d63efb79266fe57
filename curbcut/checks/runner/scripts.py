"""The JavaScript of the page checks, as it is injected into each page."""

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
    """The script that runs in the page's main world first: it records timers and listeners."""
    return (_ROOT / "checks/runner/facts/watch.js").read_text("utf-8")


def library() -> str:
    """One script with everything that Python calls in a page and the scripts of all checks."""
    return linked().text


@functools.cache
def linked() -> Linked:
    """``library``, with the file that each of its lines comes from.

    The words that scripts look for are passed as data (see js/words.js), so that adding a language
    needs no code.
    """
    rules = (f"checks/{check.script}" for check in CHECKS if check.script)
    return link(_ROOT, [_ENTRIES, *rules], {"curbcutWords": script_patterns()})
