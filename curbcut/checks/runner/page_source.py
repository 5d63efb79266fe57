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
from curbcut.web.access import NOBODY, Access
from curbcut.web.fetch import with_login
from curbcut.web.gateway import Gateway


def _no_headers(path: str) -> Mapping[str, str]:
    return {}


_NONE: Mapping[str, Mapping[str, str]] = {}
_NONE_SENT: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class PageSource:
    """Pages and their files.

    ``content`` is path to bytes, or the folder with the files. A server on this machine sends those
    whose path ``sends`` allows, each with its ``headers`` and below ``prefix``. Without ``content``
    each page's path is its URL, requested with ``access``, and ``headers`` are
    those of its response. ``first_party``: Curbcut built the pages.
    """

    pages: Sequence[RenderedPage]
    first_party: bool
    content: Mapping[str, bytes] | Path | None = None
    headers: Callable[[str], Mapping[str, str]] = _no_headers
    sends: Callable[[str], bool] = lambda path: True
    prefix: str = "/"
    access: Access = NOBODY

    @classmethod
    def site(cls, rendered: RenderedSite, prefix: str) -> PageSource:
        """The pages of a site that Curbcut rendered."""
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
        """Pages in a folder, built by any tool; ``sends`` says which of its paths are served."""
        return cls(pages, first_party=False, content=folder, sends=sends)

    @classmethod
    def web(
        cls,
        pages: Sequence[RenderedPage],
        access: Access = NOBODY,
        headers: Mapping[str, Mapping[str, str]] = _NONE,
    ) -> PageSource:
        """Pages at their URLs; ``headers`` maps each page's path to its response headers."""
        return cls(
            pages,
            first_party=False,
            access=access,
            headers=lambda path: headers.get(path, _NONE_SENT),
        )


@dataclass(frozen=True, slots=True)
class Network:
    """What one browser can reach, and the URL of each page.

    ``server`` sends the pages; None if they are on the web.
    """

    reach: Reach
    canary: Server
    address: Callable[[RenderedPage], str]
    server: Server | None = None


def open_network(stack: ExitStack, source: PageSource, run: Run, number: int) -> Network:
    """The network of one browser: local pages reach only their own files, others the internet.

    Each browser gets its own, so that requests can be attributed to a page. ``number`` is that of
    the browser, from 0. Raises CurbcutError if a door for a Selenium Grid cannot be opened.
    """

    def there(reach: Reach) -> Reach:
        door = opened(reach, run.grid, run.listen, run.announce, number=number)
        return stack.enter_context(door)

    canary = stack.enter_context(canary_server())
    if source.content is None:
        gateway = stack.enter_context(Gateway(page.path for page in source.pages))
        reach = replace(Reach.of(canary), gateway=gateway.port, access=source.access)
        return Network(
            there(reach), canary, lambda page: with_login(page.path, source.access.login)
        )
    server = stack.enter_context(
        Server(source.content, source.headers, source.prefix, name="site", sends=source.sends)
    )

    def address(page: RenderedPage) -> str:
        path = page.path if page.path.startswith("/") else "/" + quote(page.path)
        return server.url(path.lstrip("/"))

    return Network(there(Reach.of(server, canary)), canary, address, server)
