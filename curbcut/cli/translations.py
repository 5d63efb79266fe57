"""The command “curbcut translations”."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curbcut.cli.options import FILE, options_of, shared
from curbcut.model.finding import CurbcutError


@click.command()
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@shared
@click.option(
    "--strings",
    default="",
    metavar="CODE",
    help="Write the theme’s English texts to a file, to be translated into a language.",
)
@click.option("--done", is_flag=True,
              help="Mark these translations as up to date with their originals.")  # fmt: skip
def translations(
    files: tuple[Path, ...],
    strings: str,
    done: bool,
    reports: tuple[str, ...],
    plain: bool,
    **words: Any,
) -> None:
    """List the pages of each language that are up to date, outdated or missing."""
    del reports, plain
    from curbcut.commands import translations as command
    from curbcut.files import shown_path
    from curbcut.reports.translations import report_translations

    if strings:
        click.echo(command.write_strings(options_of(**words), strings))
        return
    if done != bool(files):
        advice = "Write “curbcut translations --done FILE”, or “curbcut translations” to list all."
        raise CurbcutError("“--done” needs files, and files need “--done”.", advice)
    options = options_of(**words)
    if done:
        for name in command.mark_translated(options, files):
            click.echo(f"Marked as up to date: {name}.")
        return
    click.echo(
        report_translations(command.translations(options), shown_path(options.source)), nl=False
    )
    for line in command.theme_texts(options):
        click.echo(line)
