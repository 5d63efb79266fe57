"""Files that a browser would run: web pages, and images with scripts.

Everything that is published is either a checked page or passive. Files beside the Markdown are
published unchanged, so files that a browser treats as documents are refused, by name and by
content. A plain SVG image is fine.
"""

from __future__ import annotations

import gzip
import io
import mimetypes
import re
import zlib
from pathlib import PurePosixPath
from xml.parsers import expat

from curbcut.model.finding import Finding, Rule
from curbcut.model.source import Span

ACTIVE = Rule(
    id="file-runs-in-browsers",
    summary="A file in the source folder would be an unchecked web page",
    why="Curbcut neither renders nor checks it, and its scripts would run as part of the site.",
    fix=(
        "Write the page as Markdown. Export an image as plain SVG, without scripts, event"
        " attributes or embedded pages."
    ),
    how=(
        "HTML, XHTML, MHTML and XSLT files; XML with a style sheet or XHTML elements; and SVG"
        " with scripts, event attributes, links to javascript: or data:, or foreign content."
        " This includes the templates folder, gzip files, and extra extensions that a server"
        " ignores, as in page.html.bak. The start of files with other extensions is searched for"
        " HTML and XML."
    ),
    limits="Whether a server sends other files with the right media type.",
)

_PAGES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".hta"})
_SHEETS = frozenset({".xsl", ".xslt"})
_PICTURES = frozenset({".svg", ".svgz"})
_XML = frozenset({".xml", ".rdf", ".rss", ".atom", ".mathml"})
# Whatever their content, servers send these as types that browsers show as text, or run only if a
# page loads them.
_TEXTS = frozenset({".txt", ".csv", ".tsv", ".json", ".webmanifest", ".js", ".mjs", ".css", ".vtt"})
_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_XSLT = "http://www.w3.org/1999/XSL/Transform"
# Elements of SVG that run scripts or hold documents.
_ACTING = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "embed", "object"})
_BEGINS_AS_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe)\b", re.I)
# What browsers treat as a web page if no type is sent (MIME Sniffing Standard, 7.1).
_TAKEN_FOR_PAGE = re.compile(
    rb"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[ >]",
    re.I,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
# Types by ending from Python's own list, not the machine's, because servers have their own lists.
_TYPES = mimetypes.MimeTypes()
_GZIP = b"\x1f\x8b"
# Whatever may come before the first "<": a byte order mark, white space, the NULs of UTF-16.
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00\t\n\r "
_RUNS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data)\s*:", re.I)
_PICTURE_DATA = re.compile(r"[\x00-\x20]*data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.I)
_ADDRESSES = frozenset({"href", "src", "xlink:href", "from", "to", "values", "by"})
# Browsers remove these from an address wherever they are (URL Standard, “URL parsing”).
_TAKEN_OUT = str.maketrans("", "", "\t\n\r")
# The most bytes of an image that are decompressed; hardly any image is larger.
_LARGEST = 32 << 20


class _Found(Exception):
    """What the parser came upon first; the message says what."""


def problems_of(inside: str, data: bytes, label: str) -> list[Finding]:
    """Report why a file cannot be published. ``inside`` is its path within the source folder."""
    kind, known = _kind(inside)
    message, line, fix = "", 1, ""
    if kind in _PAGES:
        message = "This file is a separate web page, which is not checked"
        fix = "Run “curbcut import” on it to turn it into Markdown, and remove it from here."
    elif kind in _SHEETS:
        message = "This file is a style sheet that turns XML into web pages"
    elif kind in _PICTURES or kind in _XML:
        message, line = _look_into(data, kind)
    elif kind not in _TEXTS and (start := _start(data)).startswith(b"<"):
        if _BEGINS_AS_PAGE.match(start) or (not known and _TAKEN_FOR_PAGE.match(start)):
            message = "This file begins like a web page, despite its name"
        else:
            message, line = _look_into(data, kind, surely=start.startswith(b"<?xml"))
    return [Finding(ACTIVE, message, span=Span(label, line, line), fix=fix)] if message else []


def _kind(inside: str) -> tuple[str, bool]:
    """The ending that a server goes by, and whether it means anything to a server.

    Windows drops dots and spaces at the end of a name, and Apache passes over endings that it does
    not know, or that name a language or how a file is packed: “a.html.bak” is a web page to it.
    """
    endings = [part.strip().lower() for part in PurePosixPath(inside).name.rstrip(". ").split(".")]
    last = f".{endings[-1]}" if len(endings) > 1 else ""
    for ending in (f".{part}" for part in reversed(endings[1:])):
        if ending in _PAGES | _SHEETS | _PICTURES | _XML:
            return ending, True
        if ending in _TEXTS or ending in _TYPES.types_map[True]:
            return last, True
    return last, False


def _start(data: bytes) -> bytes:
    """Where a file begins, but for white space and comments, which say nothing."""
    start = data[:1024].lstrip(_BEFORE)
    while found := _COMMENT.match(start):
        start = start[found.end() :].lstrip(_BEFORE)
    return start


def _look_into(data: bytes, kind: str, *, surely: bool = True) -> tuple[str, int]:
    """What is wrong with some XML, and in which line. ``surely`` when it can be nothing else.

    What cannot be read here can be read by browsers, as far as they get.
    """
    if kind == ".svgz" or data.startswith(_GZIP):
        try:
            data = _unpacked(data)
        except (OSError, EOFError, ValueError, zlib.error):
            return "The file cannot be read, so its content is unknown", 1
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    seen = _Seen(picture=kind in _PICTURES)
    parser.StartElementHandler = seen.element
    parser.ProcessingInstructionHandler = seen.instruction
    parser.EntityDeclHandler = seen.entity
    try:
        parser.Parse(data, True)
    except _Found as found:
        return str(found), parser.CurrentLineNumber
    except expat.ExpatError as error:
        why, line = expat.ErrorString(error.code), error.lineno
    except (ValueError, LookupError):
        # In a multi-byte or unknown encoding.
        why, line = "its encoding is not supported; save it as UTF-8", 1
    else:
        return "", 1
    what = "picture" if kind in _PICTURES else "file"
    return (f"The {what} cannot be read: {why}" if surely else "", line)


def _unpacked(data: bytes) -> bytes:
    """The picture in some gzip data. Raises OSError, EOFError, zlib.error and ValueError."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        unpacked = stream.read(_LARGEST + 1)
    if len(unpacked) > _LARGEST:
        raise ValueError("too large")
    return unpacked


class _Seen:
    """Ends the parsing at the first thing that acts."""

    def __init__(self, *, picture: bool) -> None:
        self._picture = picture

    def element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        local = local.lower()
        if space == _XHTML or (space == _XSLT and not self._picture):
            raise _Found("The file contains a web page, which is not checked")
        if space == _SVG and local in _ACTING:
            raise _Found(f"The image contains “{local}”, which a browser would run")
        if self._picture and space not in ("", _SVG) and local in _ACTING:
            raise _Found(f"The image contains “{local}” from another kind of document")
        for key, value in attributes.items():
            self._attribute(key.rpartition(" ")[2].lower(), value)

    def _attribute(self, key: str, value: str) -> None:
        if key.startswith("on") and len(key) > 2:
            raise _Found(f"The image has the event attribute “{key}”, which a browser would run")
        if key in _ADDRESSES:
            address = value.translate(_TAKEN_OUT)
            for part in address.split(";") if key == "values" else (address,):
                if _RUNS.match(part) and not _PICTURE_DATA.match(part):
                    raise _Found(f"The image has an address in “{key}” that a browser would run")

    def instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet" and not (self._picture and "text/css" in data):
            raise _Found("The file names a style sheet that turns it into a web page")

    def entity(self, *declaration: object) -> None:
        raise _Found("The file declares entities, which can hide anything")
