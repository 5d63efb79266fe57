"""Checks of a page in the browser, by subject.

``CHECKS`` is their order; ``checks.api`` says what a check is. axe-core's rules are in
``checks.axe``; what happens while a page loads is judged in ``checks.runner.loading``.
"""

from __future__ import annotations

from collections.abc import Iterator

from curbcut import plugins
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
from curbcut.errors import CurbcutError

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

OWN_CHECKS: tuple[Check, ...] = tuple(check for subject in SUBJECTS for check in subject.CHECKS)


def _added() -> Iterator[Check]:
    """The checks of installed packages.

    Raises:
        CurbcutError: when one is no check, needs a script, or has the id of another rule.
    """
    known = {rule.id for check in OWN_CHECKS for rule in check.rules}
    for entry in plugins.found(plugins.CHECKS):
        check = plugins.load(entry)
        if not isinstance(check, Check) or check.run is None:
            raise CurbcutError(
                f"“{entry.name}” ({entry.value}) is no check.",
                "It must be a curbcut.checks.api.Check with a function, run.",
            )
        for rule in check.rules:
            if rule.id in known:
                raise CurbcutError(
                    f"“{entry.name}” ({entry.value}) has a rule that exists: “{rule.id}”.",
                    "Give it an id of its own, such as “house-style/…”.",
                )
            known.add(rule.id)
        yield check


CHECKS: tuple[Check, ...] = (*OWN_CHECKS, *_added())

RULES = tuple(rule for check in CHECKS for rule in check.rules)
