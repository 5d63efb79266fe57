"""The theme's assets: style sheets and scripts are joined, file names get a content hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from curbcut.content.sources.active_files import problems_of
from curbcut.content.sources.picture_size import picture_size
from curbcut.model.finding import CurbcutError, Finding
from curbcut.model.theme import Theme, ThemeFile

FOLDER = "assets/"
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")

_COMMENT = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?\*/""", re.S)


@dataclass(frozen=True, slots=True)
class Assets:
    """The published files (path to bytes); the other fields are their URL paths.

    ``logo_size`` is width and height in CSS pixels, if the file has them. ``kinds`` maps the names
    of style sheets and scripts for one kind of page ("search.js") to their URL paths, ``parts``
    those for pages whose text has an element of the class that they are named after ("tabs.js").
    """

    files: dict[str, bytes]
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    icon: str = ""
    logo: str = ""
    logo_dark: str = ""
    logo_size: tuple[int, int] | None = None
    kinds: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    def styles_of(self, kind: str, content: str = "") -> tuple[str, ...]:
        """The style sheets of a kind of page with a text; the gallery has those of every kind."""
        own = [path for name, path in self.kinds.items() if name == f"{kind}.css"]
        if kind == "gallery":
            own = [path for name, path in self.kinds.items() if name.endswith(".css")]
        return (*self.styles, *own, *self._parts_of(content, ".css"))

    def scripts_of(self, kind: str, content: str = "") -> tuple[str, ...]:
        """The scripts of a kind of page with a text."""
        own = [path for name, path in self.kinds.items() if name == f"{kind}.js"]
        return (*self.scripts, *own, *self._parts_of(content, ".js"))

    def _parts_of(self, content: str, ending: str) -> list[str]:
        return [
            path
            for name, path in self.parts.items()
            if name.endswith(ending) and f' class="{name.removesuffix(ending)}"' in content
        ]


def acting_assets(theme: Theme) -> list[Finding]:
    """Findings about active content in the theme's published files.

    Style sheets and scripts are not examined: they are meant to be active.
    """
    return [
        finding
        for name, file in sorted(theme.files.items())
        if name.startswith(FOLDER) and not name.endswith((".css", ".js"))
        for finding in problems_of(name, file.data, file.place)
    ]


def gather_assets(theme: Theme) -> Assets:
    """Join the theme's style sheets and scripts, each in the order of their file names.

    A file in ``css/pages`` or ``js/pages`` is for the kind of page that it is named after, and is
    published separately; one in ``css/parts`` or ``js/parts`` for pages that have what it is named
    after.

    Raises:
        CurbcutError: when a style sheet or a script is not UTF-8.
    """
    inside = {
        name.removeprefix(FOLDER): file
        for name, file in sorted(theme.files.items())
        if name.startswith(FOLDER)
    }
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for name, file in inside.items():
        if name.endswith((".css", ".js")):
            continue
        published = _hashed(name, file.data)
        files[published] = file.data
        names[name] = published
    texts = {
        name: _style(text, names) if name.endswith(".css") else text
        for name, file in inside.items()
        if name.endswith((".css", ".js"))
        for text in (_text(file),)
    }
    result: dict[str, tuple[str, ...]] = {"styles": (), "scripts": ()}
    for key, name, ending in (("styles", "site.css", "css"), ("scripts", "site.js", "js")):
        if text := _join(texts, ending):
            data = text.encode()
            published = _hashed(name, data)
            files[published] = data
            result[key] = ("/" + published,)
    kinds: dict[str, str] = {}
    parts: dict[str, str] = {}
    for name, text in texts.items():
        if found := re.fullmatch(r"(?:css|js)/(pages|parts)/([^/]+)", name):
            published = _hashed(found[2], data := text.encode())
            files[published] = data
            (kinds if found[1] == "pages" else parts)[found[2]] = "/" + published
    logo = _picture("logo", names)
    return Assets(
        files,
        result["styles"],
        result["scripts"],
        icon=_picture("icon", names),
        logo=logo,
        logo_dark=_picture("logo-dark", names),
        logo_size=picture_size(files[logo[1:]]) if logo else None,
        kinds=kinds,
        parts=parts,
    )


def _picture(stem: str, names: Mapping[str, str]) -> str:
    """The URL path of an image with this name, as SVG, PNG or WebP; "" if there is none."""
    found = (names.get(f"{stem}.{ending}", "") for ending in ("svg", "png", "webp"))
    return next(("/" + name for name in found if name), "")


def _style(css: str, names: Mapping[str, str]) -> str:
    """A style sheet with the published names of its files, without comments and indentation.

    Those would be a tenth of what readers download.
    """
    kept = _COMMENT.sub(lambda match: match[1] or " ", _URL.sub(lambda m: _point(m, names), css))
    return "".join(f"{line.strip()}\n" for line in kept.split("\n") if line.strip())


def _join(texts: Mapping[str, str], ending: str) -> str:
    """The joined style sheets, or scripts, of every page."""
    every = re.compile(rf"{ending}/[^/]+\.{ending}")
    return "\n".join(text.rstrip() + "\n" for name, text in texts.items() if every.fullmatch(name))


def _text(file: ThemeFile) -> str:
    try:
        return file.data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CurbcutError(f"“{file.place}” is not UTF-8.", "Save the file as UTF-8.") from error


def _hashed(name: str, data: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}{dot}{ending}"


def _point(match: re.Match[str], names: Mapping[str, str]) -> str:
    """A ``url(../icon.svg)`` in a style sheet, with the published name of the file."""
    target = match[1].removeprefix("./").removeprefix("../")
    if target in names:
        return f'url("{names[target].removeprefix("assets/")}")'
    return match[0]
