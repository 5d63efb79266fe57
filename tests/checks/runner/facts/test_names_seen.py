"""The names of all elements that a page ever had, which is what its style rules can select by."""

from __future__ import annotations

import pytest

from curbcut.browser.devtools.asked import Asked
from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT, NO_SCRIPT
from curbcut.checks.runner.scripts import NAMES_SEEN, library

pytestmark = pytest.mark.browser

PAGE = '<!doctype html><html lang="en"><head><title>A page</title></head><body>{}</body></html>'
ALWAYS = {"html", "head", "title", "body"}


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    with Server(folder) as server, Session(reach=Reach.of(server)) as session:
        session.library(library())

        def ask(body: str, *states):
            (folder / "page.html").write_text(PAGE.format(body), "utf-8")
            asked = session.listen(bodies=False, leaving=NAMES_SEEN)
            session.open(server.url("page.html"))
            for state in states or (LIGHT,):
                session.enter(state)
            session.heard()
            return asked.words and asked.words - ALWAYS

        yield ask


def test_types_classes_and_ids_are(seen):
    assert seen('<P class="a B\n1" id=Top><svg><linearGradient/></svg>') == {
        *("p", ".a", ".B", ".1", "#Top", "svg", "linearGradient")
    }


@pytest.mark.parametrize(
    "script",
    [
        "p.className = 'is-' + 1",
        "p.className = 'is-' + 1; p.className = ''",
        "const d = document.createElement('p'); d.className = 'is-1'; p.after(d); d.remove()",
        "p.innerHTML = '<p class=is-1>'; p.textContent = ''",
        "document.open(); document.write('<p class=is-1>'); document.close()",
        "const c = t.content.cloneNode(true); p.append(c); p.textContent = ''",
    ],
)
def test_what_scripts_make_is_even_if_it_does_not_stay(seen, script):
    body = (
        "<template id=t><p class=is-1></template><p></p>"
        f"<script>const p = document.querySelector('p'); {script}</script>"
    )
    assert ".is-1" in seen(body)
    assert ".is-2" not in seen(body)


def test_what_only_readers_without_scripts_get_is(seen):
    body = "<noscript><p class=instead>Words</noscript><script></script>"
    assert ".instead" not in seen(body)
    assert ".instead" in seen(body, LIGHT, NO_SCRIPT)


@pytest.mark.parametrize(
    "body",
    [
        "<iframe srcdoc=Words></iframe>",
        "<object data=x></object>",
        "<x-tag></x-tag>",
        "<div><template shadowrootmode=open><p class=x></template></div>",
    ],
)
def test_parts_with_styles_of_their_own_are_not_known(seen, body):
    assert seen(body) is None


def test_nothing_is_known_where_one_document_was_not_asked():
    asked = Asked(leaving=NAMES_SEEN)
    told = [asked.words]
    asked.arrived("first")
    asked.left("first", ["p"])
    asked.left("that of another page", ["a"])
    told.append(asked.words)
    asked.arrived("second")
    told.append(asked.words)
    asked.left("second", ["b"])
    told.append(asked.words)
    assert told == [None, {"p"}, None, {"p", "b"}]
