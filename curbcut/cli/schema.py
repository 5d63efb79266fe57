"""The command “curbcut schema”."""

from __future__ import annotations

import click

NAMES = ("report", "front-matter", "site")


@click.command("schema")
@click.argument("of", type=click.Choice(NAMES), default="report", metavar="[OF]")
def print_schema(of: str) -> None:
    """Print a JSON Schema: of front matter, of site.toml (site), or of “--report json” (report).

    Text editors use it for completion and validation: curbcut schema front-matter > page.json
    """
    from curbcut.commands.schema import schema

    click.echo(schema(of), nl=False)
