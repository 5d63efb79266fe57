"""The facts about a site that every server configuration needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from curbcut.browser.media_types import TEXT, TYPES
from curbcut.site.routes import RESERVED

FOR_EVER = "public, max-age=31536000, immutable"
"""Cache-Control for files with a content hash in their name (seconds: one year)."""
ASK_AGAIN = "no-cache"
"""Cache-Control for all else: revalidated on each use, so that corrections are seen at once."""
HIDDEN = ("_headers", "_redirects")
"""Files for hosting services that read them; servers answer 404 for them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A site as a server sees it.

    ``base`` is the path under which the site is served, with a slash at both ends. ``headers`` are
    sent with every response; ``redirects`` are pairs of a decoded path, from the root of the host,
    and a percent-encoded target; ``gone`` are decoded paths. ``missing_pages`` maps folders ("/",
    "/es/") to their “not found” pages, the longest path first. ``exceptions`` maps paths in the
    published folder to headers that replace those of the same name.
    """

    base: str
    headers: Mapping[str, str]
    redirects: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    missing_pages: Mapping[str, str] = field(default_factory=dict)
    exceptions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def assets(self) -> str:
        """The path of the theme's files, with a slash at the end."""
        return f"{self.base}{RESERVED}/"

    @property
    def folder(self) -> str:
        """The value of the server's root directory, described for people."""
        name = self.base.strip("/")
        if not name:
            return "the published folder itself (dist)"
        return f"a folder with the published one (dist) in it under the name {name}"


def still_gone(
    gone: Iterable[str], published: Iterable[str], redirects: Iterable[tuple[str, str]], base: str
) -> tuple[str, ...]:
    """The decoded paths, from the root of the host, that servers answer with 410 Gone.

    Paths that exist again are left out: a server would answer 410 instead of the page, and nginx
    does not start with two rules for one path.

    Args:
        gone: the URLs that are marked as gone in the ledger.
        published: the paths of all files, inside the published folder.
        redirects: as in ``Facts``.
        base: as in ``Facts``.
    """
    files = {base + name for name in (*published, *HIDDEN)}
    folders = {name.removesuffix("index.html") for name in files}
    taken = files | folders | {name.rstrip("/") for name in folders} | {old for old, _ in redirects}
    root = base.rstrip("/")
    return tuple(sorted({root + unquote(path) for path in gone} - taken))


def text_types() -> list[str]:
    """The media types that are text, to be compressed and sent as UTF-8."""
    return sorted({media for media in TYPES.values() if media.startswith((*TEXT, *_XML))})


_XML = ("application/xml", "application/xhtml", "application/atom")
