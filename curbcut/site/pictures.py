"""Pictures that pages show: whether browsers can show them, and how much readers have to load."""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterable, Mapping

from curbcut.model.finding import Finding, Rule, Severity
from curbcut.model.page import LinkRef
from curbcut.model.source import Span

UNREADABLE = Rule(
    id="image-unreadable",
    summary="Browsers cannot show a picture",
    why="Readers see a broken image. The file is damaged, cut off, or of a kind that browsers do"
    " not know.",
    fix="Export the picture again, as PNG, JPEG, WebP, AVIF, GIF or SVG.",
    how="Of each picture in the Markdown: its ending and its first bytes; the checksums and the end"
    " of a PNG, the end of a JPEG and a GIF, the length of a WebP.",
    limits="Damage inside the data of a picture, which its file says nothing about. SVG pictures"
    " have a rule of their own.",
    source="PNG (Third Edition), 5.3; JPEG (ITU T.81), annex B; GIF89a; WebP (RFC 9649)",
    examples=(
        (
            "![A worn chain](chain.heic)",
            "![A worn chain](chain.png)",
        ),
    ),
)
LARGE = Rule(
    id="image-large",
    summary="A picture is far larger than any screen needs",
    why="On a slow line readers wait for it, and some pay for each megabyte.",
    fix="Save it smaller, as the message says.",
    severity=Severity.WARNING,
    how="The bytes of the file, and the width that it gives.",
    source="Our own limits. 1 MiB takes more than 5 seconds at 1.6 Mbit/s, which is the slow 4G of"
    " Lighthouse. 3,840 pixels are the width of a 4K screen.",
)
RULES = (UNREADABLE, LARGE)

MOST_BYTES = 1 << 20
MOST_PIXELS = 3840
"""The largest picture about which nothing is said; see LARGE."""

SHOWN = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
}
"""Pictures that browsers show and that are looked into, by their ending."""
_OTHERS = (".svg", ".ico", ".bmp", ".apng", ".jfif", ".pjpeg", ".pjp")
_PHOTOS = (".heic", ".heif", ".tif", ".tiff", ".raw", ".dng", ".cr2", ".nef", ".jp2", ".jxl")
_DRAWINGS = (".psd", ".ai", ".eps", ".sketch", ".fig", ".xd", ".indd", ".vsdx", ".drawio")
_VIDEOS = (".mp4", ".mov", ".webm", ".avi", ".mkv", ".m4v", ".mpg", ".mpeg", ".wmv", ".ogv")


def cannot_be_shown(link: LinkRef, target: str, address: str) -> tuple[str, str] | None:
    """What is wrong with an image by the ending of its file, and what to type; None if nothing is.

    ``address`` is how the file is written in the link.
    """
    stem, ending = posixpath.splitext(target)
    ending = ending.lower()
    if ending in SHOWN or ending in _OTHERS or not ending:
        return None
    name, written = posixpath.basename(target), posixpath.splitext(address)[0]
    if ending in _PHOTOS or ending in _DRAWINGS:
        better = "png" if ending in (*_DRAWINGS, ".tif", ".tiff") else "jpg"
        fix = f"Save it as “{posixpath.basename(stem)}.{better}” in the same folder and write"
        return f"Browsers cannot show “{name}”", f"{fix} ![{link.text}]({written}.{better})"
    what = "a video" if ending in _VIDEOS else "not a picture"
    return f"“{name}” is {what}, which an image cannot show", f"Write [{link.text}]({address})"


def judge_pictures(
    assets: Mapping[str, bytes],
    shown: Mapping[str, tuple[int, int] | None],
    folder: str,
) -> list[Finding]:
    """What is wrong with the files of the pictures that pages show.

    ``shown`` are their paths, with the width and height where those are known; ``folder`` is the
    source folder's own path.
    """
    found = []
    for path, size in sorted(shown.items()):
        here = Span(f"{folder}/{path}", 1, 1)
        if problem := damage(path, assets[path]):
            found.append(Finding(UNREADABLE, problem[0], span=here, fix=problem[1]))
        elif len(assets[path]) > MOST_BYTES:
            what = f"The picture has {len(assets[path]) / (1 << 20):.1f} MiB"
            fix = "Save it with at most 1,600 pixels in width, as JPEG or WebP for a photo."
            found.append(Finding(LARGE, what, span=here, fix=fix))
        elif size and size[0] > MOST_PIXELS and not path.lower().endswith(".svg"):
            what = f"The picture is {size[0]:,} pixels wide and {size[1]:,} high"
            fix = "Save it with at most 1,600 pixels in width: no screen shows more of it here."
            found.append(Finding(LARGE, what, span=here, fix=fix))
    return found


def damage(path: str, data: bytes) -> tuple[str, str] | None:
    """What is wrong with the bytes of a picture, and what to do; None if nothing is seen."""
    kind = SHOWN.get(posixpath.splitext(path)[1].lower())
    if kind is None:
        return None
    again = "Export the picture again, and replace the file."
    if not data:
        return "The file of the picture is empty", again
    if data.startswith(b"version https://git-lfs.github.com"):
        return "The file is a pointer of Git LFS, not the picture", "Run: git lfs pull"
    real = _kind_of(data)
    if real not in SHOWN.values():
        what = f"it is {real}" if real else "it does not begin like one"
        return (
            f"The file is not a {kind} picture: {what}",
            f"Save the picture as JPEG or PNG with a program for pictures, as “{_named(path)}”.",
        )
    if not _whole(data, real):
        return f"The {real} picture is damaged or cut off", again
    return None


def _named(path: str) -> str:
    return posixpath.basename(path)


def _kind_of(data: bytes) -> str:
    """What a file is by its first bytes, "" where that is not known."""
    if data[4:8] == b"ftyp":
        brands = {data[at : at + 4] for at in (8, *range(16, min(64, len(data)), 4))}
        if brands & {b"avif", b"avis"}:
            return "AVIF"
        return "a HEIC photo" if brands & {b"heic", b"heix", b"mif1", b"msf1"} else "a video"
    beginnings: Iterable[tuple[bytes, str]] = (
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"II*\0", "a TIFF picture"),
        (b"MM\0*", "a TIFF picture"),
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"<", "text, such as a web page"),
    )
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return next((kind for start, kind in beginnings if data.startswith(start)), "")


def _whole(data: bytes, kind: str) -> bool:
    """Whether a picture goes on to its end."""
    if kind == "PNG":
        return _whole_png(data)
    if kind == "JPEG":  # cameras and editors write further data behind the end of the picture
        return b"\xff\xd9" in data[-(1 << 16) :]
    if kind == "GIF":
        return data.rstrip(b"\0").endswith(b";")
    if kind == "WebP":
        return len(data) >= int.from_bytes(data[4:8], "little") + 8
    return True


def _whole_png(data: bytes) -> bool:
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            return False
        if kind == b"IEND":
            return True
        at = end
    return False
