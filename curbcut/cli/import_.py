"""The command “curbcut import”."""

from __future__ import annotations

from pathlib import Path

import click

from curbcut.cli.options import FILE, FOLDER

DIALECTS = ("mkdocs", "docusaurus", "jekyll", "hugo", "markdown", "html")


@click.command("import")
@click.argument("source", type=FILE)
@click.option(
    "--from",
    "dialect",
    type=click.Choice(DIALECTS),
    default=None,
    help="The tool that the pages are from. [default: what its files say]",
)
@click.option(
    "--to",
    "target",
    type=FOLDER,
    default=Path("site_src"),
    show_default=True,
    metavar="DIR",
    help="The source folder to write to; nothing in it is overwritten.",
)
@click.option("--title", default="", help="The title of the site, if there is no site.toml yet.")
@click.option(
    "--url",
    default="",
    metavar="URL",
    help="The address of the old site: links to pages that are not imported lead there.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and write nothing.")
@click.option("--plain", is_flag=True, help="One self-contained sentence a line.")
def import_(
    source: Path,
    dialect: str | None,
    target: Path,
    title: str,
    url: str,
    dry_run: bool,
    plain: bool,
) -> None:  # fmt: skip
    """Import pages of MkDocs, Docusaurus, Jekyll, Hugo, plain Markdown or HTML.

    SOURCE is a project's folder, its folder of pages, or one page. Exit codes: 0 imported, 1
    imported and something is left for a person, 2 could not run.
    """
    from curbcut.characters import printable
    from curbcut.commands import import_site as command
    from curbcut.files import shown_path
    from curbcut.reports.importing import list_import, report_import

    options = command.ImportOptions(source, target, dialect or "", title, url, dry_run)
    result, imported, tree = command.import_site(options)
    result = command.write_site(options, result, imported, tree)
    shown = shown_path(target)
    listed = ""
    if not result.complete and not dry_run:
        listed = command.write_report(options, printable(list_import(result, shown)))
    click.echo(printable(report_import(result, shown, listed, plain=plain)), nl=False)
    raise SystemExit(0 if result.complete else 1)
