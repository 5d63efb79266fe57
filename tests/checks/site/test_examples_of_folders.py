"""Examples of rules about several pages, each in a small folder, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.checks import site as site_checks
from curbcut.commands.check_pages import check_targets
from curbcut.model.finding import Rule
from curbcut.run import Options
from tests.making import write

NAMES = {"index": "Help", "chain": "Oil the chain", "brakes": "Adjust the brakes",
         "contact": "Contact"}  # fmt: skip
MENU = "".join(f'<a href="{name}.html">{title}</a> ' for name, title in NAMES.items())
_FILE = re.compile(r"^<!-- (\w+)\.html -->\n", re.M)
PAIRS = [
    pytest.param(rule, *pair, id=rule.id)
    for rule in site_checks.RULES
    for pair in rule.examples
    if pair[0].startswith("<") or rule.examples_of == "_redirects"
]


def document(name: str, part: str = "") -> str:
    """A page of the folder with a part of an example in it."""
    title = NAMES[name]
    head = "" if "<title" in part else f"<title>{title} – Bicycle help</title>"
    heading = "" if "<h1" in part else f"<h1>{title}</h1>"
    menu = "" if "<nav" in part else f"<nav>{MENU}</nav>"
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8">{head}{part}\n{menu}{heading}'
        "<p>What there is to know.</p>"
    )


def broken(folder: Path, rule: Rule, example: str) -> set[str]:
    """The ids of the rules about several pages that a folder with an example breaks."""
    files = {f"{name}.html": document(name) for name in NAMES}
    if rule.examples_of:
        files[rule.examples_of] = f"{example}\n"
    else:
        _, *parts = _FILE.split(example)
        for name, part in zip(parts[::2], parts[1::2], strict=True):
            files[f"{name}.html"] = document(name, part)
    result = check_targets([str(write(folder, files))], Options(jobs=1))
    return {finding.rule.id for finding in result.findings} & {r.id for r in site_checks.RULES}


@pytest.mark.browser
@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_the_mistake_breaks_the_rule_and_its_fix_does_not(
    rule: Rule, wrong: str, right: str, tmp_path: Path
):
    assert broken(tmp_path / "wrong", rule, wrong) == {rule.id}
    assert broken(tmp_path / "right", rule, right) == set()
