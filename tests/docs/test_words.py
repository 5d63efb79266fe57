"""No rule, message, theme string or page of the documentation uses a word that the style replaces.

The field has a term for each of them: fix, not mend; spaces, not blanks; video, not film.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from curbcut.checks.axe import rules as axe_rules
from curbcut.rules import all_rules

ROOT = Path(__file__).parents[2]
REPLACED = re.compile(
    r"""\b(?:
        mend(?:s|ed|ing)? | blanks? | films? | moving\spictures? | stars
      | signs?
      | stands? | stood | told | tells?\sof
      | broke\sdown | breaks?\sdown | came\sto | did\snot\scome\sto | found\sagain | bear\swith
      | take[sn]?\s(?:\w+\s)?(?:out|away) | has\sto\sbe | have\sto\sbe
      | twins? | memo | the\s(?:one|version|policy)\sin\sforce | e-mail | box(?:es)?\sto\stick
    )\b""",
    re.I | re.X,
)
IDS = re.compile(
    r"\b(?:blanks-for-layout|link-told-by-colour|told-by-colour-alone|required-star-\w+)\b"
)
"""Ids of rules stay: answers and suppressions name them."""
IDIOMS = re.compile(
    r"stands?\s(?:for|out)\b|signs?(?:\sin|\sout|-in)\b|(?:plus|number|dollar)\ssigns?\b",
    re.I,
)
"""Where the word is the right one: a Latin abbreviation stands for words, people sign in."""


def replaced(text: str) -> list[str]:
    """The replaced words in a text."""
    return REPLACED.findall(IDIOMS.sub("", IDS.sub("", text)))


def texts_of_rules() -> Iterator[tuple[str, str]]:
    for rule in all_rules():
        for name in ("summary", "why", "fix", "question", "how", "limits"):
            yield f"{rule.id}.{name}", getattr(rule, name)
        for name, text in rule.messages.items():
            yield f"{rule.id}.{name}", text


def test_rules():
    assert not {name: words for name, text in texts_of_rules() if (words := replaced(text))}


def test_axe_rules():
    table = axe_rules.words()
    found = {
        f"{name}.{key}": words
        for name, ours in table.items()
        for key, text in ours.items()
        if isinstance(text, str) and (words := replaced(text))
    }
    assert not found


def test_messages_are_one_line_of_at_most_100_characters():
    wrong = {}
    for rule in all_rules():
        for name, text in {"summary": rule.summary, **rule.messages}.items():
            written = re.sub(r"\{[^}]*\}", "", text)
            if "\n" in text or len(written) > 100:
                wrong[f"{rule.id}.{name}"] = len(written)
    assert not wrong


def test_theme_strings():
    strings = tomllib.loads((ROOT / "templates/strings/en.toml").read_text("utf-8"))
    assert not {key: words for key, text in strings.items() if (words := replaced(text))}


WRITTEN = (
    *sorted(path for path in ROOT.glob("*.md")),
    *sorted(path for path in (ROOT / "docs").glob("*.md") if path.name != "criteria.md"),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_documentation(path: Path):
    text = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", path.read_text("utf-8"), flags=re.S)
    found = {
        number: words
        for number, line in enumerate(text.split("\n"), 1)
        if (words := replaced(line))
    }
    assert not found


def test_messages_in_the_code():
    """Every string of several words in the modules that report about content."""
    found = {}
    for folder in ("content", "site", "render", "triage", "checks/site", "checks/runner"):
        for path in sorted((ROOT / "curbcut" / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            skip = {
                id(part)
                for node in ast.walk(tree)
                if isinstance(node, ast.Expr | ast.Call)
                and (isinstance(node, ast.Expr) or getattr(node.func, "id", "") == "Rule")
                for part in (ast.walk(node) if isinstance(node, ast.Call) else [node.value])
            }
            for node in ast.walk(tree):
                if (
                    id(node) not in skip
                    and isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and " " in node.value
                    and (words := replaced(node.value))
                ):
                    found[f"{path.name}:{node.lineno}"] = words
    assert not found


@pytest.mark.parametrize(
    "text",
    ["It can be mended.", "three blanks", "a film", "It stands twice.", "was told", "a sign"],
)
def test_a_replaced_word_is_found(text: str):
    assert replaced(text)
