"""A hook of the build of wheel and sdist: the pinned axe-core is in its place before they are made.

Run by hatchling, with whatever Python builds; `setup/axe.py` does the work.
"""

from __future__ import annotations

import os
import sys

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AxeHook(BuildHookInterface):
    """Brings axe-core if it is not there yet."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Called before anything is collected. Raises CannotPrepare."""
        if os.path.exists(
            os.path.join(self.root, "curbcut", "checks", "axe", "axe_core", "axe.min.js")
        ):
            return  # as in an sdist, which has it
        sys.path.insert(0, self.root)
        try:
            from setup import axe  # noqa: PLC0415 (found only now)

            axe.provide()
        finally:
            sys.path.remove(self.root)
