"""Policies and their versions, each of which stays readable at an address of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a policy.

    ``path`` is the address of its page, ``label`` what its editor calls it, ``name`` its title with
    that. ``replaced`` is the day from which the next version applies, None for the newest.
    ``changes`` is the address of the page that says what changed since the version before, empty
    for the first one.
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
    """A policy with its versions, the newest first, which is at the policy's own address.

    ``in_force`` is the place among them of the one that applies on the day of the build, None
    where the first one is still to come.
    """

    versions: tuple[Version, ...]
    in_force: int | None = 0
