"""The command “curbcut check”."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from curbcut.cli.options import (
    FILE,
    SELECTING,
    access,
    browsing,
    failing,
    options_of,
    selecting,
    shared,
)
from curbcut.cli.output import finish_part, need_evidence, progress_of, wanted_reports

if TYPE_CHECKING:
    from curbcut.run import Options


@click.command()
@click.argument("targets", nargs=-1, metavar="[DIR or URL]...",
                shell_complete=FILE.shell_complete)  # fmt: skip
@shared
@browsing
@failing
@selecting
@access
@click.option("--shard", default="", metavar="N/OF",
              help="Check one of several shards of the pages, such as 3/8; “report --merge” merges"
              " the json reports of all shards.")  # fmt: skip
def check(
    targets: tuple[str, ...], shard: str, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Check the site, any folder or file of HTML, or the pages below a URL."""
    wanted = wanted_reports(reports)
    part = {name: words.pop(name) for name in SELECTING}
    pages = {name: part[name] for name in ("include", "exclude")}
    options = options_of(evidence=need_evidence(wanted), **pages, **words)
    if shard:
        from curbcut.model.shards import Shard

        options = dataclasses.replace(options, shard=Shard.parse(shard))
    if not targets:
        _only_with_targets(options)
        from curbcut.commands import check_site

        result = check_site.check_site(options, progress_of(plain))
    else:
        from curbcut.commands import check_pages

        result = check_pages.check_targets(targets, options, progress_of(plain))
    finish_part(result, wanted, plain, **part)


def _only_with_targets(options: Options) -> None:
    """Refuse what the check of the site itself does not use."""
    given = {
        "--answers": options.answers,
        "--header": options.headers,
        "--cookie": options.cookies,
        "--login": options.login,
        "--strict": options.strict,
        "--no-follow": not options.follow_links,
        "--no-robots": not options.robots,
    }
    if names := [name for name, value in given.items() if value]:
        raise click.UsageError(
            f"{names[0]} is about a URL or a folder: name one, or leave the option out."
        )
