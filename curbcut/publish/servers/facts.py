"""What a server has to know of a site; the same for every server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from curbcut.browser.media_types import TEXT, TYPES
from curbcut.site.routes import RESERVED

FOR_EVER = "public, max-age=31536000, immutable"
"""For files that are named by their content."""
ASK_AGAIN = "no-cache"
"""For all else: kept, but never shown without asking, so that a correction is seen at once."""
HIDDEN = ("_headers", "_redirects")
"""Published for hosts that read them, and not meant for readers."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A site as a server sees it.

    ``base`` is the path that the site lives under, with a slash at both ends. ``headers`` go with
    every answer; ``redirects`` are pairs of decoded paths, from the root of the host, and
    percent-encoded targets; ``gone`` are decoded paths. ``missing_pages`` are what is shown where
    there is nothing, by folder ("/", "/es/"), the narrowest first. ``exceptions`` are what single
    files have in place of ``headers``, by their path in the published folder.
    """

    base: str
    headers: Mapping[str, str]
    redirects: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    missing_pages: Mapping[str, str] = field(default_factory=dict)
    exceptions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def assets(self) -> str:
        """The folder of the theme's files."""
        return f"{self.base}{RESERVED}/"

    @property
    def folder(self) -> str:
        """What a person reads about where the published folder must be."""
        name = self.base.strip("/")
        if not name:
            return "the published folder itself (dist)"
        return f"a folder with the published one (dist) in it under the name {name}"


def still_gone(
    gone: Iterable[str], published: Iterable[str], redirects: Iterable[tuple[str, str]], base: str
) -> tuple[str, ...]:
    """The decoded paths, from the root of the host, that servers answer with 410.

    Only those at which there is nothing else: a server would answer 410 in place of a page that is
    there again, and nginx does not start where two rules are for one path.

    Args:
        gone: the addresses that were given up, as the ledger has them.
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
    """The media types that are text: worth compressing, and in UTF-8."""
    return sorted({media for media in TYPES.values() if media.startswith((*TEXT, *_XML))})


_XML = ("application/xml", "application/xhtml", "application/atom")
