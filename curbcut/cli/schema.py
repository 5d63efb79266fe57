"""The command “curbcut schema”."""

from __future__ import annotations

import click


@click.command("schema")
def report_schema() -> None:
    """The JSON Schema of “--report json”, for programs that read it."""
    from curbcut.reports.json import schema_text

    click.echo(schema_text(), nl=False)
