"""Curbcut: accessible static help centres, checked in a real browser before they are published.

The public API: ``build(Options(source=Path("site_src")))`` builds, checks and publishes a site and
returns a ``RunResult``, whose ``blocking`` findings each have a ``span`` and a ``message``.
``check`` takes folders and addresses; ``lint`` needs no browser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curbcut.commands.build import build
    from curbcut.commands.check_pages import check_targets as check
    from curbcut.commands.check_site import check_site
    from curbcut.commands.lint import lint, lint_text
    from curbcut.model.finding import CurbcutError, Finding, Outcome, RunResult
    from curbcut.run import Only, Options

__version__ = "0.1.0"
__all__ = [
    "CurbcutError",
    "Finding",
    "Only",
    "Options",
    "Outcome",
    "RunResult",
    "build",
    "check",
    "check_site",
    "lint",
    "lint_text",
]

_HOMES = {
    "build": ("commands.build", "build"),
    "check": ("commands.check_pages", "check_targets"),
    "check_site": ("commands.check_site", "check_site"),
    "lint": ("commands.lint", "lint"),
    "lint_text": ("commands.lint", "lint_text"),
    "CurbcutError": ("model.finding", "CurbcutError"),
    "Finding": ("model.finding", "Finding"),
    "Outcome": ("model.finding", "Outcome"),
    "RunResult": ("model.finding", "RunResult"),
    "Only": ("run", "Only"),
    "Options": ("run", "Options"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is: a browser's driver is slow to import."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f"curbcut.{module}"), attribute)
