"""Where the pages of a check come from, and how a browser gets them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from curbcut.browser.door import opened
from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.checks.runner.canary import canary_server
from curbcut.model.page import RenderedPage, RenderedSite
from curbcut.render.pages import files_of
from curbcut.run import Run
from curbcut.web.fetch import with_login
from curbcut.web.gateway import Gateway


def _no_headers(path: str) -> Mapping[str, str]:
    return {}


_NONE: Mapping[str, Mapping[str, str]] = {}
_NONE_SENT: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class PageSource:
    """Pages and all that belongs to them.

    ``content`` is the bytes of all files by path, or the folder that they are in: a server on this
    machine sends those that ``sends`` lets through, each with its ``headers``, with everything
    below ``prefix``. Without it the pages' paths are their addresses, to which ``login``
    ("name:password") is sent, and ``headers`` are what came with each. ``first_party`` says that
    Curbcut built the pages.
    """

    pages: Sequence[RenderedPage]
    first_party: bool
    content: Mapping[str, bytes] | Path | None = None
    headers: Callable[[str], Mapping[str, str]] = _no_headers
    sends: Callable[[str], bool] = lambda path: True
    prefix: str = "/"
    login: str = ""

    @classmethod
    def site(cls, rendered: RenderedSite, prefix: str) -> PageSource:
        """The pages of a site that Curbcut has rendered."""
        return cls(
            rendered.pages,
            first_party=True,
            content=files_of(rendered),
            headers=rendered.headers_of,
            prefix=prefix,
        )

    @classmethod
    def folder(
        cls,
        pages: Sequence[RenderedPage],
        folder: Path,
        sends: Callable[[str], bool] = lambda path: True,
    ) -> PageSource:
        """Pages in a folder, whoever made them; ``sends`` says what of it they may have."""
        return cls(pages, first_party=False, content=folder, sends=sends)

    @classmethod
    def web(
        cls,
        pages: Sequence[RenderedPage],
        login: str,
        headers: Mapping[str, Mapping[str, str]] = _NONE,
    ) -> PageSource:
        """Pages under an address; ``headers`` are those that came with each, by its path."""
        return cls(
            pages,
            first_party=False,
            login=login,
            headers=lambda path: headers.get(path, _NONE_SENT),
        )


@dataclass(frozen=True, slots=True)
class Network:
    """What a browser of a run can reach, and under which address each page.

    ``server`` sends the pages; None where they are elsewhere.
    """

    reach: Reach
    canary: Server
    address: Callable[[RenderedPage], str]
    server: Server | None = None


def open_network(stack: ExitStack, source: PageSource, run: Run, number: int) -> Network:
    """Pages of this machine reach their own files alone, those elsewhere the internet.

    Each browser has one of its own, so that it is known which page has asked for what; ``number``
    is that of the browser, from 0.
    """

    def there(reach: Reach) -> Reach:
        door = opened(reach, run.grid, run.listen, run.announce, number=number)
        return stack.enter_context(door)

    canary = stack.enter_context(canary_server())
    if source.content is None:
        gateway = stack.enter_context(Gateway(page.path for page in source.pages))
        reach = replace(Reach.of(canary), gateway=gateway.port)
        return Network(there(reach), canary, lambda page: with_login(page.path, source.login))
    server = stack.enter_context(
        Server(source.content, source.headers, source.prefix, name="site", sends=source.sends)
    )

    def address(page: RenderedPage) -> str:
        path = page.path if page.path.startswith("/") else "/" + quote(page.path)
        return server.url(path.lstrip("/"))

    return Network(there(Reach.of(server, canary)), canary, address, server)
