"""Where the files of a foreign project go."""

import pytest

from curbcut.content.importers.lines import Loss
from curbcut.content.importers.settings import Foreign
from curbcut.content.importers.tree import place_file, places

MKDOCS = Foreign("mkdocs", docs="docs")


def placed(*names, foreign=MKDOCS):
    losses: list[Loss] = []
    found, orders = places(names, foreign, losses)
    return [found[name] for name in names], orders, losses


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("docs/Getting Started.md", "getting-started.md"),
        ("docs/Tools & Parts.MD", "tools-parts.md"),
        ("docs/a_b/C d.md", "a-b/c-d.md"),
        ("docs/x/x.md", "x/index.md"),
        ("docs/x/_index.md", "x/index.md"),
        ("docs/x/README.md", "x/index.md"),
        ("docs/508-compliance.md", "508-compliance.md"),
        ("docs/Über uns.md", "über-uns.md"),
        ("docs/assets/page.md", "files/page.md"),
        ("docs/v1.2.md", "v1.2.md"),
    ],
)
def test_names_become_addresses(name, place):
    assert placed(name)[0] == [place]


def test_numbers_before_names_become_order():
    names = "docs/01-guides/02-b.md", "docs/01-guides/10-a.md", "docs/02-more/1. one.md"
    found, orders, _ = placed(*names, "docs/02-more/2. two.md")
    assert found[:3] == ["guides/b.md", "guides/a.md", "more/one.md"]
    assert (orders["guides/"], orders["guides/b"], orders["guides/a"]) == (1, 2, 10)


def test_index_comes_before_readme():
    assert placed("docs/index.md", "docs/README.md")[0] == ["index.md", "readme.md"]


def test_collisions_are_reported_and_nothing_is_lost():
    found, _, losses = placed("docs/A b.md", "docs/a-b.md")
    assert sorted(found) == ["a-b-2.md", "a-b.md"]
    assert [loss.kind for loss in losses] == ["name"]


def test_languages_become_folders():
    hugo = Foreign(
        "hugo", docs="content", language="en", languages={"fr": "", "pt-BR": ""},
        folders={"content/en": "", "content/fr": "fr"},
    )  # fmt: skip
    names = "content/en/a.md", "content/fr/a.md", "content/b.fr.md", "content/pt-BR/a.md"
    assert placed(*names, foreign=hugo)[0] == ["a.md", "fr/a.md", "fr/b.md", "pt-BR/a.md"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("docs/assets/my picture (1).png", "files/my-picture-1.png"),
        ("static/img/a.png", "img/a.png"),
        ("_img/a.png", "img/a.png"),
    ],
)
def test_files(name, place):
    foreign = Foreign("docusaurus", docs="docs", statics=("static",))
    assert place_file(name, foreign) == place
