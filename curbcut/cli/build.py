"""The command “curbcut build”."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curbcut import interrupts
from curbcut.cli.options import FOLDER, browsing, failing, options_of, shared
from curbcut.cli.output import finish, need_evidence, progress_of, wanted_reports


@click.command()
@shared
@browsing
@failing
@click.option("--out", type=FOLDER, default=Path("dist"), show_default=True, metavar="DIR",
              help="Where the site is published.")  # fmt: skip
@click.option("--no-check", is_flag=True, help="Publish without checking it in a browser.")
@click.option("--offline", is_flag=True,
              help="For reading from disk: make links point to files, not folders.")  # fmt: skip
def build(
    out: Path, no_check: bool, offline: bool, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Build, check and publish the site; with findings that block, the output is unchanged."""
    wanted = wanted_reports(reports)
    from curbcut.commands import build as command

    options = options_of(
        out=out,
        check=not no_check,
        offline=offline,
        evidence=need_evidence(wanted),
        **words,
    )
    result = command.build(options, progress_of(plain))
    with interrupts.shielded():  # so that the report is complete: the site is published by now
        finish(result, wanted, plain)
