"""Examples of page rules in the browser: the mistake breaks that rule, and its fix breaks none.

Each page is met in the states of its rule.
"""

from __future__ import annotations

import dataclasses

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import CHECKED
from curbcut.checks import page as page_checks
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner import loading
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Rule
from tests.checks.page.example_pages import FILES, page

RULES = (*page_checks.RULES, *loading.RULES)
WITHOUT = {
    "check-failed": "is about the run",
    "page-not-checked": "is about the run",
    "tried-in-part": "needs more controls than anybody reads",
}
"""Rules that no snippet can break, and why."""
ALSO = {
    "captcha": {"sign-in-hinders-help"},
    "foreign-frame": {"foreign-request"},
    "image-not-shown": {"file-missing"},
    "language-of-page-script": {"language-of-page-words"},
    "mixed-content": {"foreign-request", "image-not-shown"},
    "shown-on-hover-only": {"note-on-hover-only"},
    "table-only-headers": {"table-irregular"},
    "tracker": {"foreign-request"},
}
"""Other rules that the same mistake breaks as well."""
PAIRS = [
    pytest.param(rule, *pair, id=rule.id)
    for rule in RULES
    for pair in rule.examples
    if pair[0].startswith("<")
]


@pytest.fixture(scope="module")
def look():
    """What rules a page with some HTML breaks, in the states of one rule."""
    served = dict(FILES)
    with Server(served, name="site") as server, Session(reach=Reach.of(server)) as session:
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan(CHECKED, None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]

        def look(rule: Rule, html: str) -> set[str]:
            served["page.html"] = page(html).encode()
            opened = {"opened"} if rule.id == "part-not-opened" else set()
            wanted = (
                {plan.states[0].id}
                | opened
                | {
                    state.id
                    for check in page_checks.CHECKS
                    if rule in check.rules
                    for state in check.states_of(rule)
                }
            )
            states = tuple(state for state in plan.states if state.id in wanted)
            planned = dataclasses.replace(plan, states=states)
            result = check_page(session, "/page.html", server.url("page.html"), planned)
            found = {finding.rule.id for finding in result.findings}
            # An example is short, so its script is in the page.
            return found if rule.id == "inline-script" else found - {"inline-script"}

        yield look


@pytest.mark.browser
@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_the_mistake_breaks_the_rule_and_its_fix_does_not(look, rule: Rule, wrong: str, right: str):
    assert look(rule, wrong) == {rule.id} | ALSO.get(rule.id, set())
    assert look(rule, right) == set()


def test_every_page_rule_has_a_pair():
    assert {rule.id for rule in RULES if not rule.examples} == set(WITHOUT)
