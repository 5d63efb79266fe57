"""The theme's files: joined, named by their content, and served for ever."""

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
    """``files`` are what is published, by path; the rest are addresses from the root.

    ``logo_size`` is width and height in CSS pixels, where the file says so. ``kinds`` are the style
    sheet and the script of single kinds of page, by file name ("search.js").
    """

    files: dict[str, bytes]
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    icon: str = ""
    logo: str = ""
    logo_dark: str = ""
    logo_size: tuple[int, int] | None = None
    kinds: dict[str, str] = field(default_factory=dict)

    def styles_of(self, kind: str) -> tuple[str, ...]:
        """The style sheets of a kind of page; the gallery shows what every kind has."""
        if kind == "gallery":
            return (*self.styles, *(self.kinds[k] for k in self.kinds if k.endswith(".css")))
        own = self.kinds.get(f"{kind}.css")
        return (*self.styles, own) if own else self.styles

    def scripts_of(self, kind: str) -> tuple[str, ...]:
        """The scripts of a kind of page."""
        own = self.kinds.get(f"{kind}.js")
        return (*self.scripts, own) if own else self.scripts


def acting_assets(theme: Theme) -> list[Finding]:
    """What is wrong with the files of a theme that are published as they are.

    A theme's scripts are meant to run; documents and pictures are not.
    """
    return [
        finding
        for name, file in sorted(theme.files.items())
        if name.startswith(FOLDER) and not name.endswith((".css", ".js"))
        for finding in problems_of(name, file.data, file.place)
    ]


def gather_assets(theme: Theme) -> Assets:
    """Join the theme's style sheets and scripts, each in the order of their file names.

    What lies in ``css/pages`` and ``js/pages`` belongs to the kind of page that it is named after
    and is published by itself.

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
    for name, text in texts.items():
        if re.fullmatch(r"(css|js)/pages/[^/]+", name):
            short = name.rpartition("/")[2]
            published = _hashed(short, data := text.encode())
            files[published] = data
            kinds[short] = "/" + published
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
    )


def _picture(stem: str, names: Mapping[str, str]) -> str:
    """The address of a picture with a part of its own in the theme, whichever form it has."""
    found = (names.get(f"{stem}.{ending}", "") for ending in ("svg", "png", "webp"))
    return next(("/" + name for name in found if name), "")


def _style(css: str, names: Mapping[str, str]) -> str:
    """A style sheet with the published names of the files that it names.

    It has neither comments nor indents: they are a tenth of what a reader waits for.
    """
    kept = _COMMENT.sub(lambda match: match[1] or " ", _URL.sub(lambda m: _point(m, names), css))
    return "".join(f"{line.strip()}\n" for line in kept.split("\n") if line.strip())


def _join(texts: Mapping[str, str], ending: str) -> str:
    """The style sheets, or the scripts, that every page has."""
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
    """A style sheet's ``url(../icon.svg)``, by the name that the file is published under."""
    target = match[1].removeprefix("./").removeprefix("../")
    if target in names:
        return f'url("{names[target].removeprefix("assets/")}")'
    return match[0]
