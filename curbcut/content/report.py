"""How the rules of the Markdown parser report findings while they parse."""

from __future__ import annotations

from typing import Any

from curbcut.model.finding import Finding, Outcome, Rule
from curbcut.model.source import Span

KEY = "curbcut_findings"


def report(
    env: Any,
    rule: Rule,
    message: str,
    line: int,
    *,
    column: int = 1,
    outcome: Outcome = Outcome.FAILED,
    fix: str = "",
) -> None:
    """Add a finding to the parser's environment; ``line`` counts from 0 in the body."""
    first = env["first_line"]
    span = Span(env["path"], line + first, line + first, column)
    env[KEY].append(Finding(rule, message, outcome=outcome, span=span, fix=fix))
