"""Contrasts that axe-core leaves open are decided by what is on the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.axe.rules import choose
from curbcut.checks.page.colour.contrast_pixels import RULE
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Finding, Outcome

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "contrast"
WANTED = {"fail": Outcome.FAILED, "review": Outcome.CANT_TELL, "pass": None}
STATE = "light"


def look(page: str) -> dict[str, Finding]:
    with Server(HERE) as server, Session(reach=Reach.of(server)) as session:
        axe = Axe()
        axe.prepare(session)
        rules = choose(axe.rules(session))
        session.on_new_document(hook())
        session.library(library())
        states = tuple(state for state in STATES if state.id == STATE)
        plan = make_plan(states, axe, rules, own=False, timeout=20)
        result = check_page(session, f"/{page}", server.url(page), plan)
    return {f.target.selector[-1]: f for f in result.findings if f.rule.id == RULE and f.target}


def elements(page: str) -> list[str]:
    return re.findall(r'id="([\w-]+)"', (HERE / page).read_text("utf-8"))


@pytest.fixture(scope="module")
def findings():
    return look("pixels.html")


@pytest.fixture(scope="module")
def faded():
    return look("fades.html")


@pytest.mark.parametrize("element", elements("pixels.html"))
def test_decided(findings, element):
    finding = findings.get(f"#{element}")
    assert (finding and finding.outcome) == WANTED[element.split("-")[0]]


@pytest.mark.parametrize("element", elements("fades.html"))
def test_what_fades_in_is_measured_when_it_is_there(faded, element):
    finding = faded.get(f"#{element}")
    assert (finding and finding.outcome) == WANTED[element.split("-")[0]]


def test_measured_contrasts_are_reported(findings):
    assert "1.43:1, measured on the screen; 4.5:1 is needed" in findings["#fail-grey"].message
    assert "between 4.4" in findings["#review-stripes"].message
