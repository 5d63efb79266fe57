"""The command “curbcut check”."""

from __future__ import annotations

import dataclasses
from typing import Any

import click

from curbcut.cli.options import SELECTING, browsing, failing, options_of, selecting, shared
from curbcut.cli.output import finish_part, need_evidence, progress_of, wanted_reports


@click.command()
@click.argument("targets", nargs=-1, metavar="[DIR or URL]...")
@shared
@browsing
@failing
@selecting
@click.option("--no-robots", is_flag=True,
              help="Also check pages that the site's robots.txt disallows.")  # fmt: skip
@click.option("--shard", default="", metavar="N/OF",
              help="Check one of several shards of the pages, such as 3/8; “report --merge” merges"
              " the json reports of all shards.")  # fmt: skip
def check(
    targets: tuple[str, ...], shard: str, reports: tuple[str, ...], plain: bool, **words: Any
) -> None:
    """Check the site, any folder or file of HTML, or the pages below a URL."""
    wanted = wanted_reports(reports)
    part = {name: words.pop(name) for name in SELECTING}
    options = options_of(evidence=need_evidence(wanted), **words)
    if shard:
        from curbcut.model.shards import Shard

        options = dataclasses.replace(options, shard=Shard.parse(shard))
    if not targets:
        from curbcut.commands import check_site

        result = check_site.check_site(options, progress_of(plain))
    else:
        from curbcut.commands import check_pages

        result = check_pages.check_targets(targets, options, progress_of(plain))
    finish_part(result, wanted, plain, **part)
