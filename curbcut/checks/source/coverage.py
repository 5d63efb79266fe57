"""Report when the words of a page could not be checked."""

from __future__ import annotations

from collections.abc import Iterator

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import SourcePage
from curbcut.model.finding import Problem, Rule, Severity
from curbcut.words import languages

UNCHECKED = Rule(
    id="words-unchecked",
    summary="The wording of a page was not checked",
    why=(
        "Links, alternative texts and instructions in this language were not checked, which does"
        " not mean that they are right."
    ),
    fix="Ask someone who knows the language to read the page with the rules in mind.",
    severity=Severity.SUGGESTION,
    how=(
        "There is no word list for the page's language. Rules that need one count as untested,"
        " not as passed."
    ),
)
RULES = (UNCHECKED,)


def run(page: SourcePage) -> Iterator[Problem]:
    """Report a language without word lists."""
    if page.words is None:
        known = ", ".join(languages())
        message = f"There are no word lists for “{page.language}” (only for {known})"
        span = page.parsed.meta.spans.get("lang") or page.span_of(0)
        yield Problem(UNCHECKED.id, message, span=span)


CHECK = SourceCheck(RULES, run)
