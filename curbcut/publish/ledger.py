"""Reading and writing the ledger of published URLs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from curbcut.files import edit, read
from curbcut.model.finding import CurbcutError, Finding
from curbcut.model.source import Span
from curbcut.site.addresses import FILE, LEDGER, Ledger, read_addresses, updated


def load(source: Path, shown: str) -> tuple[Ledger, list[Finding]]:
    """The ledger of a source folder, and findings about its file, which need not exist.

    ``shown`` is the displayed path of the folder.
    """
    name = f"{shown}/{FILE}"
    try:
        raw = read(source / FILE, source)
    except FileNotFoundError:
        return Ledger(), []
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}"
        return Ledger(), [Finding(LEDGER, message, span=Span(name, 1, 1))]
    try:
        text = _text(raw)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "The file is not UTF-8. Save it as UTF-8"
        return Ledger(), [Finding(LEDGER, message, span=Span(name, line, line))]
    return read_addresses(text, name)


def save(source: Path, present: Iterable[str]) -> tuple[str, ...]:
    """Add the URLs in ``present`` that are published for the first time, and return those.

    Raises:
        CurbcutError: when the file cannot be written.
    """
    new: list[str] = []

    def change(found: bytes | None) -> bytes:
        # Read again: another build may have added to it since this one read it.
        ledger, _ = read_addresses(_text(found or b""), FILE)
        text, added = updated(ledger, present)
        new.extend(added)
        return text.encode() if added or found is None else found

    try:
        edit(source / FILE, source, change)
    except CurbcutError as error:
        raise CurbcutError(
            f"The site is published, but the new addresses cannot be recorded: {error}",
            "Make the folder writable, or build with --no-check, which records nothing.",
        ) from error
    return tuple(new)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
