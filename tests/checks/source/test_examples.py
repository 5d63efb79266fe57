"""Each rule's examples: the mistake breaks that rule alone, and the fixed text breaks none."""

from __future__ import annotations

from pathlib import Path

import pytest

from curbcut.checks import source as source_checks
from curbcut.commands.lint import lint_text
from curbcut.content import front_matter_rules, markdown
from curbcut.model.finding import Rule
from curbcut.rules import all_rules
from curbcut.run import Options
from tests.making import page, picture, rules, write

PNG = picture(3, 2)
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


def policy(version: str, effective: str) -> str:
    """What the front matter of a policy has."""
    return (
        f'kind: policy\nversion: "{version}"\neffective: {effective}\nchange_note: We keep less.\n'
    )


IN_A_SITE = frozenset(
    {
        "image-foreign",
        "image-missing",
        "link-broken",
        "link-without-words",
        "image-unreadable",
        "link-outside",
        "redirect-collision",
        "redirect-impossible",
        "route-collision",
        "title-duplicate",
        "version-not-older",
        "version-of-no-policy",
        "version-repeated",
        "version-unnamed",
        "version-without-change-note",
    }
)
"""Rules about what pages have to do with other pages and files: their examples are in a site."""
SITE: dict[str, str | bytes] = {
    "index.md": page("Help", "How we help you: [bicycle care](care.md).\n"),
    "prices.md": page("Prices", "## Chains\n\nA chain costs £20.\n"),
    "privacy.md": page("Privacy promise", "We keep nothing.\n", policy("3", "2026-01-01")),
    "privacy-2023.md": page(
        "Privacy promise of 2023",
        "We keep little.\n",
        policy("1", "2023-01-01") + "version_of: privacy.md\n",
    ),
    "chain.png": PNG,
    "chain.heic": b"\0\0\0\x18ftypheic",
}
PAIRS = [
    pytest.param(rule, *pair, id=rule.id)
    for rule in all_rules()
    for pair in rule.examples
    if not pair[0].lstrip().startswith("<") and not rule.examples_of
]


def broken(text: str) -> set[str]:
    """The ids of the rules that a page's Markdown breaks."""
    result = lint_text(whole(text).encode(), Options(source=Path("site_src")))
    return {finding.rule.id for finding in result.findings} - {"links-not-looked-up"}


def whole(text: str) -> str:
    """The page with some Markdown."""
    return f"{text if text.startswith('---') else FRONT_MATTER + text}\n"


@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_the_mistake_breaks_the_rule_and_its_fix_does_not(
    rule: Rule, wrong: str, right: str, tmp_path: Path
):
    if rule.id in IN_A_SITE:
        for text, wanted in ((wrong, [rule.id]), (right, [])):
            assert rules(write(tmp_path, SITE | {"care.md": whole(text)})) == wanted
    else:
        assert broken(wrong) == {rule.id}
        assert broken(right) == set()


def test_every_markdown_rule_has_a_pair():
    due = (*source_checks.RULES, *markdown.RULES, *front_matter_rules.RULES)
    without = {rule.id for rule in due if not rule.examples}
    assert without == WITHOUT
