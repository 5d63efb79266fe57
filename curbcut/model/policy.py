"""Policies and their versions, each of which remains available at its own address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a policy.

    ``path`` is the address of its page, ``label`` the editor's name for the version, ``name`` the
    title with that label. ``replaced`` is the day from which the next version applies, None for the
    newest. ``changes`` is the address of the page that says what changed since the version before,
    empty for the first one.
    """

    path: str
    label: str
    name: str
    effective: dt.date
    note: str = ""
    replaced: dt.date | None = None
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy with its versions, newest first; the newest is at the policy's own address.

    ``in_force`` is the index of the version that applies on the day of the build, None if none
    applies yet.
    """

    versions: tuple[Version, ...]
    in_force: int | None = 0
