"""The command “curbcut doctor”."""

from __future__ import annotations

import textwrap

import click


@click.command()
def doctor() -> None:
    """Check whether this machine is ready: what is installed, what is missing, how to fix it."""
    from curbcut.doctor import examine

    ready = True
    for line in examine():
        ready = ready and line.good
        click.echo(f"{'ok' if line.good else 'missing'}: {line.text}")
        if line.fix:
            click.echo(textwrap.indent(line.fix, "    "))
    raise SystemExit(0 if ready else 2)
