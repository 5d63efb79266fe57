"""The commands “curbcut serve” and “curbcut language-server”: what is wrong, while you write."""

from __future__ import annotations

from pathlib import Path

import click

from curbcut.cli.options import FOLDER, options_of, source_option
from curbcut.cli.output import say


@click.command()
@source_option
@click.option("--templates", type=FOLDER, default=None, metavar="DIR",
              help="The theme. [default: templates, else the built-in one]")  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), default=None, metavar="N",
              help="Where to answer. [default: 8000, or the next one that is free]")  # fmt: skip
@click.option("--no-check", is_flag=True, help="Check the Markdown alone, without a browser.")
@click.option("--open", "open_window", is_flag=True, help="Open the preview in your browser.")
def serve(
    source: Path, templates: Path | None, port: int | None, no_check: bool, open_window: bool
) -> None:
    """Show the site while you write: each saved change, with its findings beside the page."""
    from curbcut.commands import serve as command

    options = options_of(source=source, templates=templates, check=not no_check, evidence=False)
    if open_window:
        import webbrowser

        command.serve(options, say, port, webbrowser.open)
    else:
        command.serve(options, say, port)


@click.command("language-server")
@click.option("--source", type=FOLDER, default=Path("site_src"), show_default=True, metavar="DIR",
              help="The folder with the Markdown.")  # fmt: skip
@click.option("--templates", type=FOLDER, default=None, metavar="DIR",
              help="The theme. [default: templates, else the built-in one]")  # fmt: skip
@click.option("--stdio", is_flag=True, help="Accepted for editors that add it; it is the only way.")
def language_server(source: Path, templates: Path | None, stdio: bool) -> None:
    """Check pages in your text editor as you type; the editor starts this by itself.

    It speaks the Language Server Protocol on standard input and output. docs/editors.md says what
    to write in the settings of each editor.
    """
    from curbcut.language_server.server import serve

    serve(options_of(source=source, templates=templates, check=False, evidence=False))
