"""The commands “curbcut review” and “curbcut suppress”: what people decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from curbcut.cli.options import FOLDER, access, browsing, options_of, rule_ids, shared
from curbcut.cli.output import progress_of

if TYPE_CHECKING:
    from curbcut.commands.review import Recorded

_OUTCOMES = ("passed", "failed")


def _deciding(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about what is decided on."""
    option = click.option(
        "--in", "where", default="", metavar="DIR or URL",
        shell_complete=FOLDER.shell_complete,
        help="Pages that Curbcut did not build. [default: the site]",
    )  # fmt: skip
    return option(shared(browsing(access(command))))


@click.command()
@click.argument("answer", nargs=-1, metavar="[FINGERPRINT... passed|failed]")
@click.option("--by", default="", metavar="NAME", help="The reviewer's name.")
@click.option("--note", default="", help="What the reviewer found.")
@_deciding
def review(
    answer: tuple[str, ...],
    by: str,
    note: str,
    where: str,
    reports: tuple[str, ...],
    plain: bool,
    **words: Any,
) -> None:
    """List the open questions, or answer some; an answer holds until the content changes."""
    from curbcut.commands import review as command

    del reports
    options, progress = options_of(**words), progress_of(plain)
    if not answer:
        from curbcut.reports.questions import questions_text

        click.echo(questions_text(command.waiting(options, where, progress), where), nl=False)
        return
    *fingerprints, outcome = answer
    if outcome not in _OUTCOMES or not fingerprints:
        raise click.UsageError(
            "Say what is answered, and how: curbcut review FINGERPRINT… passed (or failed)"
            " --by NAME."
        )
    if not by:
        raise click.UsageError("Missing option '--by'. Say who looked: --by “Ann Example”.")
    recorded = command.review(
        options, fingerprints, outcome=outcome, by=by, note=note, where=where, progress=progress
    )
    _say(recorded)


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="FINGERPRINT or RULE...",
                shell_complete=rule_ids)  # fmt: skip
@click.option("--reason", required=True, help="Why this is accepted for now.")
@click.option("--owner", required=True, metavar="NAME", help="Who will put it right.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
              help="The last day on which it is accepted.")  # fmt: skip
@_deciding
def suppress(
    names: tuple[str, ...],
    reason: str,
    owner: str,
    until: dt.datetime,
    where: str,
    reports: tuple[str, ...],
    plain: bool,
    **words: Any,
) -> None:
    """Accept findings for some time: they are reported, but do not count."""
    from curbcut.commands import review as command

    del reports
    recorded = command.suppress(
        options_of(**words),
        names,
        reason=reason,
        owner=owner,
        expires=until.date(),
        where=where,
        progress=progress_of(plain),
    )
    _say(recorded)


def _say(recorded: Recorded) -> None:
    click.echo(f"Added to {recorded.file}:\n\n{recorded.entries}", nl=False)
