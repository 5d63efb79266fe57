"""Sites made on the spot."""

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from curbcut.commands.lint import lint
from curbcut.run import Options
from curbcut.stages import Prepared, prepare

REPOSITORY = Path(__file__).parents[1]
HOME = "---\ntitle: Help\n---\n"


def picture(width: int = 1, height: int = 1, padding: int = 0) -> bytes:
    """A grey PNG; ``padding`` makes its file larger by as many bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    more = chunk(b"teXt", b"x" * padding) if padding else b""
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * width) * height))
    return b"\x89PNG\r\n\x1a\n" + head + more + rows + chunk(b"IEND", b"")


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder that is made for them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def page(title: str, body: str = "Text.\n", extra: str = "") -> str:
    """A page's Markdown."""
    return f"---\ntitle: {title}\n{extra}---\n{body}"


def prepared(source: Path, templates: Path | None = None) -> Prepared:
    """The site, ready for the browser."""
    return prepare(Options(source=source, templates=templates))


def rules(source: Path, templates: Path | None = None) -> list[str]:
    """The rules that are broken, in the order in which they are reported."""
    result = lint(Options(source=source, templates=templates))
    return [finding.rule.id for finding in result.findings]


def html(site: Prepared, path: str) -> str:
    """A page as it is published."""
    return next(p.data.decode() for p in site.rendered.pages if p.path == path)


EVERY_WORD = page(
    "Brakes",
    "[prices](price.md)\n\nTODO\n\n## Prices:\n\nCall [us](tel:1), then [click here](index.md).\n",
)
"""A page beside index.md in which lint has an error, a warning, suggestions and a question."""
