"""What a run is asked to do, and what is fixed for all of it from its beginning."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from curbcut.cache import Cache

CACHE_FOLDER = Path(".curbcut") / "cache"

type Progress = Callable[[str], None]
"""Is called with a few words whenever something else begins."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do; the command line makes one, and so can a program."""

    source: Path = Path("site_src")
    templates: Path | None = Path("templates")
    out: Path = Path("dist")
    check: bool = True
    jobs: int = 0
    grid: str = ""
    cache: bool = True
    robots: bool = True
    """Whether a crawl does what the robots.txt of a site asks for."""
    offline: bool = False
    """Whether links name files, for a copy that is opened from a folder on a disk."""
    evidence: bool = True
    """Whether the result has its evaluations and rules, which only some reports need."""
    today: dt.date | None = None
    """The day on which dates are judged and answers are given; None is the present one, in UTC."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: made once from its options, handed on, and never changed.

    ``today`` is the day of the run; nothing else asks the clock for it. ``jobs`` is how many
    browsers work side by side, ``grid`` the address of a Selenium Grid or "". ``started`` is a
    reading of the monotonic clock, in seconds.
    """

    today: dt.date
    cache: Cache
    jobs: int = 1
    grid: str = ""
    progress: Progress = lambda words: None
    started: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, options: Options, progress: Progress = lambda words: None) -> Run:
        """The run that some options ask for."""
        return cls(
            today=options.today or dt.datetime.now(dt.UTC).date(),
            cache=Cache(CACHE_FOLDER if options.cache else None),
            jobs=options.jobs,
            grid=options.grid,
            progress=progress,
        )

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return time.monotonic() - self.started
