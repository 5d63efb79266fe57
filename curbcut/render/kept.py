"""Rendered pages as they are kept: under the digest of all that their templates are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from curbcut.cache import Cache, Shelves, code_digest, digest_of
from curbcut.config import Config
from curbcut.cores import spread
from curbcut.model.source import Span
from curbcut.model.view import View

type Positions = dict[str, tuple[Span | None, ...]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The HTML of a page, and where its elements come from: each place once, -1 for none."""

    html: str
    places: tuple[Span, ...]
    positions: dict[str, tuple[int, ...]]


_DECODER = msgspec.msgpack.Decoder(_Kept)


class Ready(NamedTuple):
    """A page that can be rendered.

    ``view`` is what its template is given, ``source`` the Markdown that its positions name.
    """

    view: View
    source: str
    render: Callable[[], tuple[str, Positions]]


class RenderedPages:
    """The pages that were rendered before, and those that are now."""

    def __init__(self, cache: Cache, config: Config) -> None:
        self._shelves = Shelves(cache, "rendered", config.source)
        self._whole = digest_of([code_digest(), *config.templates.parts("")])

    def pages(self, ready: Sequence[Ready]) -> Iterator[tuple[str, Positions] | Exception]:
        """The HTML of pages and their positions, or what their templates raise.

        Those that are not kept are rendered on all cores.
        """
        keys = [digest_of([self._whole, one.source, _ENCODER.encode(one.view)]) for one in ready]
        known: dict[int, _Kept] = {}
        for at, (one, key) in enumerate(zip(ready, keys, strict=True)):
            if (found := self._shelves.of(one.view.page.path).get(key, _DECODER)) is not None:
                known[at] = found
        new = [at for at in range(len(ready)) if at not in known]
        for at, data in zip(new, spread(lambda at: _encoded(ready[at]), new), strict=True):
            if data:
                known[at] = _DECODER.decode(data)
                self._shelves.of(ready[at].view.page.path).put(keys[at], data)
        for at, one in enumerate(ready):
            yield (known[at].html, _with_spans(known[at])) if at in known else _attempt(one)

    def save(self) -> None:
        """Keep what this run has used."""
        self._shelves.save()


def _encoded(ready: Ready) -> bytes:
    """A page as it is kept; nothing where its template goes wrong."""
    made = _attempt(ready)
    return b"" if isinstance(made, Exception) else msgspec.msgpack.encode(_kept(*made))


def _attempt(ready: Ready) -> tuple[str, Positions] | Exception:
    """What is rendered, or what is raised: a template gets data and nothing else."""
    try:
        return ready.render()
    except Exception as error:
        return error


def _marked(value: Any) -> Any:
    """What is no plain value: HTML that is ready, which a template does not escape again."""
    if isinstance(value, Markup):
        return {"html": str(value)}
    raise NotImplementedError(f"a view with {type(value)}")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_marked)


def _kept(html: str, positions: Positions) -> _Kept:
    numbers: dict[Span | None, int] = {None: -1}
    for spans in positions.values():
        for span in spans:
            numbers.setdefault(span, len(numbers) - 1)
    places = tuple(span for span in numbers if span is not None)
    return _Kept(
        html,
        places,
        {tag: tuple(numbers[span] for span in spans) for tag, spans in positions.items()},
    )


def _with_spans(kept: _Kept) -> Positions:
    places = (*kept.places, None)  # -1 is the last of them
    return {
        tag: tuple(places[number] for number in numbers) for tag, numbers in kept.positions.items()
    }
