"""The command “curbcut sbom”."""

from __future__ import annotations

import click


@click.command("sbom")
def software_bill_of_materials() -> None:
    """Print Curbcut's software bill of materials (SBOM): CycloneDX in JSON."""
    from curbcut.sbom import sbom

    click.echo(sbom(), nl=False)
