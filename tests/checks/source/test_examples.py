"""Each rule's examples: the mistake breaks that rule alone, and the fixed text breaks none."""

from __future__ import annotations

from pathlib import Path

import pytest

from curbcut.checks import source as source_checks
from curbcut.commands.lint import lint_text
from curbcut.content import front_matter as frontmatter
from curbcut.content import markdown
from curbcut.model.finding import Rule
from curbcut.rules import all_rules
from curbcut.run import Options

FRONT_MATTER = "---\ntitle: Bicycle care\n---\n\n"
WITHOUT = frozenset(
    {
        "attributes-too-long",
        "glossary-term-long",
        "nesting-too-deep",
        "page-unreadable",
        "reading-hard",
        "words-unchecked",
    }
)
"""Rules about size, or about a whole page: an example would be too long to read."""
MERGED = frozenset(
    {
        "abbreviation-unexpanded",
        "all-capitals",
        "ascii-art",
        "colour-only",
        "heading-bold",
        "heading-duplicate",
        "heading-vague",
        "image-alt-placeholder",
        "image-alt-repeats",
        "letters-spaced",
        "link-text-repeated",
        "link-text-vague",
        "list-typed",
        "script-unmarked",
        "sensory-instruction",
        "table-typed",
    }
)
"""Rules that Markdown and page checks share: their pages show the examples of their fixtures."""
PAIRS = [
    pytest.param(rule, *pair, id=rule.id)
    for rule in all_rules()
    for pair in rule.examples
    if not pair[0].lstrip().startswith("<")
]


def broken(text: str) -> set[str]:
    """The ids of the rules that a page's Markdown breaks."""
    page = text if text.startswith("---") else FRONT_MATTER + text
    result = lint_text(f"{page}\n".encode(), Options(source=Path("site_src")))
    return {finding.rule.id for finding in result.findings} - {"links-not-looked-up"}


@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_the_mistake_breaks_the_rule_and_its_fix_does_not(rule: Rule, wrong: str, right: str):
    assert broken(wrong) == {rule.id}
    assert broken(right) == set()


def test_every_markdown_rule_has_a_pair():
    rules = (*source_checks.RULES, *markdown.RULES, *frontmatter.RULES)
    without = {rule.id for rule in rules if not rule.examples}
    assert without <= WITHOUT | MERGED
