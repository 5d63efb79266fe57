"""What an import did, for reports."""

from __future__ import annotations

from dataclasses import dataclass

from curbcut.content.importers.lines import Loss


@dataclass(frozen=True, slots=True)
class Dropped:
    """A key of front matter that Curbcut has not: on how many pages, and where first."""

    key: str
    count: int
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was imported. Paths are from the target folder, those of losses from ``root``."""

    dialect: str
    root: str
    settings: str
    pages: tuple[str, ...]
    files: tuple[str, ...]
    existing: tuple[str, ...]
    made: tuple[str, ...]
    left: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    losses: tuple[Loss, ...]
    dry_run: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is left for a person."""
        return not (self.existing or self.dropped or self.losses or self.left)
