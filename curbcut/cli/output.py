"""The output of commands: reports, progress, errors."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from curbcut.errors import CurbcutError

if TYPE_CHECKING:
    from curbcut.model.finding import RunResult

FORMAT_NAMES = ("text", "plain", "json")
_WITH_EVIDENCE = frozenset(("json",))


def say(*lines: str) -> None:
    """Print lines on standard error; empty lines, and a closed stream, are ignored."""
    from curbcut.characters import printable

    with contextlib.suppress(OSError):
        for line in filter(None, lines):
            click.echo(printable(line), err=True)


def wanted_reports(reports: tuple[str, ...]) -> list[tuple[str, str]]:
    """Parse --report options into pairs of format and path; "-" is standard output.

    Raises:
        CurbcutError: when a format is unknown, or two reports go to standard output.
    """
    wanted = []
    for report in reports:
        name, _, path = report.partition("=")
        if name not in FORMAT_NAMES:
            raise CurbcutError(
                f"There is no report format “{name}”.", f"Formats are {', '.join(FORMAT_NAMES)}."
            )
        wanted.append((name, path or "-"))
    if sum(path == "-" for _, path in wanted) > 1:
        raise CurbcutError(
            "Two reports cannot share standard output.", "Give one of them a path: json=FILE."
        )
    return wanted


def need_evidence(wanted: list[tuple[str, str]]) -> bool:
    """Whether one of the reports lists evaluations."""
    return any(name in _WITH_EVIDENCE for name, _ in wanted)


def finish(
    result: RunResult, wanted: list[tuple[str, str]], plain: bool, *, err: bool = False
) -> None:
    """Write the reports and exit with 0 or 1; with ``err`` they go to standard error, not output.

    ``wanted`` are pairs of format and path, see ``wanted_reports``. Raises SystemExit, and
    CurbcutError when a report cannot be written.
    """
    from curbcut.files import write
    from curbcut.reports import FORMATS
    from curbcut.reports.terminal import report_text

    if not any(path == "-" for _, path in wanted):
        if plain:
            click.echo(FORMATS["plain"](result), nl=False, err=err)
        else:
            stream = sys.stderr if err else sys.stdout
            colour = stream.isatty() and not os.environ.get("NO_COLOR")
            click.echo(report_text(result, colour=colour), nl=False, color=colour, err=err)
    for name, path in wanted:
        text = FORMATS[name](result)
        if path == "-":
            click.echo(text, nl=False, err=err)
            continue
        write(Path(path), text.encode("utf-8", "replace"))
    raise SystemExit(1 if result.blocking else 0)


def progress_of(plain: bool) -> Callable[[str], None]:
    """A function that shows progress, on a terminal only, on one line that is cleared at exit."""
    if plain or not sys.stderr.isatty():
        return lambda words: None

    from curbcut.characters import printable

    def show(words: str) -> None:
        words = printable(words)
        click.echo(f"\r\033[K{words}" if words else "\r\033[K", nl=False, err=True)

    atexit.register(show, "")
    return show
