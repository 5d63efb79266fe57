"""Find and read the files of a site, without ever leaving its folder."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from curbcut.characters import BODY, look, mixed, named, printable, unwelcome
from curbcut.config import OUR_FILES
from curbcut.content.sources.active_files import ACTIVE, problems_of
from curbcut.html.marks import neutralise
from curbcut.model.finding import CurbcutError, Finding, Rule
from curbcut.model.source import SourceFile, Span

NOT_UTF8 = Rule(
    id="file-not-utf8",
    summary="A page is not written in UTF-8",
    why="Letters would appear as the wrong characters, and a screen reader would read those.",
    fix="Save the file as UTF-8 in your editor.",
)
CONTROL = Rule(
    id="file-control-characters",
    summary="A page contains control characters",
    why="Browsers drop or replace them, so words may be lost.",
    fix="Remove the characters. Such a file is often not text at all.",
)
EMPTY = Rule(
    id="file-empty",
    summary="A page is empty",
    why="People who follow a link to it find nothing.",
    fix="Write the page, or delete the file.",
)
LARGE = Rule(
    id="file-too-large",
    summary="A page is too large",
    why="A page of this size takes very long to load, read and check.",
    fix="Split it into several pages.",
    source="Our own limit, to keep every build short: 256 KiB are about 90 printed pages.",
)
OUTSIDE = Rule(
    id="file-outside-source",
    summary="A symbolic link in the source folder leads outside it",
    why="Files elsewhere on this machine, or hidden files, could be published by mistake.",
    fix="Replace the symbolic link with a copy of the file.",
    how=(
        "Symbolic links out of the source folder, to hidden files and folders (names that start"
        " with a dot or underscore), and to the settings are refused."
    ),
)
UNREADABLE = Rule(
    id="file-unreadable",
    summary="A file cannot be read",
    why="Its content would be missing from the site.",
    fix="Replace it with an ordinary file, or correct its permissions.",
)
NAME = Rule(
    id="file-name-unusable",
    summary="A file name cannot be part of an address",
    why="No link can lead to it.",
    fix="Rename the file with letters, digits and hyphens, using letters of one script only.",
)
TWIN = Rule(
    id="file-name-twice",
    summary="Two file names look and sound the same",
    why="Many systems treat them as one file, so one of them would be lost.",
    fix="Rename one of the two.",
    how=(
        "Capital and small letters count as the same, wide and narrow forms too, and so do"
        " Cyrillic and Greek letters that look like Latin ones."
    ),
)
RULES = (NOT_UTF8, CONTROL, EMPTY, LARGE, OUTSIDE, UNREADABLE, NAME, TWIN, ACTIVE)

_NO_NAME = re.compile(r"[\\\ufdd0-\ufdef]")
_HIDDEN = (".", "_")
"""Prefixes of the names of files and folders that are not published."""
PAGE_LIMIT = 256 << 10
"""The most bytes of Markdown in one page; see LARGE."""
NOTHING: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sources:
    """The content of a source folder. ``pages`` and ``assets`` are keyed by the path within it.

    ``broken`` are the paths of files that could not be read; ``folder`` is the source folder's own
    path as shown to people.
    """

    pages: dict[str, SourceFile] = field(default_factory=dict)
    assets: dict[str, bytes] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    folder: str = ""


def discover(
    source: Path, shown: str, unsaved: Mapping[str, bytes] = NOTHING
) -> tuple[Sources, list[Finding]]:
    """Read all pages and other files.

    Files that start with a dot or an underscore are left out, and so is the settings file.
    ``shown`` is the source folder's path as shown to people. ``unsaved`` are files as they are in
    a text editor, by their path within the folder; some may not be on the disk yet.

    Raises:
        CurbcutError: when the folder does not exist or has no pages.
    """
    if not source.is_dir():
        raise CurbcutError(
            f"There is no folder “{shown}” with pages in it.",
            "Name the folder with --source, or run the command in the folder that contains it.",
        )
    findings: list[Finding] = []
    pages: dict[str, SourceFile] = {}
    assets: dict[str, bytes] = {}
    broken: set[str] = set()
    taken: dict[str, str] = {}
    for path, name, plain in _with_new(_walk(source), source, unsaved):
        inside = unicodedata.normalize("NFC", name)
        label = printable(f"{shown}/{inside}")
        here = Span(label, 1, 1)
        if inside in OUR_FILES:
            continue
        key = fold(inside)
        if twin := taken.get(key):
            message = f"“{twin}” has the same name"
            findings.append(Finding(TWIN, message, span=here, related=(Span(twin, 1, 1),)))
            continue
        taken[key] = label
        raw = _read(path, name, source, label, unsaved.get(inside), plain=plain)
        if isinstance(raw, Finding):
            findings.append(raw)
            broken.add(inside)
        elif not _is_page(inside):
            findings += problems_of(inside, raw, label)
            assets[inside] = raw
        else:
            page, problem = decode_page(raw, label)
            if problem is not None:
                findings.append(problem)
            if page is None:
                broken.add(inside)
            else:
                pages[inside] = page
    if not pages and not findings:
        raise CurbcutError(
            f"There is no page in “{shown}”.", "Write one: a file such as index.md with a title."
        )
    return Sources(pages, assets, frozenset(broken), shown), findings


def fold(path: str) -> str:
    """A path for comparison: equal for names that file systems or readers take for the same."""
    return look(path)


def _is_page(name: str) -> bool:
    return posixpath.splitext(name)[1].lower() == ".md"


def _read(
    path: Path, name: str, source: Path, label: str, unsaved: bytes | None, *, plain: bool
) -> bytes | Finding:
    """The bytes of a file, or why there are none; ``plain`` says that it is a regular one."""
    here = Span(label, 1, 1)
    if problem := _name_problem(name):
        return Finding(NAME, problem, span=here)
    try:
        if not plain and (finding := _not_plain(path, source, here)):
            return finding
        size = path.stat().st_size if unsaved is None and _is_page(name) else len(unsaved or b"")
        if _is_page(name) and size > PAGE_LIMIT:
            message = f"The page has {size >> 10} KiB; the limit is {PAGE_LIMIT >> 10} KiB"
            return Finding(LARGE, message, span=here)
        return path.read_bytes() if unsaved is None else unsaved
    except OSError as error:
        reason = error.strerror or str(error)
    except RuntimeError:  # Python 3.12, for circular links
        reason = "the link leads back to itself"
    return Finding(UNREADABLE, f"It cannot be read: {reason}", span=here)


def _not_plain(path: Path, source: Path, here: Span) -> Finding | None:
    """The finding about an entry that is neither a regular file nor a link to one of the site.

    Raises:
        OSError, RuntimeError: when it cannot be looked at.
    """
    if path.is_symlink():
        if problem := _leads_astray(path, source):
            return Finding(OUTSIDE, problem, span=here)
        if path.is_dir():
            message = "This is a symbolic link to a folder; such links are not followed"
            return Finding(UNREADABLE, message, span=here)
    if path.is_dir():
        return Finding(UNREADABLE, "The folder cannot be read", span=here)
    if not path.is_file():
        return Finding(UNREADABLE, "This is not a regular file", span=here)
    return None


def _name_problem(name: str) -> str:
    if name.isascii() and name.isprintable() and "\\" not in name:
        return ""
    found = unwelcome(name, name=True) or "".join(_NO_NAME.findall(name)[:1])
    if found:
        return f"The name has a control character: {named(found)}"
    scripts = mixed(name)
    return f"The name mixes letters that look alike in one word: {scripts}" if scripts else ""


def _leads_astray(path: Path, source: Path) -> str:
    """What is wrong with where a link leads, or "": only to what would be published anyway."""
    target = path.resolve()
    if not target.is_relative_to(source.resolve()):
        return "This is a symbolic link out of the site"
    inside = target.relative_to(source.resolve())
    if any(part.startswith(_HIDDEN) for part in inside.parts) or inside.as_posix() in OUR_FILES:
        return (
            f"This is a symbolic link to “{printable(inside.as_posix())}”, which is not published"
        )
    return ""


def decode_page(raw: bytes, label: str) -> tuple[SourceFile | None, Finding | None]:
    """Decode a page, or say why it cannot be a page."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        span = Span(label, line, line, column)
        message, fix = _not_utf8(raw, error.start)
        return None, Finding(NOT_UTF8, message, span=span, fix=fix)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control_character = BODY.search(text)
    finding = None
    if control_character is not None:
        control = control_character.start()
        line = text.count("\n", 0, control) + 1
        column = control - (text.rfind("\n", 0, control) + 1) + 1
        message = f"There is a control character here: {named(text[control])}"
        fix = f"Delete it: it is character {column} of the line, and may not be visible."
        finding = Finding(CONTROL, message, span=Span(label, line, line, column), fix=fix)
        text = BODY.sub("\ufffd", text)
    elif not text.strip():
        name = posixpath.splitext(posixpath.basename(label))[0].replace("-", " ").capitalize()
        fix = f"Write “# {name}” on the first line and the text below it, or delete the file."
        finding = Finding(EMPTY, "The file is empty", span=Span(label, 1, 1), fix=fix)
        return None, finding
    digest = hashlib.sha256(raw).hexdigest()
    return SourceFile(label, neutralise(text), digest), finding


_SAVE = "In your editor, choose “Save with encoding” and UTF-8."


def _not_utf8(raw: bytes, at: int) -> tuple[str, str]:
    """What a file is instead of UTF-8, and what to do."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "The file is UTF-16", _SAVE
    if raw[at] >= 0xA0 and len(raw[at : at + 1]) == 1:
        letter = bytes((raw[at],)).decode("cp1252", "replace")
        return (
            f"The byte 0x{raw[at]:02X} is not UTF-8; in Windows’ and older encodings it is"
            f" “{letter}”",
            f"{_SAVE} If “{letter}” is not right, look at the letter there afterwards.",
        )
    return f"The byte 0x{raw[at]:02X} is not UTF-8", _SAVE


def _with_new(
    entries: Iterator[tuple[Path, str, bool]], source: Path, unsaved: Mapping[str, bytes]
) -> Iterator[tuple[Path, str, bool]]:
    """The entries of a folder, and those of ``unsaved`` that are not on the disk."""
    there: set[str] = set()
    for entry in entries:
        there.add(unicodedata.normalize("NFC", entry[1]))
        yield entry
    for name in sorted(unsaved.keys() - there):
        if not any(part.startswith(_HIDDEN) for part in name.split("/")):
            yield source / name, name, True


def _walk(folder: Path) -> Iterator[tuple[Path, str, bool]]:
    """What is below a folder in a fixed order, by its name in it, and whether it is a regular file.

    Links are not followed; a folder is given only if it cannot be read.
    """
    waiting = [(folder, "", False)]
    while waiting:
        path, name, plain = waiting.pop()
        if plain or (name and (path.is_symlink() or not path.is_dir())):
            yield path, name, plain
            continue
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError:
            yield path, name, False
            continue
        before = f"{name}/" if name else ""
        waiting += [
            (path / entry.name, before + entry.name, entry.is_file(follow_symlinks=False))
            for entry in reversed(entries)
            if not entry.name.startswith(_HIDDEN)
        ]
