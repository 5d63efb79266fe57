"""The command “curbcut server-config”."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curbcut.cli.options import FILE, options_of, shared


@click.command("server-config")
@click.argument("server", type=click.Choice(["nginx", "caddy"]))
@shared
@click.option("--out", type=FILE, default=None, metavar="FILE",
              help="Where to write it. [default: standard output]")  # fmt: skip
def server_config(
    server: str, out: Path | None, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Print a web server configuration: headers, redirects, compression, caching."""
    del reports, plain
    from curbcut.commands import server_config as command

    text = command.server_config(options_of(**words), server)
    if out is None:
        click.echo(text, nl=False)
        return
    from curbcut.files import write

    write(out, text.encode())
