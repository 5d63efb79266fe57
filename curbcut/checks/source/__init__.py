"""Checks of the Markdown itself, without a browser; every finding has its line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from curbcut.checks.source import (
    alt_text,
    coverage,
    dates_and_numbers,
    headings,
    links,
    lists,
    paragraphs,
    plain_language,
    scripts,
    sensory_characteristics,
    symbols,
    tables,
)
from curbcut.checks.source.markup import blocks, other_tools, slips, unfinished
from curbcut.checks.source.page import lay_out
from curbcut.model.finding import Evaluation, Finding, Outcome, Rule
from curbcut.model.page import ParsedPage

CHECKS = (
    alt_text.CHECK,
    headings.CHECK,
    lists.CHECK,
    paragraphs.CHECK,
    tables.CHECK,
    links.CHECK,
    symbols.CHECK,
    sensory_characteristics.CHECK,
    scripts.CHECK,
    dates_and_numbers.CHECK,
    plain_language.CHECK,
    other_tools.CHECK,
    slips.CHECK,
    blocks.CHECK,
    unfinished.CHECK,
    coverage.CHECK,
)

RULES = tuple(rule for check in CHECKS for rule in check.rules)

NEED_WORDS = frozenset(rule.id for check in CHECKS for rule in check.need_words)
"""The rules that are not tested on pages in a language without word lists."""

_BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the checks found on one page, whose address is not known yet."""

    findings: tuple[Finding, ...]
    outcomes: dict[str, Outcome]

    def evaluations(self, path: str) -> list[Evaluation]:
        """The outcome of each rule for the page at ``path``."""
        return [
            Evaluation(rule, path, "source", outcome) for rule, outcome in self.outcomes.items()
        ]


def inspect(page: ParsedPage, tokens: Sequence[Token], language: str) -> Inspected:
    """Run all checks on a parsed page and its tokens with positions."""
    laid = lay_out(page, tokens, language)
    outcomes = dict.fromkeys(_BY_ID, Outcome.PASSED)
    if laid.words is None:
        outcomes |= dict.fromkeys(NEED_WORDS, Outcome.UNTESTED)
    findings = []
    for check in CHECKS:
        for problem in check.run(laid):
            findings.append(
                Finding(
                    _BY_ID[problem.rule],
                    problem.message,
                    outcome=problem.outcome,
                    span=problem.span,
                    related=problem.related,
                    question=problem.question,
                    fix=problem.fix,
                )
            )
            if outcomes[problem.rule] is not Outcome.FAILED:
                outcomes[problem.rule] = problem.outcome
    return Inspected(tuple(findings), outcomes)
