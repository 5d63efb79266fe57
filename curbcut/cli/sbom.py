"""The command “curbcut sbom”."""

from __future__ import annotations

import click


@click.command("sbom")
def software_bill_of_materials() -> None:
    """What Curbcut is made of, for whoever keeps count: CycloneDX in JSON."""
    from curbcut.sbom import sbom

    click.echo(sbom(), nl=False)
