"""Results of pages that are kept for later runs, each with what it depends on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from curbcut.cache import Cache, digest_of
from curbcut.checks.runner.cached.around import Around, Part
from curbcut.checks.runner.cached.relevance import steady
from curbcut.checks.runner.cached.style_rules import Names
from curbcut.checks.runner.notes import PageResult
from curbcut.checks.runner.page_source import PageSource
from curbcut.model.finding import Outcome
from curbcut.model.page import RenderedPage

FOLDER_SECONDS = 24 * 3600.0
"""How long the result of a page holds that Curbcut did not build, in a folder: its scripts may ask
for the time. A day is short enough for what a page says by the date, and long for who works on it.
"""
WEB_SECONDS = 3600.0
"""The same for a page under an address, whose servers may know the time, too."""
MOST_VARIANTS = 8
"""Results that are kept of one page, for other files around it: enough to go back and forth."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Where a result is kept, and what it depends on.

    ``asked`` are parts; ``made`` is when it was made, in seconds since 1970. ``names`` are those of
    the page's elements, as far as something depends on them.
    """

    result: str
    asked: tuple[Part, ...]
    made: float
    names: Names = frozenset()


class Results:
    """The results of the pages of a source in ``cache``, as far as they are still true.

    ``tools`` is the digest of all that visits pages. What is around the pages is asked through
    ``now``.
    """

    def __init__(self, source: PageSource, tools: str, cache: Cache, now: Around) -> None:
        self._source, self._tools, self._cache, self._now = source, tools, cache, now
        self._limit = _limit(source)

    def find(self, page: RenderedPage) -> PageResult | None:
        """The result of a page, if one is known and all that it depends on is the same."""
        for variant in self._variants(self._key(page)):
            if self._is_recent(variant) and all(
                self._now.same(part, variant.names) for part in variant.asked
            ):
                return self._cache.get(variant.result, PageResult)
        return None

    def keep(
        self,
        page: RenderedPage,
        result: PageResult,
        asked: Sequence[Part] | None,
        names: Names | None = None,
    ) -> None:
        """Keep a result for later runs; one of which something is untested is not kept.

        Neither is one of which it is not known what it depends on (``asked`` is None). ``names``
        are those that the elements of the page have had, None where they are not known.
        """
        if asked is None or any(one.outcome is Outcome.UNTESTED for one in result.evaluations):
            return
        key = self._key(page)
        parts, needed = self._now.relevant(asked, names, result)
        made = Variant(digest_of([key, *_names(asked)]), parts, time.time(), needed)
        others = (one for one in self._variants(key) if one.result != made.result)
        self._cache.put(made.result, result)
        self._cache.put(key, [made, *others][:MOST_VARIANTS])

    def remember(self, tools: object) -> None:
        """Keep what is known of the tools."""
        self._cache.put(self._tools, tools)

    def _variants(self, key: str) -> list[Variant]:
        return self._cache.get(key, list[Variant]) or []

    def _is_recent(self, variant: Variant) -> bool:
        # A clock that was put back is no reason to trust for longer.
        return self._limit is None or 0 <= time.time() - variant.made < self._limit

    def _key(self, page: RenderedPage) -> str:
        source = self._source
        kind = "own" if source.first_party else "other"
        # Of its own bytes, the rest is compared with what it asked for: it has asked for itself.
        data = steady(page.data) if source.first_party else page.data
        return digest_of(("page", self._tools, kind, source.prefix, page.path, data))


def _limit(source: PageSource) -> float | None:
    """The seconds for which results of a source hold; None for as long as they are kept."""
    if source.first_party:
        return None
    return FOLDER_SECONDS if isinstance(source.content, Path) else WEB_SECONDS


def _names(parts: Sequence[Part]) -> list[str]:
    return [repr((part.address, part.digest, part.status, part.headers)) for part in parts]
