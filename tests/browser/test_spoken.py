"""What a screen reader says, read from a real accessibility tree."""

from curbcut.browser.session import Session
from curbcut.browser.spoken import spoken
from tests.browser.pages import MakePage

BODY = """<header><a href="/">Home</a></header>
<nav aria-label="Topics"><ul><li>One<li>Two</ul></nav>
<main><h1>Care</h1><p>Oil <b>the</b> chain.</p><img src="a.png" alt="A chain"><img src="b.png">
<h2><a href="/x">Wash</a></h2><ol><li>First</ol>
<details><summary>More</summary>Hidden</details>
<label>Name <input required></label><button aria-pressed="true" disabled>Save</button>
<table><tr><th scope="col">Part<td>Chain</table><p aria-hidden="true">Silent</p></main>"""


def test_a_page_is_read_in_order(session: Session, page: MakePage) -> None:
    session.open(page(BODY))
    lines = [str(line) for line in spoken(session.accessibility_tree())]
    assert lines[1:] == [
        "banner",
        "link, Home",
        "end of banner",
        "navigation, Topics",
        "list, 2 items",
        "One",
        "Two",
        "end of navigation, Topics",
        "main",
        "heading, level 1, Care",
        "Oil the chain.",
        "image, A chain",
        "image",
        "heading, level 2, Wash",
        "link, Wash",
        "list, 1 item",
        "1. First",
        "disclosure, More, collapsed",
        "Name",
        "text field, Name, required",
        "button, Save, pressed, unavailable",
        "table",
        "column header, Part",
        "cell, Chain",
        "end of main",
    ]


def test_no_tree_is_silent() -> None:
    assert spoken([]) == []
