"""Which site each of some files belongs to."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from curbcut.content.sources.home import home_of, place_in
from curbcut.model.finding import CurbcutError
from curbcut.run import Options


def sorted_out(
    options: Options, files: Sequence[Path]
) -> tuple[list[tuple[Options, dict[str, Path]]], list[Path]]:
    """The files of each site by their place in it, with what is asked of it; and those of none.

    Raises:
        CurbcutError: when one of them is not there.
    """
    homes: dict[Path, dict[str, Path]] = {}
    alone: list[Path] = []
    for file in files:
        if not file.is_file():
            raise CurbcutError(f"There is no file “{file}”.", "Name Markdown files.")
        home = home_of(file, options.source)
        if home is None:
            alone.append(file)
        else:
            homes.setdefault(home, {})[place_in(file, home)] = file
    return [(_at_home(options, home), inside) for home, inside in homes.items()], alone


def _at_home(options: Options, home: Path) -> Options:
    """The options for the site in ``home``, with the templates beside it if there are any."""
    if home == options.source:
        return options
    beside = home.parent / (options.templates or Path()).name
    templates = beside if options.templates and beside.is_dir() else options.templates
    return dataclasses.replace(options, source=home, templates=templates)
