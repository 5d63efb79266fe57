"""A page that is no HTML: an SVG document has neither a body nor, often, anything focused."""

from __future__ import annotations

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Outcome

pytestmark = pytest.mark.browser

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" lang="en">
<title>A map of the lake</title><style>a:focus rect { outline: 2px solid #000 }</style>
<a href="boats.html" aria-label="Boats"><rect width="100" height="50" fill="#05a"/></a>
<text x="20" y="120">The lake</text></svg>
"""


def test_a_drawing_as_a_page_breaks_no_focus_check(tmp_path):
    (tmp_path / "map.svg").write_text(DRAWING, "utf-8")
    with Server(tmp_path) as server, Session(reach=Reach.of(server)) as session:
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan(STATES, None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]
        result = check_page(session, "/map.svg", server.url("map.svg"), plan)
    broken = [f.message for f in result.findings if f.outcome is Outcome.UNTESTED]
    assert not broken
