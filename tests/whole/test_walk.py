"""“How do I have my address corrected?”: the way to the answer, by keyboard alone and by ear.

Nothing in here knows the markup: what is met is met by its role and its accessible name, in the
browser's accessibility tree, as a screen reader meets it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT, NO_SCRIPT
from curbcut.model.state import State
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.stages import prepare

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SECTION = "Privacy, Security & Accessibility"
QUESTION = "How do I correct or remove something?"
ANSWER = "Ask why, correct or remove your information"
STEP = "Correct or update a detail"
WORDS = "Tell us what we have now and what it should be."
_SECONDS = 20


@dataclass(frozen=True)
class Node:
    """What assistive technology is told of an element; ``level`` is that of a heading, or 0."""

    role: str
    name: str
    level: int
    focused: bool
    id: int


class Walker:
    """Somebody in front of a browser who sees no pixels."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def nodes(self) -> list[Node]:
        """The page as it is read out, in order."""
        return [
            _node(entry)
            for entry in _in_order(self._session.accessibility_tree())
            if not entry["ignored"]
        ]

    def names(self, role: str, level: int = 0) -> list[str]:
        """The names of everything that has a role, and for headings a level."""
        return [node.name for node in self.nodes() if (node.role, node.level) == (role, level)]

    def focus(self) -> Node:
        """What has the focus; the page itself where nothing has."""
        return [node for node in self.nodes() if node.focused][-1]

    def tab_to(self, name: str, role: str = "link", most: int = 25) -> None:
        """Press Tab until something is reached."""
        passed = []
        for _ in range(most):
            self._session.press_tab()
            here = self.focus()
            passed.append(here.name)
            if (here.role, here.name) == (role, name):
                return
        pytest.fail(f"“{name}” is not within {most} presses of Tab: {passed}")

    def press(self, key: str) -> None:
        self._session.press(key)

    def arrive(self, title: str) -> None:
        """Wait until a page is there, by its level 1 heading."""
        end = time.monotonic() + _SECONDS
        heads: list[str] = []
        while time.monotonic() < end:
            heads = self.names("heading", 1)
            if heads == [title]:
                return
            time.sleep(0.1)
        pytest.fail(f"“{title}” was not reached; here is {heads}")

    def follow(self, name: str) -> None:
        """Choose a link out of the list of links, as a screen reader has it."""
        found = [node for node in self.nodes() if (node.role, node.name) == ("link", name)]
        assert found, f"“{name}” is not in the list of links"
        self._session.cdp("DOM.getDocument")
        self._session.cdp("DOM.focus", {"backendNodeId": found[0].id})
        self.press("Enter")

    def at_top(self, role: str, name: str) -> bool:
        """Whether something is in view, near the top."""
        [found] = [node for node in self.nodes() if (node.role, node.name) == (role, name)]
        box = self._session.cdp("DOM.getBoxModel", {"backendNodeId": found.id})["model"]
        return bool(0 <= box["border"][1] < 400)


def _node(entry: dict[str, Any]) -> Node:
    properties = {part["name"]: part["value"].get("value") for part in entry.get("properties", ())}
    return Node(
        role=entry["role"]["value"],
        name=entry.get("name", {}).get("value", ""),
        level=int(properties.get("level", 0)),
        focused=bool(properties.get("focused")),
        id=entry.get("backendDOMNodeId", 0),
    )


def _in_order(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    by_id = {entry["nodeId"]: entry for entry in tree}
    stack = [tree[0]["nodeId"]]
    while stack:
        entry = by_id[stack.pop()]
        yield entry
        stack += [child for child in reversed(entry.get("childIds", ())) if child in by_id]


@pytest.fixture(scope="module")
def session(server: Server) -> Iterator[Session]:
    with Session(reach=Reach.of(server)) as running:
        yield running


@pytest.fixture(scope="module", params=["at the root", "below a path"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The flagship; links are relative, so it works below any path."""
    rendered = prepare(Options(ROOT / "site_src", ROOT / "templates", check=False)).rendered
    prefix = "" if request.param == "at the root" else "/some/prefix"
    with Server(dict(files_of(rendered)), rendered.headers_of, prefix) as running:
        yield running


@pytest.fixture(params=[LIGHT, NO_SCRIPT], ids=lambda state: state.id)
def walker(session: Session, server: Server, request: pytest.FixtureRequest) -> Walker:
    state: State = request.param
    session.open(server.url())
    session.enter(state)
    return Walker(session)


def test_the_answer_is_found_by_keyboard_alone(walker: Walker):
    walker.tab_to("Skip to main content", most=1)
    walker.press("Enter")
    assert walker.focus().role == "main"
    walker.tab_to("Search these help pages", role="searchbox", most=2)
    walker.tab_to(SECTION)
    walker.press("Enter")

    walker.arrive(SECTION)
    walker.tab_to("Skip to main content", most=1)
    walker.press("Enter")
    walker.tab_to(QUESTION, most=8)
    walker.press("Enter")

    walker.arrive(ANSWER)
    walker.tab_to("Skip to main content", most=1)
    walker.press("Enter")
    walker.tab_to(STEP, most=4)
    assert not walker.at_top("heading", STEP)
    walker.press("Enter")
    assert walker.at_top("heading", STEP)
    # The next press goes on from the heading, not from the contents.
    walker.press("Tab")
    assert walker.focus().name not in ("Remove old information", STEP)


def test_the_answer_is_found_by_ear(walker: Walker):
    roles = [node.role for node in walker.nodes()]
    for landmark in ("banner", "main", "search", "contentinfo"):
        assert roles.count(landmark) == 1, landmark
    assert walker.names("navigation") == ["Language", "Help topics"]
    walker.follow(SECTION)

    walker.arrive(SECTION)
    assert "Breadcrumb" in walker.names("navigation")
    assert "Your privacy" in walker.names("heading", 2)
    walker.follow(QUESTION)

    walker.arrive(ANSWER)
    assert STEP in walker.names("heading", 2)
    read = walker.nodes()
    at = next(n for n, node in enumerate(read) if (node.role, node.name) == ("heading", STEP))
    after = [node.name for node in read[at + 1 :] if node.role == "StaticText"]
    assert WORDS in " ".join(after[:3])
    assert walker.names("columnheader") == ["If you ask us to", "We promise"]


def test_the_way_there_asks_nothing_elsewhere_and_keeps_nothing(
    session: Session, server: Server, walker: Walker
):
    for name, title in ((SECTION, SECTION), (QUESTION, ANSWER)):
        walker.follow(name)
        walker.arrive(title)
        visit = session.visit()
        assert visit.cookies == ()
        outside = [one.url for one in visit.requests if not one.url.startswith(server.url())]
        assert outside == []
    frame = session.cdp("Page.getFrameTree")["frameTree"]["frame"]
    usage = session.cdp("Storage.getUsageAndQuota", {"origin": frame["securityOrigin"]})
    assert usage["usage"] == 0
    for local in (True, False):
        area = {"securityOrigin": frame["securityOrigin"], "isLocalStorage": local}
        kept = session.cdp("DOMStorage.getDOMStorageItems", {"storageId": area})
        assert kept["entries"] == []
