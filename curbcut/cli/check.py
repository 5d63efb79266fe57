"""The command “curbcut check”."""

from __future__ import annotations

from typing import Any

import click

from curbcut.cli.options import browsing, options_of, shared
from curbcut.cli.output import finish, need_evidence, progress_of, wanted_reports


@click.command()
@click.argument("targets", nargs=-1, metavar="[DIR or URL]...")
@shared
@browsing
@click.option("--no-robots", is_flag=True,
              help="Check pages that the robots.txt of a site asks to leave alone.")  # fmt: skip
def check(targets: tuple[str, ...], reports: tuple[str, ...], plain: bool, **words: Any) -> None:
    """Check the site, or any folder of HTML, or the pages under an address."""
    wanted = wanted_reports(reports)
    options = options_of(evidence=need_evidence(wanted), **words)
    if not targets:
        from curbcut.commands import check_site

        result = check_site.check_site(options, progress_of(plain))
    else:
        from curbcut.commands import check_pages

        result = check_pages.check_targets(targets, options, progress_of(plain))
    finish(result, wanted, plain)
