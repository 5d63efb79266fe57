"""The options of a run, and what is fixed from its start."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from curbcut.cache import Cache, code_digest
from curbcut.model.finding import Severity
from curbcut.model.shards import Part, Parts, Shard, ShardResult

CACHE_FOLDER = Path(".curbcut") / "cache"

type Progress = Callable[[str], None]
"""Called with a few words whenever the next piece of work begins."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a run, made by the command line or by a program."""

    source: Path = Path("site_src")
    templates: Path | None = Path("templates")
    out: Path = Path("dist")
    check: bool = True
    jobs: int = 0
    grid: str = ""
    cache: bool = True
    robots: bool = True
    """Whether a crawl follows a site's robots.txt."""
    offline: bool = False
    """Whether links name files, for a copy that is opened from a disk."""
    today: dt.date | None = None
    """The date for judging dates and recording answers; None means today, in UTC."""
    listen: str = ""
    """On what the nodes of a Grid are listened to: "ADDRESS" or "ADDRESS:PORT"."""
    announce: str = ""
    """Where they find this machine: "HOST" or "HOST:PORT"."""
    shard: Shard | None = None
    """The share of the pages that is checked; None is all of them."""
    parts: Parts | None = None
    """What the shards of a check found, to be used in place of a browser."""
    baseline: tuple[str, ...] = ()
    """The fingerprints of findings that were there before and do not count."""
    fail_on: Severity = Severity.ERROR
    """The least severity of a failure that prevents publication."""
    evidence: bool = True
    """Whether the result has its evaluations and rules, which only some reports need."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: made once from its options, passed on, and never changed.

    ``today`` is the date of the run; nothing else reads it from the clock. ``jobs`` is the number
    of browsers in parallel (0 with a grid: one for each slot), ``grid`` the address of a Selenium
    Grid or ""; for ``listen``, ``announce``, ``shard`` and ``parts`` see ``Options``. ``started``
    is a reading of the monotonic clock, in seconds.
    """

    today: dt.date
    cache: Cache
    jobs: int = 1
    grid: str = ""
    listen: str = ""
    announce: str = ""
    shard: Shard | None = None
    parts: Parts | None = None
    progress: Progress = lambda words: None
    started: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, options: Options, progress: Progress = lambda words: None) -> Run:
        """Make a run from options."""
        return cls(
            today=options.today or dt.datetime.now(dt.UTC).date(),
            cache=Cache(CACHE_FOLDER if options.cache else None),
            jobs=options.jobs,
            grid=options.grid,
            listen=options.listen,
            announce=options.announce,
            shard=options.shard,
            parts=options.parts,
            progress=progress,
        )

    def result_of(self, parts: Sequence[Part]) -> ShardResult | None:
        """What the report of a shard carries; None if this run is none."""
        if self.shard is None:
            return None
        day = self.today.isoformat()
        return ShardResult(self.shard, code_digest(), day, self.seconds, tuple(parts))

    @property
    def seconds(self) -> float:
        """The seconds since the run started."""
        return time.monotonic() - self.started
