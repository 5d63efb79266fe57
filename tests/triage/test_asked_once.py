"""A question is asked once a page, and answered for each element that it is about."""

import dataclasses

from curbcut.model.finding import Finding, Outcome, Rule, Severity, Target
from curbcut.model.source import Span
from curbcut.reports.plain import line_for
from curbcut.triage.asked_once import ask_once

_RULE = Rule("new-window", "", "why", "fix", question="Is it said?")
_HINT = Rule("region", "", "why", "fix", severity=Severity.SUGGESTION)


def _asked(number: int, page: str = "/a/", rule: Rule = _RULE) -> Finding:
    failed = rule is _HINT
    return Finding(
        rule,
        f"“{number}” opens a new window",
        page=page,
        outcome=Outcome.FAILED if failed else Outcome.CANT_TELL,
        span=Span("a.md", number, number),
        target=Target((f"a:nth-of-type({number})",)),
        states=("light",),
        fingerprint=f"{number:016}",
    )


def test_one_question_with_its_places():
    (one,) = ask_once([_asked(1), _asked(2), _asked(3)])
    assert [other.fingerprint for other in one.alike] == [f"{2:016}", f"{3:016}"]
    assert [span.line for span in one.related] == [2, 3]
    assert one.fingerprint == f"{1:016}"
    assert "opens a new window (and 2 more like it on this page)" in line_for(one)


def test_suggestions_too_and_each_rule_and_page_by_itself():
    hints = [_asked(number, rule=_HINT) for number in (1, 2)]
    asked = [_asked(1), _asked(2, page="/b/")]
    assert [len(one.alike) for one in ask_once([*hints, *asked])] == [1, 0, 0]


def test_what_is_wrong_is_said_of_each_element_and_what_is_settled_is_apart():
    wrong = [dataclasses.replace(_asked(n), outcome=Outcome.FAILED) for n in (1, 2)]
    settled = dataclasses.replace(_asked(3), suppressed="answered by Ann: passed.")
    page = [dataclasses.replace(_asked(n), span=None, target=None) for n in (4, 5)]
    findings = [*wrong, settled, _asked(6), *page]
    assert ask_once(findings) == findings
