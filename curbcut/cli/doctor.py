"""The command “curbcut doctor”."""

from __future__ import annotations

import textwrap

import click


@click.command()
def doctor() -> None:
    """Is this machine ready? What is there, what is missing, and what to do about it."""
    from curbcut.doctor import examine

    ready = True
    for line in examine():
        ready = ready and line.good
        click.echo(f"{'ok' if line.good else 'missing'}: {line.text}")
        if line.fix:
            click.echo(textwrap.indent(line.fix, "    "))
    raise SystemExit(0 if ready else 2)
