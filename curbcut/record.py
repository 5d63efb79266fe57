"""The ledger of published addresses, on the disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from curbcut.model.finding import CurbcutError, Finding
from curbcut.model.source import Span
from curbcut.site.addresses import FILE, LEDGER, Ledger, read_addresses


def load(source: Path, shown: str) -> tuple[Ledger, list[Finding]]:
    """The ledger of a source folder; ``shown`` is the folder as people are shown it."""
    name = f"{shown}/{FILE}"
    try:
        raw = (source / FILE).read_bytes()
    except FileNotFoundError:
        return Ledger(), []
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}"
        return Ledger(), [Finding(LEDGER, message, span=Span(name, 1, 1))]
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "The file is not UTF-8. Save it as UTF-8"
        return Ledger(), [Finding(LEDGER, message, span=Span(name, line, line))]
    return read_addresses(text, name)


def save(source: Path, text: str) -> None:
    """Put the ledger in its place, at one stroke.

    Raises:
        CurbcutError: when the folder cannot be written to.
    """
    target = (source / FILE).resolve()
    draft = ""
    try:
        if not target.is_relative_to(source.resolve()):
            raise CurbcutError(f"“{source / FILE}” is a link to another place.")
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{FILE}.")
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        else:
            Path(draft).chmod(0o644)
        Path(draft).replace(target)
    except OSError as error:
        raise CurbcutError(
            f"The site is published, but the new addresses cannot be added to “{source / FILE}”:"
            f" {error.strerror}.",
            "Make the folder writable, or build with --no-check where nothing is to be recorded.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            if draft:
                Path(draft).unlink()
