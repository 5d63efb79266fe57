"""Front matter of other tools."""

import pytest

from curbcut.content.importers.front_matter import keys_of, split, written
from curbcut.content.importers.lines import Loss


def keys(text):
    losses: list[Loss] = []
    data, lines, _, _ = split(text, "a.md", losses)
    return keys_of(data, lines), losses


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("---\ntitle: T\n---\nText.", 4),
        ('+++\ntitle = "T"\n+++\nText.', 4),
        ('{\n  "title": "T"\n}\nText.', 4),
        ("Text.", 1),
        ("---\n\nText.", 1),
    ],
)
def test_body_starts_at_its_line(text, first):
    losses: list[Loss] = []
    _, _, body, line = split(text, "a.md", losses)
    assert line == first
    assert text.split("\n")[first - 1] == body.split("\n")[0]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("description: D", {"description": "D"}),
        ("summary: D", {"description": "D"}),
        ("locale: pt_BR", {"lang": "pt-BR"}),
        ("draft: true", {"draft": True}),
        ("published: false", {"draft": True}),
        ("published: true", {}),
        ("slug: x", {"slug": "x"}),
        ("owner: Ann", {"owner": "Ann"}),
    ],
)
def test_keys_that_curbcut_has(text, values):
    assert keys(f"---\n{text}\n---\n")[0].values == values


@pytest.mark.parametrize("key", ["order", "weight", "nav_order", "sidebar_position"])
def test_order(key):
    assert keys(f"---\n{key}: 3\n---\n")[0].order == 3


def test_addresses():
    found, _ = keys("---\npermalink: /a/\naliases: [/b, c/d]\nredirect_from: /e/\n---\n")
    assert (found.addresses, found.former) == (("/a/",), ("/e/", "/b", "/c/d"))


def test_other_keys_are_dropped_with_their_lines():
    found, _ = keys("---\ntitle: T\nlayout: page\ntags:\n  - a\ndate: 2024-01-01\n---\n")
    assert found.dropped == {"layout": 3, "tags": 4, "date": 6}


def test_value_of_a_wrong_kind_is_dropped():
    found, _ = keys("---\nlang: not a language\nlast_reviewed: soon\n---\n")
    assert (found.values, set(found.dropped)) == ({}, {"lang", "last_reviewed"})


def test_broken_front_matter_gives_its_plain_lines():
    found, losses = keys("---\ntitle: Repairs: prices\norder: 2\n---\n")
    assert (found.title, found.order) == ("Repairs: prices", 2)
    assert [loss.kind for loss in losses] == ["front matter"]


def test_what_is_written_can_be_read():
    values = {"title": "Returns: “what” # to do", "draft": True, "redirect_from": ["/a/", "/b/"]}
    assert split(written(values), "a.md", [])[0] == values
