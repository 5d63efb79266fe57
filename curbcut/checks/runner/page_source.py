"""Where the pages of a check come from, and how a browser gets them."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curbcut.model.page import RenderedPage, RenderedSite
from curbcut.render.pages import files_of


def _no_headers(path: str) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class PageSource:
    """Pages and all that belongs to them.

    ``content`` is the bytes of all files by path, or the folder that they are in: a server on this
    machine sends them, each with its ``headers``, with everything below ``prefix``. Without it the
    pages' paths are their addresses, to which ``login`` ("name:password") is sent. ``apart`` are
    those files that no page loads. ``first_party`` says that Curbcut built the pages.
    """

    pages: Sequence[RenderedPage]
    first_party: bool
    content: Mapping[str, bytes] | Path | None = None
    apart: Container[str] = ()
    headers: Callable[[str], Mapping[str, str]] = _no_headers
    prefix: str = "/"
    login: str = ""

    @classmethod
    def site(cls, rendered: RenderedSite, prefix: str) -> PageSource:
        """The pages of a site that Curbcut has rendered."""
        return cls(
            rendered.pages,
            first_party=True,
            content=files_of(rendered),
            apart=rendered.apart,
            headers=rendered.headers_of,
            prefix=prefix,
        )

    @classmethod
    def folder(cls, pages: Sequence[RenderedPage], folder: Path) -> PageSource:
        """Pages in a folder, whoever made them."""
        return cls(pages, first_party=False, content=folder)

    @classmethod
    def web(cls, pages: Sequence[RenderedPage], login: str) -> PageSource:
        """Pages under an address."""
        return cls(pages, first_party=False, login=login)

    def around(self) -> dict[str, bytes]:
        """The files that pages may load, where they are known beforehand."""
        if not isinstance(self.content, Mapping):
            return {}
        return {name: data for name, data in self.content.items() if name not in self.apart}
