"""Each heading of a text has a link to it beside it, not in it."""

from pathlib import Path

import html5lib

from tests.making import HOME, html, page, prepared, write

BODY = "Text.\n\n## One *two* & “three” {#x}\n\nText.\n\n### Three\n\n##### Five\n\nText.\n"


def test_the_link_comes_after_the_heading(tmp_path: Path):
    shown = html(prepared(write(tmp_path, {"index.md": HOME, "a.md": page("A", BODY)})), "/a/")
    tree = html5lib.parse(shown, namespaceHTMLElements=False)
    boxes = [box for box in tree.iter("div") if box.get("class") == "heading"]
    assert [[child.tag for child in box] for box in boxes] == [["h2", "a"], ["h3", "a"]]
    heading, link = boxes[0]
    assert "".join(heading.itertext()) == "One two & “three”"
    assert link.get("href") == "#" + heading.get("id", "") == "#x"
    assert "".join(link.itertext()) == "Link to “One two & “three””"


def test_its_elements_come_from_the_heading(tmp_path: Path):
    site = prepared(write(tmp_path, {"index.md": HOME, "a.md": page("A", BODY)}))
    rendered = next(p for p in site.rendered.pages if p.path == "/a/")
    own = [s for s in rendered.positions["a"] if s and s.path.endswith("a.md")]
    assert [(span.line, span.column) for span in own] == [(6, 1), (10, 1)]


def test_pages_that_lead_on_to_others_have_none(tmp_path: Path):
    files = {"index.md": HOME + BODY, "b/index.md": page("B", BODY), "404.md": page("C", BODY)}
    site = prepared(write(tmp_path, files))
    assert not [p.path for p in site.rendered.pages if "heading-anchor" in p.data.decode()]


def test_the_markdown_version_is_what_the_editor_wrote(tmp_path: Path):
    site = prepared(write(tmp_path, {"index.md": HOME, "a.md": page("A", "## One\n\nText.\n")}))
    assert b"Link to" not in site.rendered.files["a/index.md"]
