"""Pages that Curbcut did not build: a folder of HTML, or what lives under an address."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

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
    scanner = _Scanner(label)
    try:
        scanner.feed(text)
        scanner.close()
    except (AssertionError, ValueError):
        pass  # markup that no parser follows: what was found so far is still right
    return {tag: tuple(spans) for tag, spans in scanner.found.items()}


class _Scanner(HTMLParser):
    """Notes the place of each start tag that becomes an element of the document."""

    def __init__(self, label: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[Span | None]] = {}
        self._label = label
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; what stands in a template or a noscript is no element while scripts run."""
        if not self._hidden:
            line, column = self.getpos()
            end = line + (self.get_starttag_text() or "").count("\n")
            self.found.setdefault(tag, []).append(Span(self._label, line, end, column + 1))
        if tag in ("template", "noscript"):
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave a template or a noscript."""
        if tag in ("template", "noscript") and self._hidden:
            self._hidden -= 1
