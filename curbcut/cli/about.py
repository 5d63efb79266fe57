"""The commands “curbcut sbom” and “curbcut schema”: what Curbcut and its files are made of."""

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


@click.command("sbom")
def software_bill_of_materials() -> None:
    """Print Curbcut's software bill of materials (SBOM): CycloneDX in JSON."""
    from curbcut.sbom import sbom

    click.echo(sbom(), nl=False)
