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


def failing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about what makes it fail."""
    for option in reversed(
        (
            click.option("--fail-on", type=click.Choice(["error", "warning", "suggestion"]),
                         default="error", show_default=True,
                         help="The least severity that ends in exit code 1 and, with build, in"
                         " nothing being published."),
            click.option("--baseline", type=Path, default=None, metavar="FILE",
                         help="A json report; what it has does not count, only what is new."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about which part of the result is wanted."""
    for option in reversed(
        (
            click.option("--rule", "rules", multiple=True, metavar="ID",
                         help="Only findings of this rule; “*” stands for any characters. Can be"
                         " given more than once, as --include and --exclude can."),
            click.option("--level", type=click.Choice(["A", "AA", "AAA"]), default=None,
                         help="Only findings about WCAG's criteria up to this level."),
            click.option("--include", multiple=True, metavar="PAGE",
                         help="Only findings on pages with such an address: /help/*."),
            click.option("--exclude", multiple=True, metavar="PAGE",
                         help="No findings on pages with such an address."),
            click.option("--quiet", is_flag=True, help="Show only what blocks."),
            click.option("--at-most", type=click.IntRange(1), default=None, metavar="N",
                         help="Show at most so many findings of a rule."),
            click.option("--max-warnings", type=click.IntRange(0), default=None, metavar="N",
                         help="Exit code 1 if there are more warnings than this."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


SELECTING = ("rules", "level", "include", "exclude", "quiet", "at_most", "max_warnings")
"""The names of what ``selecting`` adds."""


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
    fail_on: str = "error",
    baseline: Path | None = None,
) -> Options:
    """The options of a run, from those on the command line.

    Raises:
        CurbcutError: when the templates folder does not exist, or an option requires another one.
    """
    from curbcut.model.finding import Severity
    from curbcut.run import Options

    known: tuple[str, ...] = ()
    if baseline is not None:
        from curbcut.triage.baseline import read_baseline

        known = read_baseline(baseline)
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
        fail_on=Severity(fail_on),
        baseline=known,
    )
