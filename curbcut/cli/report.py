"""The command “curbcut report”."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curbcut.cli.options import options_of, shared
from curbcut.cli.output import finish, progress_of, wanted_reports
from curbcut.model.finding import CurbcutError


@click.command()
@click.argument("files", nargs=-1, type=Path, metavar="[FILE]...")
@shared
@click.option("--merge", is_flag=True,
              help="Make one report of the json reports of all shards of a check.")  # fmt: skip
def report(
    files: tuple[Path, ...], merge: bool, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Make a report of reports: of the shards of a check, where the files are that they checked."""
    wanted = wanted_reports(reports)
    if not merge:
        raise CurbcutError(
            "“report” does not say what to do.",
            "To make one report of all shards: curbcut report --merge FILE FILE ….",
        )
    from curbcut.commands.merge_reports import merge_reports

    finish(merge_reports(files, options_of(**words), progress_of(plain)), wanted, plain)
