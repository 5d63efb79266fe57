"""The pages that are known to be bad show what they should, and every check is proved on them."""

from __future__ import annotations

import functools

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.page import CHECKS, RULES
from curbcut.checks.runner import canary, workers
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.commands.check_pages import check_targets
from curbcut.run import Options


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


@pytest.mark.browser
def test_a_run_without_one_of_its_checks_fails(monkeypatch, tmp_path):
    """The whole way: a check that finds nothing any more stops the run and is named."""
    (tmp_path / "index.html").write_text("<!doctype html><title>A page</title>")
    lame, *_ = (c for c in CHECKS if c.rules[0].id in canary._expected())
    rest = tuple(check for check in CHECKS if check is not lame and lame not in check.needs)
    monkeypatch.setattr(workers, "make_plan", functools.partial(make_plan, checks=rest))
    with pytest.raises(canary.Distrust, match="misses known problems"):
        check_targets([str(tmp_path)], Options(jobs=1, cache=False))


@pytest.mark.browser
def test_a_run_without_one_of_the_rules_of_axe_fails(monkeypatch, tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><title>A page</title>")
    evaluate = AxeRules.evaluate

    def without_images(self, axe, session, names, *args, **more):
        return evaluate(
            self, axe, session, tuple(n for n in names if n != "image-alt"), *args, **more
        )

    monkeypatch.setattr(AxeRules, "evaluate", without_images)
    with pytest.raises(canary.Distrust, match="not seen: image-alt"):
        check_targets([str(tmp_path)], Options(jobs=1, cache=False))
