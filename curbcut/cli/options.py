"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from curbcut.errors import CurbcutError

if TYPE_CHECKING:
    from curbcut.run import Options


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options about the site and its reports to a command."""
    for option in reversed(
        (
            click.option("--source", type=Path, default=Path("site_src"), show_default=True,
                         metavar="DIR", help="The folder with the Markdown."),
            click.option("--templates", type=Path, default=None, metavar="DIR",
                         help="The theme. [default: templates, else the built-in one]"),
            click.option("--report", "reports", multiple=True, metavar="FORMAT[=PATH]",
                         help="Write a text, plain or json report to a file or, without a path or"
                         " with -, to standard output. Can be given more than once."),
            click.option("--plain", is_flag=True,
                         help="One self-contained sentence per line; no colour, no progress."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def browsing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options about browsers to a command."""
    for option in reversed(
        (
            click.option("--jobs", type=click.IntRange(1, 64), default=None, metavar="N",
                         help="How many browsers to run in parallel."
                         " [default: one per core; with --grid one per slot]"),
            click.option("--grid", default="", metavar="URL",
                         help="A Selenium Grid to use instead of a browser on this machine."),
            click.option("--listen", default="", metavar="ADDRESS[:PORT]",
                         help="With --grid: the address and port to listen on for its nodes; each"
                         " further browser uses the next port. [default: the address from which"
                         " this machine reaches the grid]"),
            click.option("--announce", default="", metavar="HOST[:PORT]",
                         help="With --grid: where its nodes connect to this machine."
                         " [default: the value of --listen]"),
            click.option("--no-cache", "--no-memo", "no_cache", is_flag=True,
                         help="Check every page again, even if it has not changed."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def options_of(
    *,
    source: Path,
    templates: Path | None,
    jobs: int | None = None,
    grid: str = "",
    listen: str = "",
    announce: str = "",
    no_cache: bool = False,
    no_robots: bool = False,
    out: Path = Path("dist"),
    check: bool = True,
    offline: bool = False,
    evidence: bool = True,
) -> Options:
    """The options of a run, from those on the command line.

    Raises:
        CurbcutError: when the templates folder does not exist, or an option requires another one.
    """
    from curbcut.run import Options

    if templates is not None and not templates.is_dir():
        raise CurbcutError(
            f"There is no folder “{templates}” with templates in it.",
            "Name another one, or leave --templates out to use “templates” or the built-in theme.",
        )
    if not grid and (listen or announce):
        name = "--listen" if listen else "--announce"
        raise CurbcutError(f"{name} needs --grid.", f"Add --grid URL, or leave {name} out.")
    return Options(
        source=source,
        templates=templates or Path("templates"),
        out=out,
        check=check,
        jobs=jobs or (0 if grid else os.cpu_count() or 1),
        grid=grid,
        listen=listen,
        announce=announce,
        cache=not no_cache,
        robots=not no_robots,
        offline=offline,
        evidence=evidence,
    )
