"""Rendered pages as they are kept: under the digest of all that their templates are given."""

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
"""The label of a mark -> the place that it names."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The HTML of a page, and where its elements come from, as ``_Labels``."""

    html: bytes
    labels: bytes


class _Labels(NamedTuple):
    """The labels of a page, and their numbers; see ``marks.Numbered``."""

    labels: tuple[str, ...]
    numbers: dict[str, tuple[int, ...]]


_KEPT = msgspec.msgpack.Decoder(_Kept)
_LABELS = msgspec.msgpack.Decoder(_Labels)


class Positions(Mapping[str, tuple[Span | None, ...]]):
    """Where the elements of a page come from, found out when somebody asks: mostly nobody does.

    They are thousands of objects a page.
    """

    def __init__(self, data: bytes, resolve: Resolve) -> None:
        self._data = data
        self._resolve = resolve

    @cached_property
    def _spans(self) -> dict[str, tuple[Span | None, ...]]:
        return spans_of(*_LABELS.decode(self._data), self._resolve)

    def __getitem__(self, tag: str) -> tuple[Span | None, ...]:
        """The places of the elements of a tag, in document order."""
        return self._spans[tag]

    def __iter__(self) -> Iterator[str]:
        """The tags."""
        return iter(self._spans)

    def __len__(self) -> int:
        """How many tags there are."""
        return len(self._spans)


class Job(NamedTuple):
    """A page that can be rendered.

    ``made_of`` is the digest of everything that it is made of; ``view`` gives what its template
    gets, and ``html`` what the template makes of that. ``resolve`` says which places the labels in
    it stand for, ``weight`` how many usual pages it comes to.
    """

    path: str
    weight: int
    made_of: str
    view: Callable[[], View]
    html: Callable[[View], Numbered]
    resolve: Resolve


class RenderedPages:
    """The pages that were rendered before, and those that are now.

    ``name`` tells them from others of the site. Each is kept under the digest of what its template
    was given, and under that of what it is made of, which is known sooner but changes more often.
    """

    def __init__(self, cache: Cache, config: Config, name: str) -> None:
        self._shelves = Shelves(cache, name, config.source)
        self._whole = digest_of([code_digest(), *config.templates.parts("")])

    def pages(self, jobs: Sequence[Job]) -> Iterator[tuple[bytes, Positions] | Exception]:
        """The HTML of pages and their positions, or what their templates raise.

        Those that are not kept are rendered on all cores.
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
        """Keep what this run has used."""
        self._shelves.save()

    def _kept(self, job: Job, key: str) -> _Kept | None:
        return self._shelves.of(job.path).get(key, _KEPT)

    def _made(self, job: Job) -> bytes:
        """A page and its key as they are kept; nothing where its template goes wrong."""
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
    """What is kept of a page, and under which key; no data where that is kept already."""

    key: str
    data: bytes


_MADE = msgspec.msgpack.Decoder(_Made)


def _attempt(job: Job) -> _Kept | Exception:
    """What is rendered, or what is raised: a template gets data and nothing else."""
    try:
        return _kept(job.html(job.view()))
    except Exception as error:
        return error


def _marked(value: Any) -> Any:
    """What is no plain value: HTML that is ready, which a template does not escape again."""
    if isinstance(value, Markup):
        return {"html": str(value)}
    raise NotImplementedError(f"a view with {type(value)}")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_marked)


def _kept(made: Numbered) -> _Kept:
    return _Kept(made.html.encode(), msgspec.msgpack.encode((made.labels, made.numbers)))
