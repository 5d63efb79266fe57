"""Every rule of the Markdown checks on Markdown made for it.

``<rule>.md`` holds cases, each under a line of its own:

- ``=== bad`` has to be reported by the rule, failed; ``=== review`` has to be asked (cantTell).
  A line with nothing but a ``^`` is no part of the case: it points from below at the line and the
  column that has to be named, and all of them have to be, and no others.
- ``=== good`` must not be reported by the rule.
- ``=== fix`` has to become what stands under the ``=== fixed`` that follows, and then stay so.

A language in brackets is that of the page, and words behind a colon say what the case is about.
``␠`` stands for a blank at the end of a line, which an editor would take away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it.token import Token

from curbcut import fix
from curbcut.checks import source
from curbcut.content.markdown import parse_page
from curbcut.model.finding import Outcome
from curbcut.model.source import SourceFile
from curbcut.words import languages, words_for

HERE = Path(__file__).parent
RULES = {rule.id: rule for rule in source.RULES}
_HEAD = re.compile(r"^=== (bad|review|good|fix|fixed)(?: \(([a-z-]+)\))?(?:: (.*))?$", re.M)
_MARK = re.compile(r" *\^")


@dataclass(frozen=True)
class Case:
    rule: str
    kind: str
    language: str
    text: str
    number: int
    wanted: str = ""

    def __str__(self):
        return f"{self.rule}-{self.kind}-{self.number}"


def read_cases(path):
    parts = _HEAD.split(path.read_text("utf-8").replace("␠", " "))
    found = []
    for at in range(1, len(parts), 4):
        kind, language, _, text = parts[at : at + 4]
        found.append((kind, language or "en", text.strip("\n") + "\n"))
    cases = []
    for number, (kind, language, text) in enumerate(found, 1):
        if kind != "fixed":
            wanted = found[number][2] if kind == "fix" else ""
            cases.append(Case(path.stem, kind, language, text, number, wanted))
    return cases


CASES = [case for path in sorted(HERE.glob("*.md")) for case in read_cases(path)]


def report(text, language):
    tokens: list[Token] = []
    page, _ = parse_page(SourceFile("page.md", text, ""), keep=tokens)
    return source.inspect(page, tokens, language)


@pytest.mark.parametrize("case", [c for c in CASES if c.kind != "fix"], ids=str)
def test_case(case):
    lines: list[str] = []
    wanted: list[tuple[int, int]] = []
    for line in case.text.split("\n"):
        if _MARK.fullmatch(line):
            wanted.append((len(lines), line.index("^") + 1))
        else:
            lines.append(line)
    found = [f for f in report("\n".join(lines), case.language).findings if f.rule.id == case.rule]
    places = sorted((f.span.line, f.span.column) for f in found)
    assert places == sorted(wanted), [f.message for f in found]
    assert bool(wanted) == (case.kind != "good")
    outcome = Outcome.CANT_TELL if case.kind == "review" else Outcome.FAILED
    assert all(finding.outcome is outcome for finding in found)


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "fix"], ids=str)
def test_fix(case):
    once = fix.fix_page(case.text.encode(), "page.md", case.language)
    assert once.after.decode() == case.wanted
    assert bool(once.fixes) == (case.text != case.wanted)
    again = fix.fix_page(once.after, "page.md", case.language)
    assert again.after == once.after
    assert not again.fixes


def test_fixable_says_which_rules_have_a_fix():
    made = {
        made.rule
        for case in CASES
        if case.kind == "fix"
        for made in fix.fix_page(case.text.encode(), "page.md", case.language).fixes
    }
    assert made == {name for name, rule in RULES.items() if rule.fixable}


def test_every_rule_has_both():
    kinds: dict[str, set[str]] = {rule: set() for rule in RULES}
    for case in CASES:
        kinds[case.rule].add("bad" if case.kind == "review" else case.kind)
    assert not [rule for rule, has in kinds.items() if not {"bad", "good"} <= has]


def test_every_rule_is_documented():
    for rule in RULES.values():
        assert rule.summary and rule.why and rule.fix and rule.how, rule.id
        assert rule.limits or rule.id == "words-unchecked", rule.id


@pytest.mark.parametrize("language", languages())
def test_counter_examples(language):
    words = words_for(language)
    assert words and words.counter_examples
    for example in words.counter_examples:
        assert example.rule in RULES
        found = [
            f for f in report(example.markdown, language).findings if f.rule.id == example.rule
        ]
        assert not found, (example, found[0].message)


def test_a_language_without_lists_is_not_tested():
    seen = report("Lue [click here](a.md).\n", "fi")
    assert {f.rule.id for f in seen.findings} == {"words-unchecked"}
    assert all(seen.outcomes[rule] is Outcome.UNTESTED for rule in source.NEED_WORDS)
    assert not any(finding.blocking for finding in seen.findings)


def test_lines_count_from_the_start_of_the_file():
    seen = report("---\ntitle: A\n---\n\nSee [here](a.md).\n", "en")
    assert [(f.span.line, f.span.column) for f in seen.findings] == [(5, 6)]
