"""Every way of meeting a page that there is, or is going to be, can be entered."""

from __future__ import annotations

from typing import Any

import pytest

from curbcut.browser.session import Session
from curbcut.browser.states import DARK, LIGHT, NARROW, STATES, TOUCH
from curbcut.checks.api import PageInState
from curbcut.checks.runner.facts.relevant_states import needless
from curbcut.checks.runner.scripts import hook, library
from curbcut.model.state import State
from tests.browser.pages import MakePage

QUERY = "return matchMedia(arguments[0]).matches"


def test_registered_states_have_ids_of_their_own() -> None:
    ids = [state.id for state in STATES]
    assert len(set(ids)) == len(ids)
    assert {LIGHT.id, DARK.id, NARROW.id} <= set(ids)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.id)
def test_every_registered_state_can_be_entered(
    session: Session, page: MakePage, state: State
) -> None:
    session.open(page("<p>p</p><script>1</script>"))
    session.enter(state)
    assert session.state is state
    assert session.script("return [innerWidth, innerHeight]") == [state.width, state.height]
    for feature, value in state.media:
        assert session.script(QUERY, f"({feature}: {value})")
    assert session.script(QUERY, "print") == (state.media_type == "print")


@pytest.mark.parametrize(
    ("state", "query"),
    [
        (LIGHT, "(prefers-color-scheme: light) and (width: 1280px) and (height: 800px)"),
        (DARK, "(prefers-color-scheme: dark)"),
        (NARROW, "(width: 320px) and (height: 800px)"),
        (State("f", "", media=(("forced-colors", "active"),)), "(forced-colors: active)"),
        (
            State("m", "", media=(("prefers-reduced-motion", "reduce"),)),
            "(prefers-reduced-motion: reduce)",
        ),
        (State("c", "", media=(("prefers-contrast", "more"),)), "(prefers-contrast: more)"),
        (State("p", "", media_type="print"), "print"),
        (State("u", "", width=400, height=800), "(orientation: portrait)"),
        (State("l", "", width=800, height=400), "(orientation: landscape)"),
    ],
    ids=lambda value: value.id if isinstance(value, State) else "",
)
def test_media(session: Session, page: MakePage, state: State, query: str) -> None:
    session.open(page("<script>1</script>"))
    session.enter(state)
    assert session.script(QUERY, query)
    session.enter(LIGHT)
    assert session.script(QUERY, "(prefers-color-scheme: light) and (width: 1280px)")
    assert not session.script(QUERY, "(forced-colors: active)")


def test_the_next_page_is_met_afresh(session: Session, page: MakePage) -> None:
    session.open(page())
    session.enter(State("x", "", 320, 256, (("prefers-color-scheme", "dark"),), css="p{top:1px}"))
    session.open(page("<p>p</p>"))
    assert session.script(QUERY, "(prefers-color-scheme: light) and (width: 1280px)")
    assert session.script("return document.adoptedStyleSheets.length") == 0


def test_css_is_added_whatever_the_policy_says(session: Session, page: MakePage) -> None:
    policy = {"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"}
    session.open(
        page(
            "<p>p</p><div id=h></div><script>h.attachShadow({mode:'open'}).innerHTML='<p>q</p>'"
            "</script>",
            headers_sent=policy,
        )
    )
    look = (
        "const p = [document.querySelector('p'), h.shadowRoot.querySelector('p')];"
        "return p.map((one) => getComputedStyle(one).lineHeight)"
    ).replace("h.", "document.getElementById('h').")
    session.enter(State("spacing", "", css="* { line-height: 40px !important }"))
    assert session.script(look) == ["40px", "40px"]
    session.enter(State("text", "", css="* { line-height: 50px !important }"))
    assert session.script(look) == ["50px", "50px"]
    session.enter(LIGHT)
    assert session.script(look) == ["normal", "normal"]
    assert session.visit().violations == ()


def test_without_scripts(session: Session, page: MakePage) -> None:
    url = page("<noscript><p>None</p></noscript><script>document.title = 'ran'</script>")
    session.open(url)
    assert session.script("return [document.title, document.querySelector('p')]") == ["ran", None]
    session.enter(State("no-script", "", scripts=False, width=320))
    text = "return [document.title, document.querySelector('p').textContent, innerWidth]"
    assert session.script(text) == ["T", "None", 320]
    timer = "await new Promise((done) => setTimeout(done, 20)); return 'fired'"
    assert session.script(timer) == "fired"
    session.enter(LIGHT)
    assert session.script("return [document.title, innerWidth]") == ["ran", 1280]
    session.enter(State("no-script", "", scripts=False))
    session.open(url)
    assert session.script("return document.title") == "ran"


def test_listeners_have_run_and_transitions_have_ended(session: Session, page: MakePage) -> None:
    session.open(
        page(
            "<p id=p>p</p><script>addEventListener('resize', () => p.textContent = innerWidth);"
            "matchMedia('print').addEventListener('change', () => p.className = 'printed');"
            "new ResizeObserver(() => p.title = document.body.clientWidth).observe(document.body)"
            "</script>",
            head="<style>body{color:#000;transition:color 5s}"
            "@media(prefers-color-scheme:dark){body{color:#fff}}</style>",
        )
    )
    seen = (
        "const p = document.querySelector('p');"
        "return [getComputedStyle(document.body).color, p.textContent, p.title, p.className]"
    )
    session.enter(DARK)
    assert session.script(seen) == ["rgb(255, 255, 255)", "p", "1264", ""]
    session.enter(NARROW)
    assert session.script(seen) == ["rgb(0, 0, 0)", "320", "304", ""]
    session.enter(State("print", "", width=320, media_type="print"))
    assert session.script(seen)[3] == "printed"


def test_a_state_starts_at_the_top_with_nothing_focused(session: Session, page: MakePage) -> None:
    session.open(page('<p style="height:3000px">p</p><a href="#x">x</a>'))
    session.press_tab()
    where = "return [scrollY > 0, document.activeElement.localName]"
    assert session.script(where) == [True, "a"]
    session.enter(DARK)
    assert session.script(where) == [False, "body"]


def test_entering_the_same_state_again_changes_nothing(session: Session, page: MakePage) -> None:
    session.open(page())
    session.enter(NARROW)
    before: Any = session.script("return performance.timeOrigin")
    session.enter(NARROW)
    assert session.script("return performance.timeOrigin") == before


def test_a_touch_screen_has_no_mouse_and_the_next_page_has_one(
    session: Session, page: MakePage
) -> None:
    mouse, fingers = "(hover: hover) and (pointer: fine)", "(hover: none) and (pointer: coarse)"
    session.open(page("<script>1</script>"))
    assert session.script(QUERY, mouse)
    session.enter(TOUCH)
    assert session.script(QUERY, fingers)
    session.open(page("<script>1</script>"))
    assert session.script(QUERY, mouse)


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>p</p>", set()),
        ("<style>@media (prefers-contrast: more) { p { color: red } }</style>", {"more-contrast"}),
        ("<script>matchMedia('(prefers-contrast: more)')</script>", {"more-contrast"}),
        (
            "<style>@media (prefers-reduced-transparency) { p { color: red } }</style>",
            {"less-transparency"},
        ),
        ("<style>@media (hover: none) { p { color: red } }</style>", {"touch"}),
        ("<script>matchMedia('(any-pointer: coarse)').matches</script>", {"touch"}),
        ("<style>p { position: sticky; top: 0 }</style><p>p</p>", {"zoom-400"}),
        ("<style>b { position: sticky; top: 0 }</style><p>p</p>", set()),
    ],
)
def test_states_that_few_pages_ask_for(
    session: Session, page: MakePage, markup: str, wanted: set[str]
) -> None:
    session.on_new_document(hook())
    session.library(library())
    address = page(markup)
    visit = session.open(address)
    here = PageInState(session, visit, LIGHT, address, own=False)
    few = {"more-contrast", "less-transparency", "zoom-400", "touch"}
    assert few - needless(here) == wanted
