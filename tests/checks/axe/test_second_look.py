"""What axe-core says of some rules is looked at again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.api import PageInState
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.axe.review import AGAIN
from curbcut.checks.axe.rules import choose
from curbcut.checks.evaluations import Evaluations
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Evaluation, Finding, Outcome, Problem, Rule, Severity, Target
from curbcut.triage.downgrade import downgrade, downgrade_evaluations

HERE = Path(__file__).parent / "second_look"
WANTED = {"fail": Outcome.FAILED, "review": Outcome.CANT_TELL, "pass": None}


@pytest.fixture(scope="module")
def findings():
    with Server(HERE) as server, Session(reach=Reach.of(server)) as session:
        axe = Axe()
        axe.prepare(session)
        rules = choose(axe.rules(session))
        session.library(library())
        states = tuple(state for state in STATES if state.id == "light")
        plan = make_plan(states, axe, rules, own=False, timeout=20)
        result = check_page(session, "/page.html", server.url("page.html"), plan)
    return {f.target.selector[-1]: f for f in result.findings if f.rule.id in AGAIN and f.target}


@pytest.mark.browser
@pytest.mark.parametrize(
    "element", re.findall(r'id="((?:fail|pass|review)-[\w-]+)"', (HERE / "page.html").read_text())
)
def test_decided(findings, element):
    finding = findings.get(f"#{element}")
    assert (finding and finding.outcome) == WANTED[element.split("-")[0]]


@pytest.mark.browser
@pytest.mark.parametrize("name", ["axe/bypass", "axe/landmark-one-main", "axe/region"])
def test_document_in_a_frame_is_a_part_of_the_page(name):
    with Server(HERE) as server, Session(reach=Reach.of(server)) as session:
        session.library(library())
        visit = session.open(server.url("page.html"))
        page = PageInState(session, visit, STATES[0], visit.url, own=True)
        problems = [
            Problem(name, "", Target(selector))
            for selector in (("html",), ("iframe", "html"), ("#next", "p"))
        ]
        assert AGAIN[name](page, problems) == [problems[0], problems[2]]


def rule(name: str, severity: Severity, *criteria: str) -> Rule:
    return Rule(name, "", "", "", criteria=criteria, severity=severity)


@pytest.mark.parametrize(
    ("given", "said", "wanted"),
    [
        (rule("a", Severity.ERROR, "1.1.1"), Outcome.FAILED, Outcome.FAILED),
        (rule("a", Severity.ERROR), Outcome.FAILED, Outcome.FAILED),
        (rule("a", Severity.WARNING), Outcome.FAILED, Outcome.FAILED),
        (rule("a", Severity.WARNING, "1.3.1"), Outcome.FAILED, Outcome.CANT_TELL),
        (rule("a", Severity.WARNING), Outcome.UNTESTED, Outcome.UNTESTED),
        (rule("a", Severity.WARNING), Outcome.CANT_TELL, Outcome.CANT_TELL),
    ],
)
def test_what_does_not_bind_elsewhere_is_a_suggestion_or_a_question(given, said, wanted):
    finding = Finding(given, "", page="/", outcome=said, states=("light",))
    binding = rule("b", Severity.ERROR, "1.1.1")
    evaluations = (
        Evaluation("a", "/", "light", said),
        Evaluation("b", "/", "light", Outcome.FAILED),
    )
    softened = downgrade(finding)
    assert softened.outcome is wanted
    assert softened.blocking == (said is Outcome.UNTESTED or given.criteria == ("1.1.1",))
    measured = downgrade_evaluations(Evaluations(evaluations), [given, binding])
    assert [evaluation.outcome for evaluation in measured] == [wanted, Outcome.FAILED]


def test_what_the_checks_of_a_site_say_is_no_practice():
    finding = Finding(rule("a", Severity.WARNING), "", page="/", states=("site",))
    assert downgrade(finding) is finding
