"""Rendered pages as they are kept: under the digest of all that their templates are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from markupsafe import Markup

from curbcut.cache import Cache, Shelves, code_digest, digest_of
from curbcut.config import Config
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


class RenderedPages:
    """The pages that were rendered before, and those that are now."""

    def __init__(self, cache: Cache, config: Config) -> None:
        self._shelves = Shelves(cache, "rendered", config.source)
        theme = config.templates
        self._whole = digest_of([code_digest(), *theme.parts("")])

    def page(
        self, view: View, source: str, render: Callable[[], tuple[str, Positions]]
    ) -> tuple[str, Positions]:
        """The HTML of a page and its positions, from what is kept or from ``render``.

        ``view`` is what the template is given, ``source`` the Markdown that positions name.
        """
        given = _ENCODER.encode(view)
        key = digest_of([self._whole, source, given])
        shelf = self._shelves.of(view.page.path)
        if (found := shelf.get(key, _DECODER)) is not None:
            return found.html, _with_spans(found)
        html, positions = render()
        shelf.put(key, msgspec.msgpack.encode(_kept(html, positions)))
        return html, positions

    def save(self) -> None:
        """Keep what this run has used."""
        self._shelves.save()


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
