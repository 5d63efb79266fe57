"""People who write HTML are not told what to type in Markdown."""

import re

import pytest

from curbcut.checks.axe.rules import static_rules
from curbcut.checks.page import RULES
from curbcut.checks.site import RULES as SITE_RULES
from curbcut.model.finding import Finding
from curbcut.triage.advice_for_html import fixes, for_html

_MARKDOWN = re.compile(r"Markdown|!\[|\]\(|\{[.#]|\{lang|site\.toml|front matter")
_ALL = {rule.id: rule for rule in (*RULES, *static_rules())}


@pytest.mark.parametrize("name", sorted(_ALL))
def test_no_rule_speaks_of_markdown_there(name):
    advice = for_html(Finding(_ALL[name], "")).rule.fix
    assert not _MARKDOWN.search(advice), advice


def test_each_is_for_a_rule_that_needs_it():
    known = {**_ALL, **{rule.id: rule for rule in SITE_RULES}}
    assert [name for name in fixes() if name not in known] == []
    assert [name for name in fixes() if not _MARKDOWN.search(known[name].fix)] == []
