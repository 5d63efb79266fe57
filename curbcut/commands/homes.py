"""Which site each file belongs to."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from curbcut.content.sources.home import home_of, place_in
from curbcut.model.finding import CurbcutError
from curbcut.run import Options


def files_by_site(
    options: Options, files: Sequence[Path]
) -> tuple[list[tuple[Options, dict[str, Path]]], list[Path]]:
    """Group files by the site that they belong to.

    Returns:
        For each site its options and its files (path in the site to path as given); and the files
        that belong to no site.

    Raises:
        CurbcutError: when a file does not exist.
    """
    homes: dict[Path, dict[str, Path]] = {}
    alone: list[Path] = []
    for file in files:
        if not file.is_file():
            raise CurbcutError(f"There is no file “{file}”.", "Correct the path.")
        home = home_of(file, options.source)
        if home is None:
            alone.append(file)
        else:
            homes.setdefault(home, {})[place_in(file, home)] = file
    return [(at_home(options, home), inside) for home, inside in homes.items()], alone


def at_home(options: Options, home: Path) -> Options:
    """The options for the site in ``home``, with the templates folder beside it if there is one."""
    if home == options.source:
        return options
    beside = home.parent / (options.templates or Path()).name
    templates = beside if options.templates and beside.is_dir() else options.templates
    return dataclasses.replace(options, source=home, templates=templates)
