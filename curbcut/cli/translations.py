"""The command “curbcut translations”."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curbcut.cli.options import options_of, shared
from curbcut.model.finding import CurbcutError


@click.command()
@click.argument("files", nargs=-1, type=Path, metavar="[FILE]...")
@shared
@click.option("--done", is_flag=True,
              help="Note in these translations that they say what their originals do.")  # fmt: skip
def translations(
    files: tuple[Path, ...], done: bool, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Which pages of each language are up to date, outdated or missing."""
    del reports, plain
    from curbcut.commands import translations as command
    from curbcut.files import shown_path
    from curbcut.reports.translations import report_translations

    if done != bool(files):
        advice = "“curbcut translations --done FILE” marks some; “curbcut translations” lists all."
        raise CurbcutError("“--done” and files go together.", advice)
    options = options_of(**words)
    if done:
        for name in command.mark_translated(options, files):
            click.echo(f"Marked as up to date: {name}.")
        return
    click.echo(
        report_translations(command.translations(options), shown_path(options.source)), nl=False
    )
