"""The options of a run, and what is fixed from its start."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from curbcut.cache import Cache, code_digest
from curbcut.model.finding import Severity
from curbcut.model.shards import Part, Parts, Shard, ShardResult

CACHE_FOLDER = Path(".curbcut") / "cache"

type Progress = Callable[[str], None]
"""Called with a few words whenever the next piece of work begins."""


@dataclass(frozen=True, slots=True)
class Only:
    """The part of a check that is wanted; by default all of it.

    ``states`` are ids. ``include`` and ``exclude`` are addresses of pages, in which “*” stands for
    any characters.
    """

    states: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.states) or self.of_pages

    @property
    def of_pages(self) -> bool:
        """Whether some pages are not wanted, so that nothing can be said about all of them."""
        return bool(self.include or self.exclude)

    def has(self, page: str) -> bool:
        """Whether a page is wanted."""
        if self.include and not fits_any(page, self.include):
            return False
        return not fits_any(page, self.exclude)

    @property
    def words(self) -> tuple[str, ...]:
        """The options that leave something out, as they are typed."""
        return (
            *([f"--states {','.join(self.states)}"] if self.states else []),
            *(f"--include {page}" for page in self.include),
            *(f"--exclude {page}" for page in self.exclude),
        )


def fits_any(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a name fits one of the patterns, in which “*” stands for any characters."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a run, made by the command line or by a program."""

    source: Path = Path("site_src")
    templates: Path | None = Path("templates")
    out: Path = Path("dist")
    home: Path = Path()
    """The folder that what is kept between runs lies in, in CACHE_FOLDER."""
    check: bool = True
    jobs: int = 0
    grid: str = ""
    cache: bool = True
    robots: bool = True
    """Whether a crawl follows a site's robots.txt."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Names and values of headers that are sent to the address that is checked."""
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """The same for cookies."""
    login: Path | None = None
    """The file with the steps that log in at the address that is checked."""
    follow_links: bool = True
    """Whether the pages that an address links to are checked with it, and not it alone."""
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
    answers: Path | None = None
    """The folder with people's answers and suppressions; None: beside what they are about."""
    only: Only = Only()
    """The states and pages that are checked."""
    baseline: tuple[str, ...] = ()
    """The fingerprints of findings that were there before and do not count."""
    strict: bool = False
    """Whether pages that Curbcut did not build are asked about more than levels A and AA."""
    fail_on: Severity = Severity.ERROR
    """The least severity of a failure that prevents publication."""
    evidence: bool = True
    """Whether the result has its evaluations and rules, which only some reports need."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: made once from its options, passed on, and never changed.

    ``today`` is the date of the run; nothing else reads it from the clock. ``jobs`` is the number
    of browsers in parallel (0 with a grid: one for each slot), ``grid`` the address of a Selenium
    Grid or ""; for the others see ``Options``. ``started``
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
    only: Only = Only()
    strict: bool = False
    progress: Progress = lambda words: None
    started: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, options: Options, progress: Progress = lambda words: None) -> Run:
        """Make a run from options."""
        return cls(
            today=options.today or dt.datetime.now(dt.UTC).date(),
            cache=Cache(options.home / CACHE_FOLDER if options.cache else None),
            jobs=options.jobs,
            grid=options.grid,
            listen=options.listen,
            announce=options.announce,
            shard=options.shard,
            parts=options.parts,
            only=options.only,
            strict=options.strict,
            progress=progress,
        )

    def result_of(self, parts: Sequence[Part]) -> ShardResult | None:
        """What the report of a shard carries; None if this run is none."""
        if self.shard is None:
            return None
        day = self.today.isoformat()
        return ShardResult(self.shard, code_digest(), day, self.seconds, tuple(parts))

    def shares(self, page: str) -> bool:
        """Whether this run checks a page: it is wanted, and in the run's shard."""
        return self.only.has(page) and (self.shard is None or self.shard.holds(page))

    @property
    def seconds(self) -> float:
        """The seconds since the run started."""
        return time.monotonic() - self.started


def time_left(seconds: float, done: int, all_of: int) -> str:
    """How long the check will go on, in words, once enough pages are done to tell."""
    if done < _ENOUGH:
        return ""
    left = seconds / done * (all_of - done)
    if left < _MINUTE:
        return ", less than a minute left"
    minutes = round(left / _MINUTE)
    return f", about {'a minute' if minutes == 1 else f'{minutes} minutes'} left"


_ENOUGH = 4
_MINUTE = 60
