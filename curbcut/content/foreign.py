"""Pages that Curbcut did not build: a folder of HTML, or what lives under an address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from curbcut.content.scan import start_tags
from curbcut.model.finding import CurbcutError
from curbcut.model.page import RenderedPage
from curbcut.model.source import Span

ENDINGS = (".html", ".htm", ".xhtml")


def read_folder(folder: Path, shown: str) -> tuple[tuple[RenderedPage, ...], dict[str, list[str]]]:
    """All HTML pages below ``folder``, and the lines of each file.

    Raises:
        CurbcutError: when there is no such folder, or no page in it.
    """
    if not folder.is_dir():
        raise CurbcutError(
            f"There is no folder “{shown}”.", "Name a folder of HTML files, or an https address."
        )
    root = folder.resolve()
    pages: list[RenderedPage] = []
    lines: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.suffix.lower() not in ENDINGS or not path.is_file():
            continue
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if not path.resolve().is_relative_to(root):
            continue
        label = f"{shown}/{inside}" if shown != "." else inside
        data = path.read_bytes()
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
    if not pages:
        raise CurbcutError(
            f"There is no HTML page in “{shown}”.", "Pages are files that end in .html or .htm."
        )
    return tuple(pages), lines


def address_of(inside: str) -> str:
    """The address of a file: "a/index.html" -> "/a/"."""
    if inside == "index.html" or inside.endswith("/index.html"):
        inside = inside[: -len("index.html")]
    return "/" + quote(inside)


def positions_in(text: str, label: str) -> dict[str, tuple[Span | None, ...]]:
    """Where each element stands in a file, by tag name and in order."""
    found: dict[str, list[Span | None]] = {}
    for tag in start_tags(text, xml=label.lower().endswith(".xhtml")):
        # What stands in a template is no element of the document.
        if not tag.hidden:
            place = Span(label, tag.line, tag.end_line, tag.column)
            found.setdefault(tag.name, []).append(place)
    return {name: tuple(spans) for name, spans in found.items()}
