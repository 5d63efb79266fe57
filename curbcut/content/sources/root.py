"""The folder that a single page is published from, and which of its files the page may have.

A page that is checked alone names files as “../assets/a.css” or “/assets/a.css”: only from the root
of its site does that lead to them. Nothing says where the root is, so it is where the most of what
the page names is found. What is not needed to show the page is not sent to it, all the same: the
folders above a page may be somebody's own.
"""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from curbcut.html.tokens import StartTag, tokens

_MOST_LEVELS = 12
_MOST_NAMES = 1000
_MOST_FILES = 100
# Bytes of a style sheet or a script that are searched for names of other files.
_LARGEST = 2 << 20
_NAMING = ("href", "src", "poster", "data")
_SETS = ("srcset", "imagesrcset")
_URL = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""", re.I)
_QUOTED = re.compile(r"""["'`](\.{0,2}/[^"'`\s\\]{1,200})["'`]""")
_FOLLOWED = (".css", ".js", ".mjs")
# What scripts of a page load from beside it, and people seldom keep for themselves.
_BESIDE = frozenset(
    (".css", ".js", ".mjs", ".json", ".svg", ".wasm", ".woff", ".woff2", ".webmanifest", ".vtt")
)
_PUBLISHED = ".well-known"


@dataclass(frozen=True, slots=True)
class Root:
    """The folder ``folder`` as the root of a site, as far as ``sends`` lets a page see it.

    ``sends`` takes a path from the root. ``found`` says that the folder was looked for and is not
    just the one that the page is in.
    """

    folder: Path
    sends: Callable[[str], bool]
    found: bool


def root_of(file: Path) -> Root:
    """The root of the site that a page belongs to: at most some folders above it.

    It is never the home folder of the user nor one above it, unless the page is directly in there.
    Of several folders in which equally much of what the page names is found, it is the nearest.
    """
    file = Path(os.path.abspath(file))  # noqa: PTH100  links are to stay as they are
    names = list(_names_in(_read(file), file.suffix.lower()))[:_MOST_NAMES]
    own = file.parent
    best, most = own, -1
    for folder in _candidates(own):
        number = len(_existing(names, file, folder))
        if number > most:
            best, most = folder, number
    return Root(best, _Needed(file, best), found=best != own)


def _candidates(own: Path) -> Iterator[Path]:
    yield own
    closed = {Path.home(), *Path.home().parents, Path(tempfile.gettempdir())}
    for folder in list(own.parents)[:_MOST_LEVELS]:
        if folder in closed or folder == folder.parent:
            return
        yield folder


class _Needed:
    """Says which paths below a root a page needs: those of its own folder and of what it names.

    Also what the style sheets and scripts that it names name in turn. Hidden files are not.
    """

    def __init__(self, file: Path, root: Path) -> None:
        self._folders: set[str] = set()
        self._files: set[str] = set()
        due = [file]
        seen: set[Path] = set()
        while due and len(seen) < _MOST_FILES:
            one = due.pop()
            seen.add(one)
            self._add(one.relative_to(root).as_posix())
            named = _names_in(_read(one), one.suffix.lower())
            for path in sorted(_existing(list(named)[:_MOST_NAMES], one, root)):
                self._add(path)
                further = root / path
                if further not in seen and further.suffix.lower() in _FOLLOWED:
                    due.append(further)

    def _add(self, path: str) -> None:
        first, slash, _ = path.partition("/")
        if slash:
            self._folders.add(first)
        else:
            self._files.add(path)

    def __call__(self, path: str) -> bool:
        parts = path.split("/")
        if any(part.startswith(".") and part != _PUBLISHED for part in parts):
            return False
        if len(parts) > 1:
            return parts[0] in self._folders
        return path in self._files or path in self._folders or Path(path).suffix in _BESIDE


def _existing(names: list[str], file: Path, root: Path) -> set[str]:
    """The paths below ``root`` of those files that a file names, if that is its root.

    Browsers take “..” at the root for the root itself; a name that counts on that is found nowhere.
    """
    here = file.parent.relative_to(root).as_posix()
    found = set()
    for name in names:
        try:
            plain = unquote(urlsplit(name).path)
            path = posixpath.normpath(
                posixpath.join(here, plain) if plain[:1] != "/" else plain[1:]
            )
            there = root / path
            if not plain or path.startswith(".."):
                continue
            if there.is_dir():
                path = posixpath.normpath(f"{path}/index.html")
            if (root / path).is_file():
                found.add(path)
        except (OSError, ValueError):
            continue
    return found


def _names_in(text: str, ending: str) -> Iterator[str]:
    """What a file names of its own site, as it is written."""
    if ending in (".js", ".mjs"):
        found = _QUOTED.findall(text)
    else:
        found = [url or other for url, other in _URL.findall(text)]
        if ending != ".css":
            found += [*_in_attributes(text), *_QUOTED.findall(text)]
    for name in dict.fromkeys(found):
        plain = name.strip()
        if plain and plain[0] != "#" and plain[:2] != "//" and not _has_scheme(plain):
            yield plain


def _in_attributes(text: str) -> Iterator[str]:
    for tag in tokens(text):
        if isinstance(tag, StartTag):
            for name, value in tag.attributes.items():
                if name in _NAMING:
                    yield value
                elif name in _SETS:
                    yield from (one.split()[0] for one in value.split(",") if one.strip())


def _has_scheme(name: str) -> bool:
    try:
        return bool(urlsplit(name).scheme)
    except ValueError:
        return True


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""
