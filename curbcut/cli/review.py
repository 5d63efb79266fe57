"""The command “curbcut review”."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curbcut.cli.options import browsing, options_of, shared
from curbcut.cli.output import progress_of


@click.command()
@click.argument("fingerprint")
@click.argument("outcome", type=click.Choice(["passed", "failed"]))
@click.option("--by", required=True, metavar="NAME", help="The reviewer's name.")
@click.option("--note", default="", help="What the reviewer found.")
@click.option("--in", "folder", metavar="DIR", type=Path,
              help="A folder of HTML that Curbcut did not build. [default: the site]")  # fmt: skip
@shared
@browsing
def review(
    fingerprint: str,
    outcome: str,
    by: str,
    note: str,
    folder: Path | None,
    reports: tuple[str, ...],
    plain: bool,
    **words: Any,
) -> None:
    """Answer a question for the reviewer; the answer holds until the content changes."""
    from curbcut.commands import review as command

    del reports
    entry = command.review(
        options_of(**words),
        fingerprint,
        outcome=outcome,
        by=by,
        note=note,
        folder=folder,
        progress=progress_of(plain),
    )
    click.echo(f"Added to {folder or words['source']}/reviews.toml:\n\n{entry}", nl=False)
