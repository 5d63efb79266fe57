"""The pages that are known to be bad show what they should, and every check is proved on them."""

from __future__ import annotations

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.page import CHECKS, RULES
from curbcut.checks.runner import canary
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page


def test_every_check_has_a_rule_that_is_proved():
    expected = canary._expected()
    lacking = [
        check.rules[0].id
        for check in CHECKS
        if not any(rule.id in expected for rule in check.rules)
    ]
    unprovable = {
        # each needs a page, a header or a wait of its own
        "hover-content-in-the-way",
        "animated-image",
        "content-updates-itself",
        "orientation-lock-asked",
    }
    assert set(lacking) <= unprovable


def test_count_is_of_rules_that_there_are():
    assert set(canary._expected()) <= {rule.id for rule in RULES}
    assert canary.proved() == (len(canary._expected()), len(RULES))


@pytest.mark.browser
def test_a_rule_that_is_left_out_is_missed(monkeypatch):
    """Each rule in turn is taken out of what was found: the proof names it."""
    with canary.canary_server() as server, Session(reach=Reach.of(server)) as session:
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan(STATES, None, AxeRules({}, frozenset()), own=False, timeout=30)  # type: ignore[arg-type]
        canary.prove_checks(session, server, plan)
        looked = check_page(session, "/", server.url("canary_checks.html"), plan)
    for rule, outcome in canary._expected().items():
        assert (rule, outcome) in {(f.rule.id, str(f.outcome)) for f in looked.findings}
        rest = [f for f in looked.findings if f.rule.id != rule]
        with pytest.raises(canary.Distrust, match=rule):
            canary._judge(rest)
