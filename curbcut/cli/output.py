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
    from curbcut.reports.selection import Selection

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
        if name not in FORMAT_NAMES and name not in (known := [*FORMAT_NAMES, *added_formats()]):
            raise CurbcutError(
                f"There is no report format “{name}”.", f"Formats are {', '.join(known)}."
            )
        wanted.append((name, path or "-"))
    if sum(path == "-" for _, path in wanted) > 1:
        raise CurbcutError(
            "Two reports cannot share standard output.", "Give one of them a path: json=FILE."
        )
    return wanted


def added_formats() -> list[str]:
    """The report formats of installed packages."""
    from curbcut import plugins

    return [entry.name for entry in plugins.found(plugins.REPORTS)]


def need_evidence(wanted: list[tuple[str, str]]) -> bool:
    """Whether one of the reports lists evaluations, as any of another package's may."""
    return any(name in _WITH_EVIDENCE or name not in FORMAT_NAMES for name, _ in wanted)


def finish_part(
    result: RunResult,
    wanted: list[tuple[str, str]],
    plain: bool,
    *,
    rules: tuple[str, ...],
    level: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    quiet: bool,
    at_most: int | None,
    max_warnings: int | None,
    err: bool = False,
) -> None:
    """The same as ``finish`` for the part of a result that the options ask for."""
    from curbcut.reports.selection import Selection, select

    selection = Selection(rules, level or "", include, exclude, quiet, at_most or 0)
    finish(select(result, selection), wanted, plain, selection, max_warnings, err=err)


def finish(
    result: RunResult,
    wanted: list[tuple[str, str]],
    plain: bool,
    selection: Selection | None = None,
    max_warnings: int | None = None,
    *,
    err: bool = False,
) -> None:
    """Write the reports and exit with 0 or 1; with ``err`` they go to standard error, not output.

    ``wanted`` are pairs of format and path, see ``wanted_reports``. Raises SystemExit, and
    CurbcutError when a report cannot be written.
    """
    from curbcut.files import write
    from curbcut.reports import FORMATS, writer_of
    from curbcut.reports.terminal import report_text

    shown = result
    if selection:
        from curbcut.reports.selection import shorten

        shown = shorten(result, selection)
    if not any(path == "-" for _, path in wanted):
        if plain:
            click.echo(FORMATS["plain"](shown), nl=False, err=err)
        else:
            stream = sys.stderr if err else sys.stdout
            colour = stream.isatty() and not os.environ.get("NO_COLOR")
            click.echo(report_text(shown, colour=colour), nl=False, color=colour, err=err)
    for name, path in wanted:
        text = writer_of(name)(result)
        if path == "-":
            click.echo(text, nl=False, err=err)
            continue
        write(Path(path), text.encode("utf-8", "replace"))
    from curbcut.reports.summary import word_for

    warnings = sum(word_for(one) == "warning" and not one.suppressed for one in result.findings)
    many = max_warnings is not None and warnings > max_warnings
    if many:
        say(f"There are {warnings} warnings; --max-warnings allows {max_warnings}.")
    raise SystemExit(1 if result.blocking or many else 0)


def progress_of(plain: bool) -> Callable[[str], None]:
    """A function that shows progress.

    On a terminal that is one line, which is cleared at exit; elsewhere, in the log of a build
    server, a line every so often.
    """
    if plain:
        return lambda words: None
    if not sys.stderr.isatty():
        return _now_and_then()

    from curbcut.characters import printable

    def show(words: str) -> None:
        words = printable(words)
        click.echo(f"\r\033[K{words}" if words else "\r\033[K", nl=False, err=True)

    atexit.register(show, "")
    return show


EVERY = 30.0
"""Seconds between two lines about the progress in a log."""


def _now_and_then() -> Callable[[str], None]:
    """A function that prints the words that it gets, unless it has just printed some."""
    import time

    last = time.monotonic()

    def show(words: str) -> None:
        nonlocal last
        if words and time.monotonic() - last >= EVERY:
            last = time.monotonic()
            say(words)

    return show
