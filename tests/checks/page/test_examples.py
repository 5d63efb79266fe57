"""Examples of page rules in the browser: the mistake breaks that rule alone, and its fix none.

Each page is met in the states of its rule.
"""

from __future__ import annotations

import dataclasses

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks import page as page_checks
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Rule

pytestmark = pytest.mark.browser

PAIRS = [
    pytest.param(rule, *pair, id=rule.id)
    for rule in page_checks.RULES
    for pair in rule.examples
    if pair[0].startswith("<")
]
HEADING = "<h1>Bicycle care</h1><p>How to look after your bicycle.</p>\n"
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Bicycle care</title></head>
<body><main>
{}{}
</main></body>
</html>
"""


@pytest.fixture(scope="module")
def look():
    """What rules a page with some HTML breaks, in the states of one rule."""
    served: dict[str, bytes] = {}
    with Server(served, name="site") as server, Session(reach=Reach.of(server)) as session:
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan(STATES, None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]

        def look(rule: Rule, html: str) -> set[str]:
            heading = "" if "<h1" in html else HEADING
            served["page.html"] = PAGE.format(heading, html).encode()
            wanted = {plan.states[0].id} | {
                state.id
                for check in page_checks.CHECKS
                if rule in check.rules
                for state in check.states_of(rule)
            }
            states = tuple(state for state in plan.states if state.id in wanted)
            planned = dataclasses.replace(plan, states=states)
            result = check_page(session, "/page.html", server.url("page.html"), planned)
            return {finding.rule.id for finding in result.findings}

        yield look


@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_the_mistake_breaks_the_rule_and_its_fix_does_not(look, rule: Rule, wrong: str, right: str):
    assert look(rule, wrong) == {rule.id}
    assert look(rule, right) == set()
