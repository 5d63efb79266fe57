"""Whether this machine is ready: what is there, what is missing, and how to get it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from curbcut import __version__
from curbcut.model.finding import CurbcutError

_TIMEOUT = 30.0
"""Seconds for opening the test page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was examined."""

    good: bool
    text: str
    fix: str = ""


def examine() -> Iterator[Line]:
    """Examine everything that a build needs, by using it."""
    yield Line(True, f"Curbcut {__version__} on Python {sys.version.split()[0]}")
    yield Line(True, _words())
    yield Line(True, _theme_languages())
    from curbcut.browser.driver.install import find_browser
    from curbcut.browser.reach import Reach
    from curbcut.browser.session import Session
    from curbcut.browser.states import STATES
    from curbcut.checks.axe.adapter import Axe
    from curbcut.checks.axe.rules import choose
    from curbcut.checks.runner.canary import canary_server, prove, prove_checks, proved
    from curbcut.checks.runner.plan import make_plan
    from curbcut.checks.runner.scripts import hook, library

    try:
        axe = Axe()
    except CurbcutError as error:
        yield Line(False, str(error), error.fix)
        return
    yield Line(True, f"axe-core {axe.version}, {axe.source}")
    try:
        found = find_browser()
        yield Line(True, f"browser {found.browser_path}, version {found.browser_version}")
        yield Line(True, f"driver {found.driver_path}, version {found.driver_version}")
        with canary_server() as server, Session(found, reach=Reach.of(server)) as session:
            axe.prepare(session)
            session.on_new_document(hook())
            session.library(library())
            rules = choose(axe.rules(session))
            prove(session, server, axe, rules)
            plan = make_plan(STATES, axe, rules, own=False, timeout=_TIMEOUT)
            prove_checks(session, server, plan)
    except CurbcutError as error:
        yield Line(False, str(error), error.fix)
        return
    count, all_of_them = proved()
    yield Line(
        True,
        f"the check sees what it should ({len(rules.rules)} axe rules; {count} of the"
        f" {all_of_them} rules of Curbcut’s own are proved before each run, all by its tests)",
    )


def _theme_languages() -> str:
    """Which languages the theme has texts in."""
    from curbcut.render.theming.strings import is_reviewed
    from curbcut.render.theming.theme import read_theme

    theme = read_theme(None)
    codes = sorted(
        name.removeprefix("strings/").removesuffix(".toml")
        for name in theme.built_in
        if name.startswith("strings/")
    )
    waiting = [code for code in codes if not is_reviewed(theme, code)]
    return f"texts of the theme in {', '.join(codes)}; not yet reviewed: {', '.join(waiting)}"


def _words() -> str:
    """Which languages there are words for."""
    from curbcut.words import languages, tables

    whole = languages()
    some = [code for code, data in tables().items() if "patterns" in data and code not in whole]
    return f"words for text in {', '.join(whole)}; for names on a page also in {', '.join(some)}"
