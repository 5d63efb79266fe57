"""Examples of rules about settings, lists and pages that belong together, each in a small site."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from curbcut.commands.lint import lint
from curbcut.model.finding import Rule
from curbcut.rules import all_rules
from curbcut.run import Options
from tests.making import page, write

TODAY = dt.date(2026, 6, 1)
BOLD = "**How to oil the chain**\n\nOil it once a week.\n"
SUPPRESSED = """\
[[suppression]]
rule = "heading-bold"
fingerprints = ["ed269e4fb5d305c7"]
reason = "headings come with the new text"
owner = "Ann Editor"
expires = 2026-12-31
"""
"""Accepts what is wrong with ``BOLD``, so that suppressions have something to suppress."""
SITE = {
    "site.toml": "[languages.es]\n",
    "index.md": page("Help", "We help with [bicycles](care.md).\n"),
    "care.md": page("Bicycle care", BOLD),
    "suppressions.toml": SUPPRESSED,
}
ALSO = {
    # What an entry covered is reported again where the entry does not hold.
    "decision-not-valid": {"heading-bold"},
    "suppression-expired": {"heading-bold"},
}
"""Other rules that the same mistake breaks as well."""
PAIRS = [
    pytest.param(rule, *pair, id=rule.id)
    for rule in all_rules()
    for pair in rule.examples
    if rule.examples_of not in ("", "_redirects")  # those need a browser
]


def broken(folder: Path, name: str, example: str) -> set[str]:
    """The ids of the rules that the site breaks with an example as one of its files."""
    body = BOLD if name == "care.md" else "Texto.\n"
    text = f"{example}\n\n{body}" if example.startswith("---") else f"{example}\n"
    source = write(folder, SITE | {name: text})
    result = lint(Options(source=source, templates=None, today=TODAY))
    return {finding.rule.id for finding in result.findings if not finding.suppressed}


@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_the_mistake_breaks_the_rule_and_its_fix_does_not(
    rule: Rule, wrong: str, right: str, tmp_path: Path
):
    assert broken(tmp_path, rule.examples_of, wrong) == {rule.id} | ALSO.get(rule.id, set())
    assert broken(tmp_path, rule.examples_of, right) == set()


def test_a_good_site_breaks_no_rule(tmp_path: Path):
    assert broken(tmp_path, "suppressions.toml", SUPPRESSED) == set()


WITHOUT = {
    "about the run": {
        "check-failed", "links-not-looked-up", "page-not-checked", "pages-not-compared",
        "tried-in-part", "words-unchecked",
    },
    "about files as such: their names, sizes, encodings and links": {
        "address-too-long", "file-control-characters", "file-empty", "file-name-twice",
        "file-name-unusable", "file-not-utf8", "file-outside-source", "file-runs-in-browsers",
        "file-not-a-page", "file-too-large", "file-unreadable", "home-missing", "image-large",
        "language-not-declared", "page-unreadable",
    },
    "about size": {
        "attributes-too-long", "first-load", "glossary-term-long", "nesting-too-deep",
        "reading-hard",
    },
    "about most pages of a site, which are too many to show": {
        "help-missing-on-page", "help-order-inconsistent", "navigation-order-inconsistent",
        "page-found-one-way", "page-orphan",
    },
    "as different as templates are": {"template-error"},
}  # fmt: skip
"""Rules without a pair, by the reason for it. The pages of axe-core's rules are at Deque."""


def test_every_rule_has_a_pair_or_a_reason():
    without = {rule.id for rule in all_rules() if not rule.examples and "/" not in rule.id}
    assert without == set().union(*WITHOUT.values())
