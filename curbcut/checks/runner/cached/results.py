"""The cache of page results, each with the requests that it depends on."""

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
"""How long the result of a page in a folder that Curbcut did not build is valid. Its scripts may
depend on the time; a day catches what changes with the date and lasts while somebody works on it.
"""
WEB_SECONDS = 3600.0
"""The same for a page on the web, whose server may depend on the time, too."""
MOST_VARIANTS = 8
"""Results cached for one page with different responses: enough to switch between versions."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A cached result: its cache key and what the page requested.

    ``made`` is when it was made, in seconds since 1970. ``names`` are those of the
    page's elements, as far as something depends on them.
    """

    result: str
    asked: tuple[Part, ...]
    made: float
    names: Names = frozenset()


class Results:
    """The valid results in ``cache`` for the pages of a source.

    ``tools`` is the digest of browser, axe-core and checks. ``now`` tells whether what pages
    requested is unchanged. ``states`` are those that are wanted, none for all.
    """

    def __init__(
        self,
        source: PageSource,
        tools: str,
        cache: Cache,
        now: Around,
        states: tuple[str, ...] = (),
    ) -> None:
        self._source, self._tools, self._cache, self._now = source, tools, cache, now
        self._states = sorted(states)
        self._limit = _limit(source)

    def find(self, page: RenderedPage) -> PageResult | None:
        """The cached result of a page if everything that it depends on is unchanged, else None."""
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
        """Cache a result unless a rule is untested or ``asked`` is None (requests unknown).

        ``names`` are those that the elements of the page have had, None if they are not known.
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
        """Cache the environment and axe rules under the digest of the tools."""
        self._cache.put(self._tools, tools)

    def _variants(self, key: str) -> list[Variant]:
        return self._cache.get(key, list[Variant]) or []

    def _is_recent(self, variant: Variant) -> bool:
        # Turning the clock back must not extend a result.
        return self._limit is None or 0 <= time.time() - variant.made < self._limit

    def _key(self, page: RenderedPage) -> str:
        source = self._source
        kind = "own" if source.first_party else "other"
        # Of its own bytes, the rest is compared with what it asked for: it has asked for itself.
        data = steady(page.data) if source.first_party else page.data
        return digest_of(("page", self._tools, kind, source.prefix, page.path, data, *self._states))


def _limit(source: PageSource) -> float | None:
    """The seconds for which results of a source are valid; None: no limit."""
    if source.first_party:
        return None
    return FOLDER_SECONDS if isinstance(source.content, Path) else WEB_SECONDS


def _names(parts: Sequence[Part]) -> list[str]:
    return [repr((part.address, part.digest, part.status, part.headers)) for part in parts]
