"""What is raised where Curbcut cannot do its work."""

from __future__ import annotations


class CurbcutError(Exception):
    """Curbcut could not do its work. ``fix`` says what to do about it; the exit code is 2."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix
