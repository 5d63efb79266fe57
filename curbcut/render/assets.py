"""The theme's files: joined, named by their content, and served for ever."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from curbcut.model.finding import CurbcutError

_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")

_COMMENT = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?\*/""", re.S)


@dataclass(frozen=True, slots=True)
class Assets:
    """``files`` are what is published, by path; the rest are addresses from the root.

    ``kinds`` are the style sheet and the script of single kinds of page, by file name
    ("search.js").
    """

    files: dict[str, bytes]
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    icon: str = ""
    kinds: dict[str, str] = field(default_factory=dict)

    def styles_of(self, kind: str) -> tuple[str, ...]:
        """The style sheets of a kind of page."""
        own = self.kinds.get(f"{kind}.css")
        return (*self.styles, own) if own else self.styles

    def scripts_of(self, kind: str) -> tuple[str, ...]:
        """The scripts of a kind of page."""
        own = self.kinds.get(f"{kind}.js")
        return (*self.scripts, own) if own else self.scripts


def gather_assets(templates: Path) -> Assets:
    """Join the theme's style sheets and scripts, each in the order of their file names.

    What lies in ``css/pages`` and ``js/pages`` belongs to the kind of page that it is named after
    and is published by itself.

    Raises:
        CurbcutError: when a file of the theme cannot be read.
    """
    folder = templates / "assets"
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    icon = ""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if not path.is_file() or path.name.startswith(".") or path.suffix in (".css", ".js"):
            continue
        inside = path.relative_to(folder).as_posix()
        published = _hashed(inside, data := path.read_bytes())
        files[published] = data
        names[inside] = published
        if inside in ("icon.svg", "icon.png"):
            icon = "/" + published
    styles = _join(folder / "css", "*.css")
    styles = _bare(_URL.sub(lambda match: _point(match, names), styles))
    scripts = _join(folder / "js", "*.js")
    result: dict[str, tuple[str, ...]] = {"styles": (), "scripts": ()}
    for key, name, text in (("styles", "site.css", styles), ("scripts", "site.js", scripts)):
        if text.strip():
            data = text.encode()
            published = _hashed(name, data)
            files[published] = data
            result[key] = ("/" + published,)
    kinds: dict[str, str] = {}
    for path in sorted((*folder.glob("css/pages/*.css"), *folder.glob("js/pages/*.js"))):
        text = _text(path)
        if path.suffix == ".css":
            text = _bare(_URL.sub(lambda match: _point(match, names), text))
        published = _hashed(path.name, data := text.encode())
        files[published] = data
        kinds[path.name] = "/" + published
    return Assets(files, result["styles"], result["scripts"], icon, kinds)


def _join(folder: Path, pattern: str) -> str:
    return "\n".join(_text(path).rstrip() + "\n" for path in sorted(folder.glob(pattern)))


def _bare(css: str) -> str:
    """A style sheet without comments and indents: a tenth of what a reader waits for."""
    kept = _COMMENT.sub(lambda match: match[1] or " ", css)
    return "".join(f"{line.strip()}\n" for line in kept.split("\n") if line.strip())


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CurbcutError(f"“{path}” is not UTF-8.", "Save the file as UTF-8.") from error
    except OSError as error:
        raise CurbcutError(f"“{path}” cannot be read: {error.strerror}.") from error


def _hashed(name: str, data: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}{dot}{ending}"


def _point(match: re.Match[str], names: dict[str, str]) -> str:
    """A style sheet's ``url(../icon.svg)``, by the name that the file is published under."""
    target = match[1].removeprefix("./").removeprefix("../")
    if target in names:
        return f'url("{names[target].removeprefix("assets/")}")'
    return match[0]
