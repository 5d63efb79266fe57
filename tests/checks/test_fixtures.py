"""Every rule of the page checks on pages made for it.

The folder mirrors the check: ``page/<subject>/<rule>.html``, ``runner/<rule>.html``. The page
holds elements whose ids say what has to be found: ``fail-*`` failed, ``review-*`` cantTell,
``pass-*`` nothing. Where a rule is about the page as a whole, or one page cannot hold all cases,
there are more pages: ``<rule>.fail-*.html``, ``<rule>.review-*.html`` (the rule has to say so at
least once) and ``<rule>.pass-*.html`` (nothing); ids count in those as well.
"""

from __future__ import annotations

import dataclasses
import importlib
import pickle
import re
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks import page as page_checks
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner import loading
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Outcome

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
FIXTURES = {
    path.name: path.relative_to(HERE).as_posix()
    for path in sorted([*HERE.glob("page/*/*.html"), *HERE.glob("runner/*.html")])
}
IDS = re.compile(r"""\bid\s*=\s*["']?((?:fail|pass|review)-[\w-]+)""")


@pytest.fixture(scope="module")
def browser():
    with (
        Server(HERE, name="site") as server,
        Session(reach=Reach.of(server)) as session,
    ):
        session.on_new_document(hook())
        session.library(library())
        # axe-core has its own tests; without it the fixtures take a third of the time.
        plan = make_plan(STATES, None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]
        yield session, server, plan


def planned(name, plan):
    """The plan with the states of the fixture's rule alone; the first is where pages begin."""
    rule = name.split(".")[0]
    wanted = {plan.states[0].id}
    for check in page_checks.CHECKS:
        for one in check.rules:
            if one.id == rule:
                wanted |= {state.id for state in check.states_of(one)}
    states = tuple(state for state in plan.states if state.id in wanted)
    return dataclasses.replace(plan, states=states)


@pytest.fixture(scope="module")
def results(browser, request, tmp_path_factory):
    """The result of a fixture in the states of its rule, met once, by whichever worker needs it."""
    session, server, plan = browser
    known = {}
    mine = tmp_path_factory.getbasetemp()
    shared = mine.parent if hasattr(request.config, "workerinput") else mine

    def result(name):
        kept = shared / f"{name}.result"
        if name not in known and kept.exists():
            known[name] = pickle.loads(kept.read_bytes())
        if name not in known:
            path = FIXTURES[name]
            known[name] = check_page(session, f"/{path}", server.url(path), planned(name, plan))
            made = mine / f"{name}.made"
            made.write_bytes(pickle.dumps(known[name]))
            made.replace(kept)
        return known[name]

    return result


@pytest.mark.parametrize("name", FIXTURES)
def test_fixture(browser, results, name):
    rule, _, kind = name.removesuffix(".html").partition(".")
    assert rule in browser[2].rules, f"{name} is named after no rule"
    result = results(name)
    broken = [f.message for f in result.findings if f.outcome is Outcome.UNTESTED]
    assert not broken
    found: dict[str, set[Outcome]] = {}
    for finding in result.findings:
        if finding.rule.id != rule:
            continue
        last = finding.target.selector[-1] if finding.target else ""
        element = last.rsplit(" ", maxsplit=1)[-1].removeprefix("#")
        found.setdefault(element, set()).add(finding.outcome)
    for finding in result.findings:
        if finding.rule.id == rule and finding.outcome is Outcome.CANT_TELL and finding.target:
            assert finding.question or "{" not in finding.rule.question, "asks about “it”"
    text = (HERE / FIXTURES[name]).read_text("utf-8")
    for element in IDS.findall(text):
        wanted = {"fail": {Outcome.FAILED}, "review": {Outcome.CANT_TELL}, "pass": set()}
        assert found.get(element, set()) == wanted[element.split("-")[0]], element
    said = set().union(*found.values())
    if kind.startswith("fail"):
        assert Outcome.FAILED in said
    elif kind.startswith("review"):
        assert said == {Outcome.CANT_TELL}
    elif kind.startswith("pass"):
        assert not said
    marked = not kind or IDS.search(text)
    strays = {key for key in found if key and not key.startswith(("fail-", "review-"))}
    assert not (marked and strays), f"reported without being marked: {strays}"


def test_every_rule_has_a_failing_and_a_passing_fixture():
    lacking = []
    texts = {name: (HERE / path).read_text("utf-8") for name, path in FIXTURES.items()}
    for rule in page_checks.RULES:
        mine = {n: t for n, t in texts.items() if n.split(".")[0] == rule.id}
        ids = [i for text in mine.values() for i in IDS.findall(text)]
        marks = [*ids, *(name.removesuffix(".html").partition(".")[2] for name in mine)]
        lacking += [
            f"{rule.id}: {' or '.join(wanted)}"
            for wanted in (("fail", "review"), ("pass",))
            if not any(mark.startswith(wanted) for mark in marks)
        ]
    assert not lacking


def test_a_fixture_is_in_the_folder_of_its_check():
    """Its subject is the folder of the module that declares the check."""
    homes = {rule.id: "runner" for rule in loading.RULES}
    for subject in (HERE / "page").iterdir():
        if subject.is_dir() and subject.name != "__pycache__":
            module = importlib.import_module(f"curbcut.checks.page.{subject.name}")
            homes |= {r.id: f"page/{subject.name}" for check in module.CHECKS for r in check.rules}
    wrong = {
        path: homes.get(name.split(".")[0])
        for name, path in FIXTURES.items()
        if path.rpartition("/")[0] != homes.get(name.split(".")[0])
    }
    assert not wrong
    named = {path.name for path in HERE.rglob("*.html") if path.name.split(".")[0] in homes}
    assert named == set(FIXTURES), "a fixture where no test looks"


def told(result, rule):
    """What a rule says in which state: {(element, outcome, state)}."""
    return {
        (finding.target.selector if finding.target else (), finding.outcome, state)
        for finding in result.findings
        if finding.rule.id == rule
        for state in finding.states
    }


def alone(found, state):
    """Whether something is found in one state and in no other."""
    return any(
        one[2] == state and not any(other[:2] == one[:2] and other[2] != state for other in found)
        for one in found
    )


def without(check, rules, state):
    """A check that does not evaluate some of its rules in a state; None if nothing is left."""
    left = {
        one.id: tuple(s for s in check.states_of(one) if s.id != state or one.id not in rules)
        for one in check.rules
    }
    kept = tuple(rule for rule in check.rules if left[rule.id])
    states = {rule.id: left[rule.id] for rule in kept}
    return dataclasses.replace(check, rules=kept, states=states) if kept else None


CLAIMS = [
    (check, rule.id, state.id)
    for check in page_checks.CHECKS
    for rule in check.rules
    for state in check.states_of(rule)
]


@pytest.mark.parametrize(
    ("check", "rule", "state"), CLAIMS, ids=[f"{rule}-{state}" for _, rule, state in CLAIMS]
)
def test_each_state_of_each_rule_is_missed_by_a_fixture(browser, results, check, rule, state):
    """Either something is found there alone, or what is found elsewhere needs it as a yardstick."""
    session, server, _ = browser
    mine = [name for name in FIXTURES if name.split(".")[0] == rule]
    found = {name: told(results(name), rule) for name in mine}
    if any(alone(one, state) for one in found.values()):
        return

    def missed(rules):
        left = without(check, rules, state)
        checks = tuple(left if one is check else one for one in page_checks.CHECKS)
        checks = tuple(one for one in checks if one is not None)
        plan = make_plan(
            STATES,
            None,  # type: ignore[arg-type]
            AxeRules({}, frozenset()),
            own=False,
            timeout=20,
            checks=checks,
        )
        for name in mine:
            due = planned(name, plan)
            path = FIXTURES[name]
            now = told(check_page(session, f"/{path}", server.url(path), due), rule)
            if {one[:2] for one in now} != {one[:2] for one in found[name]}:
                return True
        return False

    # A yardstick may be common to the rules of a check.
    assert missed({rule}) or missed({one.id for one in check.rules})


def test_rule_ids_are_unique():
    ids = [rule.id for rule in (*page_checks.RULES, *loading.RULES)]
    assert len(ids) == len(set(ids))
