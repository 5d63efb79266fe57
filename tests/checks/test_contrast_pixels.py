"""Contrasts that axe-core leaves open are decided by what is on the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.browser.axe import Axe
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.page.axe_rules import choose
from curbcut.checks.page.contrast_pixels import RULE
from curbcut.checks.page.visit import check_page, library, make_plan
from curbcut.model.finding import Outcome

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "contrast"
WANTED = {"fail": Outcome.FAILED, "review": Outcome.CANT_TELL, "pass": None}
STATE = "light"


@pytest.fixture(scope="module")
def findings():
    with Server(HERE) as server, Session() as session:
        axe = Axe()
        axe.prepare(session)
        rules = choose(axe.rules(session))
        session.library(library())
        states = tuple(state for state in STATES if state.id == STATE)
        plan = make_plan(states, axe, rules, own=False, timeout=20)
        result = check_page(session, "/pixels.html", server.url("pixels.html"), plan)
    return {f.target.selector[-1]: f for f in result.findings if f.rule.id == RULE and f.target}


@pytest.mark.parametrize(
    "element", re.findall(r'id="([\w-]+)"', (HERE / "pixels.html").read_text("utf-8"))
)
def test_decided(findings, element):
    finding = findings.get(f"#{element}")
    assert (finding and finding.outcome) == WANTED[element.split("-")[0]]


def test_figures_are_told(findings):
    assert "1.43:1, measured on the screen; 4.5:1 is needed" in findings["#fail-grey"].message
    assert "between 4.4" in findings["#review-stripes"].message
