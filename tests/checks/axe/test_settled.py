"""What axe-core need not be asked again: what is certain, and nothing in doubt."""

from __future__ import annotations

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import DARK, LANDSCAPE
from curbcut.checks.api import PageInState
from curbcut.checks.runner.facts.relevant_states import needless
from curbcut.checks.runner.scripts import hook, library

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<style>body {{ background: #fff; color: #222; margin: 2rem }} a {{ line-height: 2 }} {css}</style>
</head><body><main><h1>A page</h1><p>Some words and <a href="#x">a link</a> among them.</p>
{body}</main></body></html>"""


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    with Server(folder) as server, Session(reach=Reach.of(server)) as session:
        session.on_new_document(hook())
        session.library(library())

        def ask(css: str, body: str, script: str = ""):
            text = PAGE.format(css=css, body=body + script)
            (folder / "page.html").write_text(text, "utf-8")
            session.open(server.url("page.html"))
            session.enter(DARK)
            return session

        yield ask


def certain(session, *names):
    return session.script("return checks.settled(arguments[0])", list(names))


def test_plain_page_is_certain(look):
    session = look("", "<p class='note'>More words.</p><p><button>Send</button></p>")
    names = ("color-contrast", "link-in-text-block", "nested-interactive", "aria-hidden-focus")
    assert certain(session, *names) == {
        "color-contrast": "passed",
        "link-in-text-block": "passed",
        "nested-interactive": "passed",
        "aria-hidden-focus": "inapplicable",
    }


@pytest.mark.parametrize(
    ("css", "body"),
    [
        ("@media (prefers-color-scheme: dark) { .x { color: #999 } }", "<p class=x>Words</p>"),
        (".x { background: linear-gradient(#000, #fff) }", "<p class=x>Words</p>"),
        (".x { opacity: .9 }", "<div class=x><p>Words</p></div>"),
        (".x { color: rgba(0, 0, 0, .9) }", "<p class=x>Words</p>"),
        (".x { background: rgba(255, 255, 255, .5) }", "<p class=x>Words</p>"),
        (".x { text-shadow: 0 0 9px #000 }", "<p class=x>Words</p>"),
        (".x { position: absolute; inset: 0; background: #222; z-index: -1 }", "<b class=x></b>"),
        (".x { margin-top: -9rem; height: 12rem; background: #222 }", "<div class=x></div>"),
        (
            ".x { position: relative } .x::before { content: ''; position: absolute; inset: 0;"
            " background: #222; z-index: -1 }",
            "<p class=x>Words</p>",
        ),
        (
            ".x { background: #222; color: #fff; width: 4rem; white-space: nowrap }",
            "<p class=x>Words that are longer than what is behind them</p>",
        ),
        (".x { transform: rotate(20deg) }", "<p class=x>Words</p>"),
        (
            ".g { display: grid } .g > * { grid-area: 1 / 1 } .x { background: #222 }",
            "<div class=g><b class=x></b><p>Words</p></div>",
        ),
        (
            ".x { height: 1rem; width: 3rem } .y { background: #222; color: #fff }",
            "<div class=x><p>More words than there is room for in this box</p></div>"
            "<p class=y>Words</p>",
        ),
        (
            ".x::before { content: ''; float: left; width: 9rem; height: 9rem; background: #222;"
            " margin-right: -9rem }",
            "<p class=x>Words</p>",
        ),
        (".x { mix-blend-mode: difference }", "<p class=x>Words</p>"),
        ("input { color: #aaa }", "<input aria-label=Words value=Words>"),
        ("", "<iframe title=Words srcdoc=Words></iframe>"),
    ],
)
def test_contrast_in_doubt_is_left_to_axe(look, css, body):
    assert "color-contrast" not in certain(look(css, body), "color-contrast")


@pytest.mark.parametrize(
    ("name", "css", "body"),
    [
        ("link-in-text-block", "p a { text-decoration: none }", ""),
        ("nested-interactive", "", "<button>One <a href='#y'>two</a></button>"),
        ("aria-hidden-focus", "", "<div aria-hidden=true><button>One</button></div>"),
        (
            "scrollable-region-focusable",
            ".x { height: 2rem; overflow: auto }",
            "<div class=x><p>One<p>two<p>three</div>",
        ),
        (
            "target-size",
            ".x { font: 8px/1 serif; border: 0; padding: 0 }",
            "<button class=x>a</button><button class=x>b</button>",
        ),
        (
            "target-size",
            "a { line-height: 1 }",
            "<table><tr><td>Ann<td><a href=/a>Edit</a><tr><td>Bob<td><a href=/b>Edit</a></table>",
        ),
    ],
)
def test_the_rest_in_doubt_is_left_to_axe(look, name, css, body):
    assert name not in certain(look(css, body), name)


def left_out(session) -> frozenset[str]:
    visit = session.visit()
    return needless(PageInState(session, visit, DARK, visit.url, own=False))


def spared(session) -> bool:
    return LANDSCAPE.id in left_out(session)


def test_page_without_scripts_need_not_be_turned(look):
    found = left_out(look("", ""))
    few = {"more-contrast", "less-transparency", "zoom-400", "touch", "opened"}
    assert found - few == {"dark", "portrait", "landscape", "reduced-motion", "no-script"}


@pytest.mark.parametrize(
    ("css", "body"),
    [
        (":root { color-scheme: light dark }", ""),
        ("@media (prefers-color-scheme: dark) { main { color: #999 } }", ""),
        ("main { color: light-dark(#222, #eee) }", ""),
        ("main { background: url(hills.svg) }", ""),
        ("", "<p style='color-scheme: dark'>Words</p>"),
        (
            "",
            "<picture><source media='(prefers-color-scheme: dark)' srcset=x><img alt=x></picture>",
        ),
        ("", "<style media='(prefers-color-scheme: dark)'>main { color: #999 }</style>"),
        ("", "<p><template shadowrootmode=open><b>Words</b></template></p>"),
        ("", "<script>matchMedia('(prefers-color-scheme: dark)')</script>"),
        ("", "<iframe title=Words srcdoc=Words></iframe>"),
    ],
)
def test_page_that_may_look_different_in_dark_colours(look, css, body):
    assert "dark" not in left_out(look(css, body))


@pytest.mark.parametrize(
    ("css", "script", "same"),
    [
        ("", "<script>document.body.addEventListener('click', () => {})</script>", True),
        ("", "<script>document.links[0].setAttribute('aria-current', 'true')</script>", True),
        ("", "<script>document.body.append('More')</script>", False),
        ("", "<script>document.body.className = 'ready'</script>", False),
        ("", "<script></script><noscript><p>Instead</p></noscript>", False),
        ("@media (scripting: none) { main { display: none } }", "<script></script>", False),
    ],
)
def test_page_that_scripts_leave_as_it_came_need_not_be_met_without(look, css, script, same):
    assert ("no-script" in left_out(look(css, "", script))) is same


def test_script_that_hears_nothing_of_the_window_changes_nothing(look):
    script = "<script>document.body.addEventListener('click', () => {})</script>"
    assert spared(look("", "", script))


@pytest.mark.parametrize(
    ("css", "body", "script"),
    [
        ("@media (orientation: landscape) { main { display: none } }", "", ""),
        ("@media (min-aspect-ratio: 1) { main { rotate: 90deg } }", "", ""),
        ("@media (max-height: 20rem) { main { visibility: hidden } }", "", ""),
        ("", "<p hidden>Please rotate your device to portrait mode.</p>", ""),
        ("", "", "<script>addEventListener('resize', () => {})</script>"),
        ("", "", "<script>matchMedia('(orientation: landscape)')</script>"),
        ("", "", "<script>setInterval(() => {}, 1000)</script>"),
        ("", "", "<script>onresize = () => {}</script>"),
    ],
)
def test_page_that_may_depend_on_how_it_is_held(look, css, body, script):
    assert not spared(look(css, body, script))


def test_page_that_moves_is_met_with_less_motion(look):
    css = "@keyframes go { to { translate: 9rem } } h1 { animation: go 9s infinite }"
    assert "reduced-motion" not in left_out(look(css, ""))
