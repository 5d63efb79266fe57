"""The command “curbcut report”."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curbcut.cli.options import FILE, options_of, shared
from curbcut.cli.output import finish, progress_of, wanted_reports
from curbcut.model.finding import CurbcutError


@click.command()
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@shared
@click.option("--merge", is_flag=True,
              help="Merge the json reports of all shards of a check.")  # fmt: skip
def report(
    files: tuple[Path, ...], merge: bool, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Merge the reports of a check's shards. Run it where the checked files are."""
    wanted = wanted_reports(reports)
    if not merge:
        raise CurbcutError(
            "“report” needs --merge.",
            "To merge the reports of all shards, run curbcut report --merge FILE FILE ….",
        )
    from curbcut.commands.merge_reports import merge_reports

    finish(merge_reports(files, options_of(**words), progress_of(plain)), wanted, plain)
