"""The command “curbcut lint”."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from curbcut.cli.options import FILE, SELECTING, failing, options_of, selecting, shared
from curbcut.cli.output import finish_part, need_evidence, wanted_reports

if TYPE_CHECKING:
    from curbcut.fix import Fixed
    from curbcut.run import Options


@click.command()
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@shared
@failing
@selecting
@click.option("--stdin", is_flag=True, help="Read one page from standard input.")
@click.option("--fix", is_flag=True, help="Fix what can be fixed automatically, and show a diff.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, without changing it.")
def lint(
    files: tuple[Path, ...],
    stdin: bool,
    fix: bool,
    diff: bool,
    reports: tuple[str, ...],
    plain: bool,
    **words: Any,
) -> None:
    """Check the Markdown only, without a browser."""
    wanted = wanted_reports(reports)
    from curbcut.commands import fix as fixing
    from curbcut.commands import lint as command

    part = {name: words.pop(name) for name in SELECTING}
    options = options_of(evidence=need_evidence(wanted), **words)
    if stdin:
        raw = sys.stdin.buffer.read()
        if fix or diff:
            raw = _fixed_stdin(raw, options, diff)
        text = command.lint_text(raw, options)
        finish_part(text, wanted, plain, **part, err=fix and not diff)
    if fix or diff:
        fixed = fixing.fix(options, files, write=not diff)
        _show_fixed(fixed, plain, done=not diff, err=any(path == "-" for _, path in wanted))
    finish_part(command.lint(options, files), wanted, plain, **part)


def _fixed_stdin(raw: bytes, options: Options, diff: bool) -> bytes:
    """Write the fixed page, or with ``diff`` its diff, to standard output.

    Returns:
        The page to lint: fixed, or with ``diff`` as it was.
    """
    from curbcut.commands.fix import fix_text

    fixed = fix_text(raw, options)
    if diff:
        click.echo(_shown(fixed.diff(), sys.stdout), nl=False)
        return raw
    sys.stdout.buffer.write(fixed.after)
    sys.stdout.buffer.flush()
    return fixed.after


def _shown(diff: str, stream: TextIO) -> str:
    """The diff, without control characters if it goes to a terminal."""
    from curbcut.characters import printable

    return printable(diff) if stream.isatty() else diff


def _show_fixed(fixed: Sequence[Fixed], plain: bool, *, done: bool, err: bool) -> None:
    """Print what was fixed: as a diff (unless ``plain``), and as one line per fix."""
    from curbcut.characters import printable

    word = "Fixed" if done else "Can be fixed"
    for page in fixed:
        if not plain:
            click.echo(_shown(page.diff(), sys.stderr if err else sys.stdout), err=err)
        for one in page.fixes:
            place = f"in {one.path}, line {one.line}" if plain else f"{one.path}:{one.line}"
            click.echo(printable(f"{word} {place}: {one.message}. Rule {one.rule}."), err=err)
    if not fixed:
        click.echo("Nothing can be fixed automatically.", err=err)
