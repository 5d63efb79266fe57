"""Tabs: sections without scripts and in print, and with the script what keyboards expect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT, NO_SCRIPT, PRINT
from curbcut.render.pages import files_of
from tests.making import HOME, page, prepared, write

pytestmark = pytest.mark.browser

TABS = """
## Start it

::: tabs
### Windows
Press the Windows key, or go to [Mac](#mac).

### Mac
Press Command.

### Linux
Press Super.
:::

[To Linux](#linux)
"""
SHOWN = """
  return [...document.querySelectorAll(".tabs__part")]
    .filter((part) => part.checkVisibility()).map((part) => part.dataset.label);
"""
SELECTED = "return document.querySelector('[role=tab][aria-selected=true]').textContent"
FOCUSED = "return document.activeElement.textContent"
PRESS = """
  document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: arguments[0], bubbles: true, cancelable: true }));
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Session]]:
    """A page with tabs in English, and one in Arabic."""
    files = {
        "index.md": HOME,
        "a.md": page("A", TABS),
        "b.md": page("B", TABS, "lang: ar\n"),
    }
    source: Path = write(tmp_path_factory.mktemp("tabs"), files)
    made = prepared(source).rendered
    with (
        Server(files_of(made), headers=made.headers_of) as server,
        Session(reach=Reach.of(server)) as session,
    ):
        yield server, session


def opened(site: tuple[Server, Session], address: str) -> Session:
    server, session = site
    session.open(server.url("/"))
    session.enter(LIGHT)
    session.open(server.url(address))
    return session


def test_one_part_shows_and_its_tab_is_the_only_stop(site):
    session = opened(site, "/a/")
    assert session.script(SHOWN) == ["Windows"]
    stops = "return [...document.querySelectorAll('[role=tab]')].map((tab) => tab.tabIndex)"
    assert session.script(stops) == [0, -1, -1]
    named = """
      return [...document.querySelectorAll("[role=tabpanel]")].map((part) =>
        document.getElementById(part.getAttribute("aria-labelledby")).textContent);
    """
    assert session.script(named) == ["Windows", "Mac", "Linux"]


@pytest.mark.parametrize(
    ("address", "keys", "selected"),
    [
        ("/a/", ["ArrowRight"], "Mac"),
        ("/a/", ["ArrowLeft"], "Linux"),
        ("/a/", ["End", "ArrowRight"], "Windows"),
        ("/a/", ["End", "Home"], "Windows"),
        ("/a/", ["End"], "Linux"),
        ("/a/", ["a"], "Windows"),
        ("/b/", ["ArrowLeft"], "Mac"),
    ],
)
def test_keys_move_the_focus_and_the_selection(site, address, keys, selected):
    session = opened(site, address)
    session.script("document.querySelector('[role=tab]').focus()")
    for key in keys:
        session.script(PRESS, key)
    assert session.script(SELECTED) == selected
    assert session.script(FOCUSED) == selected
    assert session.script(SHOWN) == [selected]


def test_links_into_a_hidden_part_open_it(site):
    session = opened(site, "/a/#linux")
    assert session.script(SHOWN) == ["Linux"]
    session.script("document.querySelectorAll('[role=tab]')[0].click()")
    assert session.script(SHOWN) == ["Windows"]
    # The address stays the same, so no event says that it has changed.
    session.script("document.querySelector('.prose > p > a[href=\"#linux\"]').click()")
    assert session.script(SHOWN) == ["Linux"]


@pytest.mark.parametrize("state", [PRINT, NO_SCRIPT], ids=lambda state: state.id)
def test_all_parts_show_with_their_headings_where_nothing_can_be_chosen(site, state):
    session = opened(site, "/a/")
    session.enter(state)
    assert session.script(SHOWN) == ["Windows", "Mac", "Linux"]
    seen = """
      return [...document.querySelectorAll(".tabs h3")].every((one) => one.offsetHeight > 10)
        && ![...document.querySelectorAll("[role=tab]")].some((tab) => tab.checkVisibility());
    """
    assert session.script(seen)
