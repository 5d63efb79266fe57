"""Pages that Curbcut did not build, from a folder of HTML."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from urllib.parse import quote

from curbcut.html.tokens import Lines, StartTag, tokens
from curbcut.model.finding import CurbcutError
from curbcut.model.page import Found, LeftOut, RenderedPage
from curbcut.model.source import Span

ENDINGS = (".html", ".htm", ".xhtml")


def read_folder(target: Path, shown: str, root: Path | None = None) -> Found:
    """All HTML pages below a folder, or the single page ``target``, and their lines.

    ``root`` is the folder that a single page is published from, its own by default. Hidden files
    are left out; other files with the ending of a page that cannot be read are reported.

    Raises:
        CurbcutError: when the folder or file does not exist, or has no page.
    """
    single = target.is_file()
    if not single and not target.is_dir():
        raise CurbcutError(
            f"There is no folder or file “{shown}”.",
            "Name a folder of HTML files, one of them, or an https address.",
        )
    if single and target.suffix.lower() not in ENDINGS:
        raise CurbcutError(
            f"“{shown}” is not an HTML page.", "Pages are files that end in .html, .htm or .xhtml."
        )
    folder = (root or target.parent) if single else target
    inside = Path(os.path.relpath(target, folder)).as_posix() if single else ""
    shown = shown.removesuffix(inside).rstrip("/") or "." if single else shown
    pages: list[RenderedPage] = []
    lines: dict[str, list[str]] = {}
    left: list[LeftOut] = []
    names = [inside] if single else _walk(folder, left, shown)
    for inside in names:
        label = _label(inside, shown)
        data = _read(folder, inside)
        if isinstance(data, str):
            left.append(LeftOut(address_of(inside), f"“{label}” {data}", Span(label, 1, 1)))
            continue
        text = data.decode("utf-8", errors="replace")
        lines[label] = text.split("\n")
        pages.append(
            RenderedPage(
                path=address_of(inside),
                output=inside,
                data=data,
                positions=positions_in(text, label),
                fallback=Span(label, 1, 1),
                source_path=inside,
            )
        )
    if not pages and not left:
        raise CurbcutError(
            f"There is not an HTML page in “{shown}”.", "Pages are files that end in .html or .htm."
        )
    return Found(tuple(pages), lines, tuple(left))


def _walk(folder: Path, left: list[LeftOut], shown: str) -> list[str]:
    """The paths of all files that end like a page, in order; adds folders that are closed."""

    def closed(error: OSError) -> None:
        inside = Path(error.filename).relative_to(folder).as_posix()
        label = _label(inside, shown)
        reason = f"The folder “{label}” cannot be read ({error.strerror}): correct its permissions"
        left.append(LeftOut(address_of(inside) + "/", reason, Span(label, 1, 1)))

    found: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(root)
        found += (here / name for name in files if _is_page(name))
        for name in folders:
            path = here / name
            if path.is_symlink() and _has_pages(path) and not _within(path, folder):
                inside = path.relative_to(folder).as_posix()
                label = _label(inside, shown)
                left.append(
                    LeftOut(address_of(inside) + "/", f"“{label}” {_OUTSIDE}", Span(label, 1, 1))
                )
    return [path.relative_to(folder).as_posix() for path in sorted(found)]


def _is_page(name: str) -> bool:
    return name.lower().endswith(ENDINGS) and not name.startswith(".")


_OUTSIDE = "is a symbolic link out of the folder: replace it with a copy of its target"
_MOST_LOOKED_AT = 1000


def _has_pages(folder: Path) -> bool:
    """Whether there is a page in a folder or in its first folders."""
    for number, (_, _, files) in enumerate(os.walk(folder)):
        if any(name.lower().endswith(ENDINGS) for name in files):
            return True
        if number >= _MOST_LOOKED_AT:
            break
    return False


def _within(path: Path, folder: Path) -> bool:
    return path.resolve(strict=True).is_relative_to(folder.resolve())


def _read(folder: Path, inside: str) -> bytes | str:
    """The bytes of a page, or why there are none: the end of a sentence that names it."""
    path = folder / inside
    try:
        if not _within(path, folder):
            return _OUTSIDE
        if not path.is_file():
            # Opening a named pipe would block for ever.
            return "is not a file, only named like one: rename it"
        return path.read_bytes()
    except (RuntimeError, FileNotFoundError):
        return "is a symbolic link to nothing: correct or remove it"
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "is a symbolic link to itself: correct or remove it"
        return f"cannot be read ({error.strerror}): correct its permissions"


def _label(inside: str, shown: str) -> str:
    """A file's path as people are shown it; a name may hold anything but a slash."""
    label = inside if shown == "." else f"{shown}/{inside}"
    return _UNPRINTABLE.sub("\ufffd", label)


_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def address_of(inside: str) -> str:
    """The address of a file: "a/index.html" -> "/a/"."""
    if inside == "index.html" or inside.endswith("/index.html"):
        inside = inside[: -len("index.html")]
    # The bytes of the name, which need not be UTF-8.
    return "/" + quote(os.fsencode(inside))


def positions_in(text: str, label: str) -> dict[str, tuple[Span | None, ...]]:
    """The position of each element in a file, by tag name and in order."""
    found: dict[str, list[Span | None]] = {}
    lines = Lines(text)
    for tag in tokens(text, xml=label.lower().endswith(".xhtml")):
        if isinstance(tag, StartTag) and not tag.in_template:
            line, column = lines.place(tag.start)
            place = Span(label, line, lines.place(tag.end - 1)[0], column)
            found.setdefault(tag.name, []).append(place)
    return {name: tuple(spans) for name, spans in found.items()}
