"""Printing a page as a tagged PDF with language, title and outline.

The same page gives the same bytes: Chromium writes the time and ever-increasing node numbers into
the file. The time is blanked and the nodes are renumbered without changing the length of the file,
so that its cross-reference table stays valid.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

import msgspec

from curbcut.browser.door import opened
from curbcut.browser.driver.grid import identity
from curbcut.browser.driver.install import find_browser
from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.visit import PageError, ScriptError
from curbcut.cache import Cache, code_digest, digest_of
from curbcut.model.finding import CurbcutError
from curbcut.model.page import RenderedPage
from curbcut.render.pages import Printer

_SECONDS = 120.0
"""Time limit. A few hundred pages take a few seconds; a busy machine takes longer."""
_SETTINGS = {
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
    # A4 in inches, unless the theme's @page says otherwise.
    "paperWidth": 8.27,
    "paperHeight": 11.69,
    "preferCSSPageSize": True,
}
# Links into the site become absolute URLs; otherwise they would point to the server that the PDF
# was printed from. If the site's URL is not known, only their text is kept.
_WHOLE_LINKS = "curbcut.wholeLinks(arguments[0])"
_DATE = re.compile(rb"/(?:Creation|Mod)Date \(D:[^)]*\)")
_NODE = re.compile(rb"\(node(\d{8})\)")


@contextmanager
def printing(
    cache: Cache, url: str = "", grid: str = "", listen: str = "", announce: str = ""
) -> Iterator[Printer]:
    """A printer, whose browser is started for the first page that is not in ``cache``.

    ``url`` is the URL of the site, if known; ``grid`` is that of a Selenium Grid, whose nodes reach
    this machine through ``listen`` and ``announce`` (see ``door.opened``). The printer raises
    CurbcutError when a page cannot be printed.
    """
    address = urlsplit(url)
    origin = f"{address.scheme}://{address.netloc}" if url else ""
    files: dict[str, bytes] = {}
    with (
        Server(files, prefix=address.path, name="site") as server,
        opened(Reach.of(server), grid, listen, announce) as reach,
        Session(reach=reach, grid=grid) as session,
    ):

        def make(page: RenderedPage, around: Mapping[str, bytes]) -> bytes:
            key = _key(page, around, url, grid)
            data = cache.get(key, bytes)
            if data is None:
                files.clear()
                files.update({**around, page.output: page.data})
                data = steady(_print(session, page, server, origin))
                cache.put(key, data)
            return data

        yield make


def _print(session: Session, page: RenderedPage, server: Server, origin: str) -> bytes:
    try:
        session.open(server.url(page.path))
        session.script(_WHOLE_LINKS, origin)
        answer = session.cdp("Page.printToPDF", _SETTINGS, timeout=_SECONDS)
    except (PageError, ScriptError) as error:
        raise CurbcutError(f"The PDF of “{page.path}” could not be made: {error}.") from error
    return base64.b64decode(answer["data"])


def steady(data: bytes) -> bytes:
    """A PDF by Chromium without its dates and with nodes numbered from 1; of the same length."""
    data = _DATE.sub(lambda match: b" " * len(match[0]), data)
    # The numbers keep their order, because the PDF looks them up in a sorted tree.
    numbers = {name: at for at, name in enumerate(sorted(set(_NODE.findall(data))), 1)}
    return _NODE.sub(lambda match: b"(node%08d)" % numbers[match[1]], data)


def _key(page: RenderedPage, files: Mapping[str, bytes], url: str, grid: str) -> str:
    browser = repr(msgspec.to_builtins(identity(grid) if grid else find_browser()))
    parts: list[bytes | str] = ["pdf", code_digest(), browser, url, page.path, page.data]
    for name in sorted(files):
        parts += [name, files[name]]
    return digest_of(parts)
