"""Compiling Curbcut itself, so that no command has to, whatever the environment says of it."""

from __future__ import annotations

import os

from setup import stamps
from setup.commands import run


def provide() -> list[int]:
    """Compile what has changed, and return what the stamp keeps.

    What cannot be compiled is left to whoever imports it: there the error is shown.
    """
    known = stamps.sources()
    python = os.path.join(stamps.VENV, "bin", "python")
    run([python, "-I", "-m", "compileall", "-q", os.path.join(stamps.ROOT, "curbcut")], timeout=120)
    return known
