"""The commands. Thin: each makes options of the words it got, and prints what came back.

Exit codes: 0 clean, 1 findings that block, 2 could not run.
"""

from __future__ import annotations

import contextlib
import os
import sys
import textwrap
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from curbcut import __version__, interrupts
from curbcut.characters import printable
from curbcut.model.finding import CurbcutError

if TYPE_CHECKING:
    from curbcut.fix import Mended
    from curbcut.model.finding import Rule, RunResult
    from curbcut.pipeline import Options

FORMAT_NAMES = ("text", "plain", "json")


class Group(click.Group):
    """Says “build” where no command is named, and never shows a stack trace."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put “build” in front where the first word is none of our commands."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise click.UsageError(f"There is no command “{args[0]}”.{hint}", ctx) from error


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(
        (
            click.option("--source", type=Path, default=Path("site_src"), show_default=True,
                         metavar="DIR", help="The folder with the Markdown."),
            click.option("--templates", type=Path, default=None, metavar="DIR",
                         help="The theme. [default: templates, else the built-in one]"),
            click.option("--report", "reports", multiple=True, metavar="FORMAT[=PATH]",
                         help="text, plain or json, to a file or (without a path, or with -)"
                         " to standard output. Can be given more than once."),
            click.option("--plain", is_flag=True,
                         help="One self-contained sentence a line; no colour, no progress."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def _browsing(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(
        (
            click.option("--jobs", type=click.IntRange(1, 64), default=None, metavar="N",
                         help="How many browsers work side by side. [default: one a core]"),
            click.option("--grid", default="", metavar="URL",
                         help="A Selenium Grid to use in place of a browser of this machine."),
            click.option("--no-cache", "--no-memo", "no_cache", is_flag=True,
                         help="Check every page anew, also those that have not changed."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="curbcut")
def cli() -> None:
    """Builds help centres that everyone can use, and checks them before they are published.

    Without a command it builds: curbcut is curbcut build.
    """


@cli.command()
@_shared
@_browsing
@click.option("--out", type=Path, default=Path("dist"), show_default=True, metavar="DIR",
              help="Where the site is published.")  # fmt: skip
@click.option("--no-check", is_flag=True, help="Publish without looking at it in a browser.")
@click.option("--offline", is_flag=True,
              help="For a copy on a disk: let links name files, not folders.")  # fmt: skip
def build(
    out: Path, no_check: bool, offline: bool, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Load, render, check, publish; with findings that block, the output stays as it was."""
    wanted = _wanted(reports)
    from curbcut import pipeline

    options = _options(out=out, check=not no_check, offline=offline, **words)
    result = pipeline.build(options, _progress(plain))
    with interrupts.shielded():  # what it says of having published is true by now
        _finish(result, wanted, plain)


@cli.command()
@click.argument("targets", nargs=-1, metavar="[DIR or URL]...")
@_shared
@_browsing
@click.option("--no-robots", is_flag=True,
              help="Check pages that the robots.txt of a site asks to leave alone.")  # fmt: skip
def check(targets: tuple[str, ...], reports: tuple[str, ...], plain: bool, **words: Any) -> None:
    """Check the site, or any folder of HTML, or the pages under an address."""
    wanted = _wanted(reports)
    from curbcut import pipeline

    options = _options(**words)
    if not targets:
        result = pipeline.check_site(options, _progress(plain))
    else:
        result = pipeline.check_targets(targets, options, _progress(plain))
    _finish(result, wanted, plain)


@cli.command()
@click.argument("files", nargs=-1, type=Path, metavar="[FILE]...")
@_shared
@click.option("--stdin", is_flag=True, help="Read one page from standard input.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without asking; show a diff.")
@click.option("--diff", is_flag=True, help="Show what --fix would do, and do nothing.")
def lint(
    files: tuple[Path, ...],
    stdin: bool,
    fix: bool,
    diff: bool,
    reports: tuple[str, ...],
    plain: bool,
    **words: Any,
) -> None:
    """The checks of the Markdown alone: no browser, and done at once."""
    wanted = _wanted(reports)
    from curbcut import pipeline

    options = _options(**words)
    if stdin:
        raw = sys.stdin.buffer.read()
        if fix or diff:
            raw = _mended_stdin(raw, options.source, diff)
        _finish(pipeline.lint_text(raw, options), wanted, plain, err=fix and not diff)
    if fix or diff:
        mended = pipeline.fix(options, files, write=not diff)
        _show_mended(mended, plain, done=not diff, err=any(path == "-" for _, path in wanted))
    _finish(pipeline.lint(options, files), wanted, plain)


@cli.command()
@click.argument("fingerprint")
@click.argument("outcome", type=click.Choice(["passed", "failed"]))
@click.option("--by", required=True, metavar="NAME", help="Who looked.")
@click.option("--note", default="", help="What was seen.")
@click.option("--in", "folder", metavar="DIR", type=Path,
              help="A folder of HTML that Curbcut did not build. [default: the site]")  # fmt: skip
@_shared
@_browsing
def review(
    fingerprint: str,
    outcome: str,
    by: str,
    note: str,
    folder: Path | None,
    reports: tuple[str, ...],
    plain: bool,
    **words: Any,
) -> None:
    """Answer a question that a machine cannot decide; it holds until the content changes."""
    from curbcut import pipeline

    del reports
    entry = pipeline.answer(
        _options(**words),
        fingerprint,
        outcome=outcome,
        by=by,
        note=note,
        folder=folder,
        progress=_progress(plain),
    )
    click.echo(f"Added to {folder or words['source']}/reviews.toml:\n\n{entry}", nl=False)


@cli.command()
@click.argument("files", nargs=-1, type=Path, metavar="[FILE]...")
@_shared
@click.option("--done", is_flag=True,
              help="Note in these translations that they say what their originals do.")  # fmt: skip
def translations(
    files: tuple[Path, ...], done: bool, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Which pages of each language are up to date, outdated or missing."""
    del reports, plain
    from curbcut import pipeline
    from curbcut.content.discover import shown_path
    from curbcut.reports.translations import report_translations

    if done != bool(files):
        advice = "“curbcut translations --done FILE” marks some; “curbcut translations” lists all."
        raise CurbcutError("“--done” and files go together.", advice)
    options = _options(**words)
    if done:
        for name in pipeline.mark_translated(options, files):
            click.echo(f"Marked as up to date: {name}.")
        return
    click.echo(
        report_translations(pipeline.translations(options), shown_path(options.source)), nl=False
    )


@cli.command("server-config")
@click.argument("server", type=click.Choice(["nginx", "caddy"]))
@_shared
@click.option("--out", type=Path, default=None, metavar="FILE",
              help="Where to write it. [default: standard output]")  # fmt: skip
def server_config(
    server: str, out: Path | None, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """A configuration for a web server: headers, redirects, compression, caching."""
    del reports, plain
    from curbcut import pipeline

    text = pipeline.server_config(_options(**words), server)
    if out is None:
        click.echo(text, nl=False)
        return
    from curbcut.files import write

    write(out, text.encode())


@cli.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """What a rule is, who it protects, how it is checked and how to mend what it finds."""
    rules = {entry.id: entry for entry in _rules()}
    if rule not in rules:
        import difflib

        near = difflib.get_close_matches(rule, rules, n=3, cutoff=0.5)
        hint = f"Did you mean {', '.join(near)}?" if near else "“curbcut rules” lists them all."
        raise CurbcutError(f"There is no rule “{rule}”.", hint)
    click.echo(_explanation(rules[rule]))


@cli.command("rules")
@click.option("--criterion", default="", metavar="NUMBER", help="Only those of one criterion.")
def list_rules(criterion: str) -> None:
    """All rules, one a line."""
    for rule in _rules():
        if criterion and criterion not in rule.criteria:
            continue
        numbers = " ".join(rule.criteria) or "-"
        click.echo(f"{rule.id:<38} {rule.severity:<8} {numbers:<14} {rule.summary}")


@cli.command("sbom")
def software_bill_of_materials() -> None:
    """What Curbcut is made of, for whoever keeps count: CycloneDX in JSON."""
    from curbcut.sbom import sbom

    click.echo(sbom(), nl=False)


@cli.command()
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


TRACE = "CURBCUT_TRACE"
"""The environment variable that brings the trace of a mistake of ours."""


def main(args: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code; see the module's docstring."""
    with interrupts.handled():
        code = _run(args)
    raise SystemExit(code)


def _run(args: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=list(args) if args is not None else None, standalone_mode=False)
    except CurbcutError as error:
        _say(f"curbcut: {error}", error.fix)
    except click.ClickException as error:
        error.show()
    except (click.Abort, KeyboardInterrupt):
        _say("curbcut: stopped; nothing was published.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get(TRACE):
            traceback.print_exc()
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        _say(
            f"curbcut: This is a mistake in Curbcut itself: {reason}",
            "Please report it. The same command with the environment variable"
            f" {TRACE}=1 says where it happened; put that into the report.",
        )
    else:
        return code if isinstance(code, int) else 0
    return 2


def _say(*lines: str) -> None:
    """Say something on standard error, if anybody is there to read it."""
    with contextlib.suppress(OSError):
        for line in filter(None, lines):
            click.echo(printable(line), err=True)


def _options(
    *,
    source: Path,
    templates: Path | None,
    jobs: int | None = None,
    grid: str = "",
    no_cache: bool = False,
    no_robots: bool = False,
    out: Path = Path("dist"),
    check: bool = True,
    offline: bool = False,
) -> Options:
    from curbcut.pipeline import Options

    if templates is not None and not templates.is_dir():
        raise CurbcutError(
            f"There is no folder “{templates}” with templates in it.",
            "Name another one, or leave --templates out to use “templates” or the built-in theme.",
        )
    return Options(
        source=source,
        templates=templates or Path("templates"),
        out=out,
        check=check,
        jobs=jobs or os.cpu_count() or 1,
        grid=grid,
        cache=not no_cache,
        robots=not no_robots,
        offline=offline,
    )


def _wanted(reports: tuple[str, ...]) -> list[tuple[str, str]]:
    """The reports that were asked for, as format and path; "-" is standard output."""
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


def _mended_stdin(raw: bytes, source: Path, diff: bool) -> bytes:
    """Write the mended page to standard output, or with ``diff`` only what would change."""
    from curbcut.config import FILE, read_config
    from curbcut.fix import mend
    from curbcut.model.theme import Theme

    config, _ = read_config(source, Theme(), FILE)
    mended = mend(raw, "<stdin>", config.site.language)
    if diff:
        click.echo(_shown(mended.diff(), sys.stdout), nl=False)
        return raw
    sys.stdout.buffer.write(mended.after)
    sys.stdout.buffer.flush()
    return mended.after


def _shown(diff: str, stream: TextIO) -> str:
    """A diff as it is for programs, and without what takes hold of a terminal for people."""
    return printable(diff) if stream.isatty() else diff


def _show_mended(mended: Sequence[Mended], plain: bool, *, done: bool, err: bool) -> None:
    """What was mended: as a diff, and in a sentence for each place."""
    word = "Mended" if done else "Can be mended"
    for page in mended:
        if not plain:
            click.echo(_shown(page.diff(), sys.stderr if err else sys.stdout), err=err)
        for mend in page.mends:
            place = f"in {mend.path}, line {mend.line}" if plain else f"{mend.path}:{mend.line}"
            click.echo(printable(f"{word} {place}: {mend.message}. Rule {mend.rule}."), err=err)
    if not mended:
        click.echo("There is nothing that can be mended without asking.", err=err)


def _finish(
    result: RunResult, wanted: list[tuple[str, str]], plain: bool, *, err: bool = False
) -> None:
    """Write the reports and leave with the exit code; ``err`` keeps standard output free."""
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


def _progress(plain: bool) -> Callable[[str], None]:
    """Progress on a terminal only, on one line that is wiped at the end."""
    if plain or not sys.stderr.isatty():
        return lambda words: None

    def show(words: str) -> None:
        words = printable(words)
        click.echo(f"\r\033[K{words}" if words else "\r\033[K", nl=False, err=True)

    import atexit

    atexit.register(show, "")
    return show


def _rules() -> tuple[Rule, ...]:
    from curbcut.rules import all_rules

    return all_rules()


def _explanation(rule: Rule) -> str:
    from curbcut.model.wcag import criterion, understanding_url

    def block(title: str, text: str) -> list[str]:
        return [f"{title}:", textwrap.indent(textwrap.fill(text, 84), "  "), ""] if text else []

    lines = [rule.id, textwrap.fill(rule.summary, 88), ""]
    lines += block("Who is affected", rule.why)
    lines += block("How to fix it", rule.fix)
    lines += block("How we check it", rule.how)
    lines += block("Limitations", rule.limits)
    lines += block("Question for the reviewer", rule.question)
    lines += block("Where the threshold comes from", rule.source)
    for number in rule.criteria:
        entry = criterion(number)
        lines.append(f"WCAG 2.2: {number} {entry.name} (level {entry.level})")
        lines.append(f"  {understanding_url(number)}")
    effect = "keeps the site from being published" if rule.severity == "error" else "is reported"
    lines.append(f"Severity: {rule.severity}; a failure {effect}.")
    if rule.help_url:
        lines.append(f"More: {rule.help_url}")
    return "\n".join(lines)
