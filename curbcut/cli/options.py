"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from click.shell_completion import CompletionItem

from curbcut.cli.output import FORMAT_NAMES
from curbcut.errors import CurbcutError

if TYPE_CHECKING:
    from curbcut.run import Options


class Place(click.ParamType[Path]):
    """A path, whose beginning a shell completes with those of files or folders."""

    def __init__(self, kind: Literal["file", "dir"]) -> None:
        self.name = kind

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path, whatever is there."""
        return Path(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Leave it to the shell, which knows how people write their home folder."""
        return [CompletionItem(incomplete, type=self.name)]


FILE = Place("file")
FOLDER = Place("dir")


def rule_ids(
    context: click.Context, parameter: click.Parameter, beginning: str
) -> list[CompletionItem]:
    """The rules whose id begins like this, each with what it finds."""
    from curbcut.rules import all_rules

    found = (rule for rule in all_rules() if rule.id.startswith(beginning))
    return [CompletionItem(rule.id, help=rule.summary) for rule in found]


def _states(
    context: click.Context, parameter: click.Parameter, beginning: str
) -> list[CompletionItem]:
    """A list of states with one more at its end, each with its title."""
    from curbcut.browser.states import CHECKED

    before, comma, last = beginning.rpartition(",")
    taken = before.split(",")
    return [
        CompletionItem(before + comma + state.id, help=state.title)
        for state in CHECKED
        if state.id.startswith(last) and state.id not in taken
    ]


def _formats(
    context: click.Context, parameter: click.Parameter, beginning: str
) -> list[CompletionItem]:
    return [CompletionItem(name) for name in FORMAT_NAMES if name.startswith(beginning)]


SOURCE = Path("site_src")
_OUT = Path("dist")


def site_above() -> Path | None:
    """The source folder of the site that the working directory is in, "../site_src" for example.

    None if there is a source folder here, or none in any folder above.
    """
    if SOURCE.is_dir():
        return None
    for number, folder in enumerate(Path.cwd().parents, 1):
        if (folder / SOURCE).is_dir():
            return Path(*[".."] * number, SOURCE)
    return None


def _found(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    """Where nothing is given, the site is looked for in the folders above, too."""
    given = context.get_parameter_source(parameter.name or "")
    if given is not click.core.ParameterSource.DEFAULT:
        return value
    return site_above() or value


source_option = click.option(
    "--source", type=FOLDER, default=SOURCE, show_default=True, metavar="DIR", callback=_found,
    help="The folder with the Markdown, here or in a folder above.",
)  # fmt: skip


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options about the site and its reports to a command."""
    for option in reversed(
        (
            source_option,
            click.option("--templates", type=FOLDER, default=None, metavar="DIR",
                         help="The theme. [default: templates, else the built-in one]"),
            click.option("--report", "reports", multiple=True, metavar="FORMAT[=PATH]",
                         shell_complete=_formats,
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
            click.option("--states", default="", metavar="NAME,…", shell_complete=_states,
                         help="Check only in these states: dark,narrow. The first, light, is always"
                         " one of them. [default: all]"),
            click.option("--no-cache", "--no-memo", "no_cache", is_flag=True,
                         help="Check every page again, even if it has not changed."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def access(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about addresses: what opens them, where answers are stored."""
    for option in reversed(
        (
            click.option("--answers", type=FOLDER, default=None, metavar="DIR",
                         help="The folder with reviews.toml and suppressions.toml for a URL or a"
                         " folder that Curbcut did not build."),
            click.option("--strict", is_flag=True,
                         help="Also ask about level AAA, good practice and our own policies on"
                         " pages that Curbcut did not build."),
            click.option("--header", "headers", multiple=True, metavar="NAME:VALUE",
                         help="A header to send to the URL's own site, and to no other. Can be"
                         " given more than once."),
            click.option("--cookie", "cookies", multiple=True, metavar="NAME=VALUE",
                         help="A cookie to send there."),
            click.option("--login", type=FILE, default=None, metavar="FILE",
                         help="The steps that log in there."),
            click.option("--no-robots", is_flag=True,
                         help="Also check pages that the site's robots.txt disallows."),
            click.option("--no-follow", is_flag=True,
                         help="Of a URL check that page alone, not those that it links to."),
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
            click.option("--baseline", type=FILE, default=None, metavar="FILE",
                         help="A json report; what it has does not count, only what is new."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about which part of the result is wanted."""
    for option in reversed(
        (
            click.option("--rule", "rules", multiple=True, metavar="ID", shell_complete=rule_ids,
                         help="Only findings of this rule; “*” stands for any characters. Can be"
                         " given more than once, as --include and --exclude can."),
            click.option("--level", type=click.Choice(["A", "AA", "AAA"]), default=None,
                         help="Only findings about WCAG's criteria up to this level."),
            click.option("--include", multiple=True, metavar="PAGE",
                         help="Only pages with such an address: /help/*. The check visits no"
                         " others, and does not compare pages with each other."),
            click.option("--exclude", multiple=True, metavar="PAGE",
                         help="No pages with such an address."),
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
    answers: Path | None = None,
    headers: tuple[str, ...] = (),
    cookies: tuple[str, ...] = (),
    login: Path | None = None,
    states: str = "",
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    no_cache: bool = False,
    no_robots: bool = False,
    no_follow: bool = False,
    strict: bool = False,
    out: Path = _OUT,
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
    from curbcut.run import Only, Options

    home = source.parent if source == site_above() else Path()
    only = Only(tuple(filter(None, map(str.strip, states.split(",")))), include, exclude)
    if only.states:
        from curbcut.browser.states import chosen

        chosen(only.states)
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
        templates=templates or home / "templates",
        out=home / out if out == _OUT else out,
        home=home,
        check=check,
        jobs=jobs or (0 if grid else os.cpu_count() or 1),
        grid=grid,
        listen=listen,
        announce=announce,
        cache=not no_cache,
        robots=not no_robots,
        follow_links=not no_follow,
        offline=offline,
        evidence=evidence,
        only=only,
        answers=answers,
        headers=_pairs(headers, ":", "--header", "“--header 'Accept-Language: fr'”"),
        cookies=_pairs(cookies, "=", "--cookie", "“--cookie session=…”"),
        login=login,
        strict=strict,
        fail_on=Severity(fail_on),
        baseline=known,
    )


def _pairs(
    texts: tuple[str, ...], sign: str, option: str, example: str
) -> tuple[tuple[str, str], ...]:
    """Names and values. What is wrong is not repeated: it may be a password."""
    pairs = []
    for text in texts:
        name, found, value = text.partition(sign)
        name, value = name.strip(), value.strip()
        wrong = not found or not name.isascii() or not name or any(c in name for c in " ;,")
        if wrong or not (value + name).isprintable():
            raise CurbcutError(f"{option} needs a name, “{sign}” and a value.", f"Write {example}.")
        pairs.append((name, value))
    return tuple(pairs)
