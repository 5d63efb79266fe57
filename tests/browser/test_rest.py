"""What a page puts in late is there when it is looked at."""

import time

import pytest

from curbcut.browser.session import Session
from curbcut.checks.runner.scripts import hook
from tests.browser.pages import MakePage

pytestmark = pytest.mark.browser

_ADD = 'document.body.append(Object.assign(document.createElement("p"), {id: "late"}))'
_WORDS = "return document.getElementById('late') !== null"
_TICK = "const tick = () => { document.querySelector('main').textContent = Math.random();"


def opened(page: MakePage, session: Session, script: str):
    session.on_new_document(hook())
    began = time.monotonic()
    visit = session.open(page(f"<main>Here</main><script>{script}</script>"))
    return visit, time.monotonic() - began


@pytest.mark.parametrize(
    "script",
    [
        f"setTimeout(() => {_ADD}, 200)",
        f"setTimeout(() => {_ADD}, 350)",
        f"setTimeout(() => {_ADD}, 2900)",
        f"setTimeout(() => setTimeout(() => {_ADD}, 700), 700)",
        f"addEventListener('load', () => setTimeout(() => {_ADD}, 1000))",
        f"let n = 0; const all = setInterval(() => {{ if (++n === 3) {_ADD}; }}, 400)",
        f"const one = setInterval(() => {{ {_ADD}; clearInterval(one); }}, 1100)",
        f"setTimeout(async () => {{ await fetch(location.href); {_ADD}; }}, 300)",
        f"document.body.append(document.createElement('iframe'));"
        f"frames[0].setTimeout(() => {_ADD}, 900)",
    ],
)
def test_what_comes_late_is_waited_for(session: Session, page: MakePage, script: str) -> None:
    visit, _ = opened(page, session, script)
    assert session.script(_WORDS)
    assert not visit.restless


@pytest.mark.parametrize(
    "script",
    ["", "setTimeout(() => {}, 60000)", "clearTimeout(setTimeout(() => {}, 2000))"],
)
def test_a_page_with_nothing_to_come_is_not_waited_for(
    session: Session, page: MakePage, script: str
) -> None:
    _, seconds = opened(page, session, script)
    assert seconds < 1.5


def test_a_page_that_never_rests_says_so(session: Session, page: MakePage) -> None:
    visit, _ = opened(page, session, f"{_TICK} setTimeout(tick, 100); }}; tick()")
    assert visit.restless


def test_a_script_that_only_looks_is_no_unrest(session: Session, page: MakePage) -> None:
    script = "const look = () => { document.title.length; setTimeout(look, 100); }; look()"
    visit, seconds = opened(page, session, script)
    assert not visit.restless
    assert seconds < 5.5


def test_a_timer_that_leads_elsewhere_does_not_take_the_page_away(
    session: Session, page: MakePage
) -> None:
    there = page("<main>Elsewhere</main>")
    visit, _ = opened(page, session, f"setTimeout(() => {{ location.href = '{there}' }}, 1200)")
    assert session.script("return document.querySelector('main').textContent") == "Here"
    assert visit.final_url != there
