"""The cache of rendered pages, keyed by the digest of what their templates get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from curbcut.cache import Cache, Shelves, code_digest, digest_of
from curbcut.config import Config
from curbcut.cores import spread
from curbcut.html.marks import Numbered, spans_of
from curbcut.model.source import Span
from curbcut.model.view import View

type Resolve = Callable[[str], Span | None]
"""Returns the source position that the label of a mark names."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The HTML of a page, and its encoded ``_Labels``."""

    html: bytes
    labels: bytes


class _Labels(NamedTuple):
    """The labels of a page's marks, and their numbers by tag; see ``marks.Numbered``."""

    labels: tuple[str, ...]
    numbers: dict[str, tuple[int, ...]]


_KEPT = msgspec.msgpack.Decoder(_Kept)
_LABELS = msgspec.msgpack.Decoder(_Labels)


class Positions(Mapping[str, tuple[Span | None, ...]]):
    """The source positions of a page's elements by tag name, decoded on first use.

    A page has thousands of them, and most pages need none.
    """

    def __init__(self, data: bytes, resolve: Resolve) -> None:
        self._data = data
        self._resolve = resolve

    @cached_property
    def _spans(self) -> dict[str, tuple[Span | None, ...]]:
        return spans_of(*_LABELS.decode(self._data), self._resolve)

    def __getitem__(self, tag: str) -> tuple[Span | None, ...]:
        """The source positions of all elements with this tag name, in document order."""
        return self._spans[tag]

    def __iter__(self) -> Iterator[str]:
        """The tag names."""
        return iter(self._spans)

    def __len__(self) -> int:
        """The number of tag names."""
        return len(self._spans)


class Job(NamedTuple):
    """A page to render.

    ``made_of`` is the digest of everything that it depends on. ``view`` makes the view for its
    template, ``html`` renders the template with it, and ``resolve`` maps labels to source
    positions. ``weight`` is the cost in ordinary pages.
    """

    path: str
    weight: int
    made_of: str
    view: Callable[[], View]
    html: Callable[[View], Numbered]
    resolve: Resolve


class RenderedPages:
    """Renders pages, reusing cached ones.

    ``name`` tells them apart from other pages of the site. Each is cached under the digest of its
    view, and that digest under the one of everything that the page depends on, which is known
    sooner but changes more often.
    """

    def __init__(self, cache: Cache, config: Config, name: str) -> None:
        self._shelves = Shelves(cache, name, config.source)
        self._whole = digest_of([code_digest(), *config.templates.parts("")])

    def pages(self, jobs: Sequence[Job]) -> Iterator[tuple[bytes, Positions] | Exception]:
        """The HTML and positions of each page, or the exception that its template raises.

        Pages that are not cached are rendered on all cores.
        """
        known = {
            job.path: found
            for job in jobs
            if (key := self._shelves.of(job.path).data(job.made_of))
            and (found := self._kept(job, key.decode()))
        }
        new = [job for job in jobs if job.path not in known]
        made_now = spread(self._made, new, sum(job.weight for job in new))
        for job, data in zip(new, made_now, strict=True):
            if not data:
                continue
            made = _MADE.decode(data)
            shelf = self._shelves.of(job.path)
            shelf.put(job.made_of, made.key.encode())
            found = _KEPT.decode(made.data) if made.data else self._kept(job, made.key)
            if made.data:
                shelf.put(made.key, made.data)
            if found:
                known[job.path] = found
        for job in jobs:
            page = known.get(job.path) or _attempt(job)
            if isinstance(page, Exception):
                yield page
            else:
                yield page.html, Positions(page.labels, job.resolve)

    def save(self) -> None:
        """Write the cache, with the pages that this run has used."""
        self._shelves.save()

    def _kept(self, job: Job, key: str) -> _Kept | None:
        return self._shelves.of(job.path).get(key, _KEPT)

    def _made(self, job: Job) -> bytes:
        """The encoded page with its key; b"" if its template fails."""
        try:
            view = job.view()
            key = digest_of([self._whole, _ENCODER.encode(view)])
            if self._kept(job, key):
                return msgspec.msgpack.encode(_Made(key, b""))
            return msgspec.msgpack.encode(_Made(key, msgspec.msgpack.encode(_kept(job.html(view)))))
        except Exception:
            return b""


@dataclass(frozen=True, slots=True)
class _Made:
    """A cache entry and its key; ``data`` is b"" if it is cached already."""

    key: str
    data: bytes


_MADE = msgspec.msgpack.Decoder(_Made)


def _attempt(job: Job) -> _Kept | Exception:
    """The rendered page, or the exception that its template raises."""
    try:
        return _kept(job.html(job.view()))
    except Exception as error:
        return error


def _marked(value: Any) -> Any:
    """Encode ``Markup``, the one type in a view that MessagePack does not know."""
    if isinstance(value, Markup):
        return {"html": str(value)}
    raise NotImplementedError(f"a view with {type(value)}")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_marked)


def _kept(made: Numbered) -> _Kept:
    return _Kept(made.html.encode(), msgspec.msgpack.encode((made.labels, made.numbers)))
