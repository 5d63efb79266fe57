"""Checks of the Markdown itself: no browser, and every finding with its line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from curbcut.checks.source import alt_text as alternatives
from curbcut.checks.source import coverage, headings, links, lists, paragraphs, scripts, tables
from curbcut.checks.source import dates_and_numbers as figures
from curbcut.checks.source import plain_language as plain
from curbcut.checks.source import sensory_characteristics as senses
from curbcut.checks.source import symbols as signs
from curbcut.checks.source.page import lay_out
from curbcut.model.finding import Evaluation, Finding, Outcome, Rule
from curbcut.model.page import ParsedPage

ALL = (
    alternatives,
    headings,
    lists,
    paragraphs,
    tables,
    links,
    signs,
    senses,
    scripts,
    figures,
    plain,
    coverage,
)
"""Each has RULES, and ``run(page)``, which yields Problems with their spans."""

RULES = tuple(rule for check in ALL for rule in check.RULES)

NEED_WORDS = frozenset(
    {
        alternatives.PLACEHOLDER.id,
        alternatives.REDUNDANT.id,
        headings.VAGUE.id,
        paragraphs.CALLOUT.id,
        links.VAGUE.id,
        figures.DATE.id,
        *(rule.id for rule in (*senses.RULES, *plain.RULES)),
    }
)
"""The rules that are not tested on a page in a language without word lists."""

_BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the checks found on one page; neither part knows the page's address yet."""

    findings: tuple[Finding, ...]
    outcomes: dict[str, Outcome]

    def evaluations(self, path: str) -> list[Evaluation]:
        """The outcome of each rule for the page at ``path``."""
        return [
            Evaluation(rule, path, "source", outcome) for rule, outcome in self.outcomes.items()
        ]


def inspect(page: ParsedPage, tokens: Sequence[Token], language: str) -> Inspected:
    """Run all checks on a parsed page and its placed tokens."""
    laid = lay_out(page, tokens, language)
    outcomes = dict.fromkeys(_BY_ID, Outcome.PASSED)
    if laid.words is None:
        outcomes |= dict.fromkeys(NEED_WORDS, Outcome.UNTESTED)
    findings = []
    for check in ALL:
        for problem in check.run(laid):
            findings.append(
                Finding(
                    _BY_ID[problem.rule],
                    problem.message,
                    outcome=problem.outcome,
                    span=problem.span,
                    related=problem.related,
                    question=problem.question,
                )
            )
            if outcomes[problem.rule] is not Outcome.FAILED:
                outcomes[problem.rule] = problem.outcome
    return Inspected(tuple(findings), outcomes)
