"""The commands, one file each: each turns its arguments into options and prints the result.

Exit codes: 0 clean, 1 findings that block, 2 could not run.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

import click

from curbcut import __version__, interrupts
from curbcut.cli.about import print_schema, software_bill_of_materials
from curbcut.cli.build import build
from curbcut.cli.check import check
from curbcut.cli.doctor import doctor
from curbcut.cli.import_ import import_
from curbcut.cli.init import init, new
from curbcut.cli.lint import lint
from curbcut.cli.output import say
from curbcut.cli.report import report
from curbcut.cli.review import review, suppress
from curbcut.cli.rules import explain, list_rules
from curbcut.cli.serve import language_server, serve
from curbcut.cli.server_config import server_config
from curbcut.cli.translations import translations
from curbcut.errors import CurbcutError


class Group(click.Group):
    """Runs “build” if no command is given, and suggests a command for a misspelled one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert “build” if there are no arguments, or options come first."""
        first = args[0] if args else ""
        option = first.startswith("-") and first not in ("--help", "-h", "--version")
        # A shell that completes the first word asks for the names of commands.
        if option or (not args and not ctx.resilient_parsing):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or raise UsageError with the closest match."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise click.UsageError(f"There is no command “{args[0]}”.{hint}", ctx) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="curbcut")
def cli() -> None:
    """Builds help centres that everyone can use, and checks them before they are published.

    Without a command, curbcut runs curbcut build.
    """


for command in (
    build,
    check,
    lint,
    init,
    new,
    report,
    review,
    suppress,
    translations,
    serve,
    language_server,
    server_config,
    explain,
    list_rules,
    print_schema,
    software_bill_of_materials,
    import_,
    doctor,
):
    cli.add_command(command)

TRACE = "CURBCUT_TRACE"
"""The environment variable that shows the stack trace of a bug in Curbcut."""


_GC_THRESHOLD = 100_000
"""Allocations between garbage collections. With Python's default of 2,000, a tenth of a cold build
of 1,000 pages is spent on collections that free nothing; memory use is the same."""


def main(args: Sequence[str] | None = None) -> None:
    """Run a command and exit with its exit code; see the module's docstring."""
    gc.set_threshold(_GC_THRESHOLD, 50, 100)
    atexit.register(gc.freeze)  # no collection at exit: there is nothing to free
    with interrupts.handled():
        code = _run(args)
    raise SystemExit(code)


def _run(args: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=list(args) if args is not None else None, standalone_mode=False)
    except CurbcutError as error:
        say(f"curbcut: {error}", error.fix)
    except click.ClickException as error:
        error.show()
    except (click.Abort, KeyboardInterrupt):
        say("curbcut: stopped; nothing was published.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get(TRACE):
            import traceback

            traceback.print_exc()
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        say(
            f"curbcut: This is a bug in Curbcut: {reason}",
            "Please report it. Run the same command with the environment variable"
            f" {TRACE}=1 to see where it happened, and add that to your report.",
        )
    else:
        return code if isinstance(code, int) else 0
    return 2
