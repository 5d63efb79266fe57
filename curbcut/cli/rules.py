"""The commands “curbcut rules” and “curbcut explain”."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from curbcut.cli.options import rule_ids
from curbcut.errors import CurbcutError

if TYPE_CHECKING:
    from curbcut.model.finding import Rule


@click.command()
@click.argument("rule", shell_complete=rule_ids)
def explain(rule: str) -> None:
    """Explain a rule: what it checks, who is affected, how it is tested and how to fix it."""
    from curbcut.triage.renamed import current_ids

    rules = {entry.id: entry for entry in _rules()}
    if rule not in rules and (now := current_ids(rule)) != (rule,):
        new = " and ".join(f"“{one}”" for one in now)
        click.echo(f"“{rule}” is now called {new}.\n")
        rule = now[0]
    if rule not in rules:
        import difflib

        near = difflib.get_close_matches(rule, rules, n=3, cutoff=0.5)
        hint = f"Did you mean {', '.join(near)}?" if near else "“curbcut rules” lists them all."
        raise CurbcutError(f"There is no rule “{rule}”.", hint)
    from curbcut.reports.explanation import explanation

    click.echo(explanation(rules[rule]))


@click.command("rules")
@click.option("--criterion", default="", metavar="NUMBER", help="Only rules for one criterion.")
def list_rules(criterion: str) -> None:
    """List all rules, one per line."""
    for rule in _rules():
        if criterion and criterion not in rule.criteria:
            continue
        numbers = " ".join(rule.criteria) or "-"
        click.echo(f"{rule.id:<38} {rule.severity:<8} {numbers:<14} {rule.summary}")


def _rules() -> tuple[Rule, ...]:
    from curbcut.rules import all_rules

    return all_rules()
