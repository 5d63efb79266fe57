"""The commands “curbcut init” and “curbcut new”."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from curbcut.cli.options import FILE, FOLDER, source_option
from curbcut.errors import CurbcutError


@click.command()
@click.argument("folder", type=FOLDER, default=Path(), metavar="[DIR]")
@click.option("--title", default=None, metavar="TEXT", help="The name of the help centre.")
@click.option("--language", default=None, metavar="CODE", help="Its language. [default: en]")
@click.option("--organisation", default=None, metavar="TEXT", help="Who publishes it.")
@click.option("--url", default=None, metavar="URL", help="Where it will be published.")
@click.option("--email", default=None, metavar="ADDRESS", help="Where readers can write to.")
@click.option("--yes", is_flag=True, help="Ask nothing; what is not given has its default.")
def init(folder: Path, yes: bool, **given: str | None) -> None:
    """Make a new help centre in DIR: settings, first pages, and what editors need around them."""
    from curbcut.starter.init import Facts
    from curbcut.starter.init import init as make

    asking = not yes and sys.stdin.isatty()

    def fact(name: str, question: str, default: str) -> str:
        answer = given[name]
        if answer is None and asking:
            answer = click.prompt(question, default=default, show_default=bool(default))
        return default if answer is None else answer.strip()

    who = fact("organisation", "Who publishes it? (Enter for nobody in particular)", "")
    facts = Facts(
        organisation=who,
        title=fact("title", "What is it called?", f"{who} Help".strip()),
        language=fact("language", "In which language is it? (a code such as en or es)", "en"),
        url=fact("url", "Where will it be published? (https://…; Enter if nobody knows)", ""),
        email=fact("email", "Where can readers write to?", "help@example.com"),
    )
    made = make(folder, facts)
    click.echo(f"{len(made.written)} files written:")
    for name in made.written:
        click.echo(f"  {name}")
    for name in made.kept:
        click.echo(f"  {name} was there already, and was not changed")
    if made.unreviewed:
        click.echo("No native speaker has reviewed the theme’s texts in this language yet.")
    if made.language != facts.language.partition("-")[0].lower():
        click.echo("The first pages are in English, and say so: “lang: en”. Replace them.")
    click.echo("\nNext:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo("  curbcut serve --open    shows the pages while you write")
    click.echo("  curbcut build           checks them and publishes them to “dist”")


@click.group()
def new() -> None:
    """Make a page, a translation or a version of a policy, in its place."""


@new.command("page")
@click.argument("path")
@click.option("--title", default="", metavar="TEXT", help="[default: made of the file's name]")
@source_option
def new_page(path: str, title: str, source: Path) -> None:
    """Make a page at PATH in the source folder, such as guides/refunds.md."""
    from curbcut.starter.new import new_page as make

    _say(make(source, path, title))


@new.command("translation")
@click.argument("language")
@click.argument("file", shell_complete=FILE.shell_complete)
@source_option
def new_translation(language: str, file: str, source: Path) -> None:
    """Copy the page FILE to its place in LANGUAGE, to be translated there."""
    from curbcut.starter.new import new_translation as make

    _say(make(source, language, file))
    click.echo("When it is translated: curbcut translations --done FILE")


@new.command("version")
@click.argument("file", shell_complete=FILE.shell_complete)
@click.option("--effective", required=True, metavar="YYYY-MM-DD", help="When it takes effect.")
@click.option("--version", default="", metavar="NAME", help="[default: the next number]")
@source_option
def new_version(file: str, effective: str, version: str, source: Path) -> None:
    """Keep the policy FILE as it is as an older version, and begin the next one."""
    import datetime as dt

    from curbcut.starter.new import new_version as make

    try:
        day = dt.date.fromisoformat(effective)
    except ValueError as error:
        raise CurbcutError(
            f"“{effective}” is not a date.", "Write it as 2026-01-31: year, month, day."
        ) from error
    _say(make(source, file, day, version))


def _say(files: list[Path]) -> None:
    from curbcut.files import shown_path

    for file in files:
        click.echo(f"Written: {shown_path(file)}")
