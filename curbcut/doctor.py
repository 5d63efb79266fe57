"""Is this machine ready? What there is, what is missing, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from curbcut import __version__
from curbcut.model.finding import CurbcutError


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    good: bool
    text: str
    advice: str = ""


def examine() -> Iterator[Line]:
    """Look at everything that a build needs, by using it."""
    yield Line(True, f"Curbcut {__version__} on Python {sys.version.split()[0]}")
    from curbcut.browser.axe import Axe
    from curbcut.browser.install import find_browser
    from curbcut.browser.reach import Reach
    from curbcut.browser.session import Session
    from curbcut.checks.canary import canary_server, prove
    from curbcut.checks.page.axe_rules import choose

    try:
        axe = Axe()
    except CurbcutError as error:
        yield Line(False, str(error), error.advice)
        return
    yield Line(True, f"axe-core {axe.version}, {axe.source}")
    try:
        found = find_browser()
        yield Line(True, f"browser {found.browser_path}, version {found.browser_version}")
        yield Line(True, f"driver {found.driver_path}, version {found.driver_version}")
        with canary_server() as server, Session(found, reach=Reach.of(server)) as session:
            axe.prepare(session)
            rules = choose(axe.rules(session))
            prove(session, server, axe, rules)
    except CurbcutError as error:
        yield Line(False, str(error), error.advice)
        return
    yield Line(True, f"the check sees what it should ({len(rules.rules)} axe rules)")
