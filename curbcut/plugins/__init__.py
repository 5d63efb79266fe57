"""What installed packages add by entry points: checks, report formats, Markdown.

A package names them in its own ``pyproject.toml``; what is installed beside Curbcut is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from curbcut.errors import CurbcutError

CHECKS, REPORTS, MARKDOWN = "curbcut.checks", "curbcut.reports", "curbcut.markdown"
GROUPS = (CHECKS, REPORTS, MARKDOWN)


@cache
def found(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group, by name, without importing them."""
    return tuple(sorted(_all().get(group, ()), key=lambda entry: (entry.name, entry.value)))


@cache
def _all() -> dict[str, list[EntryPoint]]:
    groups: dict[str, list[EntryPoint]] = {}
    for entry in entry_points():
        if entry.group in GROUPS:
            groups.setdefault(entry.group, []).append(entry)
    return groups


def load(entry: EntryPoint) -> Any:
    """What an entry point names.

    Raises:
        CurbcutError: when it cannot be imported; the message names the package.
    """
    try:
        return entry.load()
    except Exception as error:
        package = entry.dist.name if entry.dist is not None else "an installed package"
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise CurbcutError(
            f"“{entry.name}” of {package} cannot be loaded: {reason}.",
            f"Correct {entry.value}, or uninstall the package.",
        ) from error


def apply(group: str, value: object) -> None:
    """Call what the entry points of a group name with a value. Raises CurbcutError."""
    for entry in found(group):
        load(entry)(value)


def sources() -> Iterator[Path]:
    """The files of all packages that add something, in order: what is kept depends on them."""
    names = {entry.module.partition(".")[0] for group in GROUPS for entry in found(group)}
    for name in sorted(names):
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            continue
        origin = Path(spec.origin)
        if origin.name != "__init__.py":
            yield origin
            continue
        yield from sorted(path for path in origin.parent.rglob("*") if path.is_file())
