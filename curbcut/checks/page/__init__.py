"""Checks of a page in the browser, by subject.

``CHECKS`` is their order; ``checks.api`` says what a check is. axe-core's rules are in
``checks.axe``; what happens while a page loads is judged in ``checks.runner.loading``.
"""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page import (
    colour,
    forms,
    images,
    keyboard,
    language,
    layout,
    links,
    media,
    motion,
    privacy,
    structure,
    text,
    widgets,
)

SUBJECTS = (
    structure,
    text,
    images,
    media,
    links,
    forms,
    keyboard,
    widgets,
    layout,
    colour,
    language,
    motion,
    privacy,
)

CHECKS: tuple[Check, ...] = tuple(check for subject in SUBJECTS for check in subject.CHECKS)

RULES = tuple(rule for check in CHECKS for rule in check.rules)
