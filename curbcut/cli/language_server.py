"""The command “curbcut language-server”."""

from __future__ import annotations

from pathlib import Path

import click

from curbcut.cli.options import options_of


@click.command("language-server")
@click.option("--source", type=Path, default=Path("site_src"), show_default=True, metavar="DIR",
              help="The folder with the Markdown.")  # fmt: skip
@click.option("--templates", type=Path, default=None, metavar="DIR",
              help="The theme. [default: templates, else the built-in one]")  # fmt: skip
@click.option("--stdio", is_flag=True, help="Accepted for editors that add it; it is the only way.")
def language_server(source: Path, templates: Path | None, stdio: bool) -> None:
    """Check pages in your text editor as you type; the editor starts this by itself.

    It speaks the Language Server Protocol on standard input and output. docs/editors.md says what
    to write in the settings of each editor.
    """
    from curbcut.language_server.server import serve

    serve(options_of(source=source, templates=templates, check=False, evidence=False))
