"""Related pages: what the front matter names, and what links and shared words suggest."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from curbcut.model.front_matter import Meta
from curbcut.model.kinds import ARTICLE
from curbcut.model.page import Page, ParsedPage
from curbcut.model.source import SourceFile
from curbcut.site.related import MOST, relate
from tests.growth import MOST as MOST_TIMES
from tests.growth import TIMES, growth
from tests.making import HOME, html, page, prepared, rules, write

CAMERA = "The shutter of the camera stays open, and the tripod holds the lens still.\n"
TAX = "Customs duty and import tax are due before the parcel leaves the warehouse.\n"
OTHER = "The {} is and stays, so that a holds, and are before due and from use the leaves.\n"


def site(folder: Path, **files: str) -> Path:
    made: dict[str, str | bytes] = {"index.md": HOME, "site.toml": "[site]\n"}
    # Others stand between, so that no page is before or after another one.
    for number in range(20):
        made[f"m{number}.md"] = page(f"M{number}", OTHER.format(f"wort{chr(97 + number)}x"))
    made |= {f"{name}.md": text for name, text in files.items()}
    return write(folder, made)


def related(folder: Path, path: str) -> tuple[str, ...]:
    return prepared(folder).site.related[path]


def test_shared_words_suggest(tmp_path: Path):
    site(
        tmp_path,
        a1=page("Long exposures", CAMERA),
        b1=page("Night", "Use a tripod, so that the camera and its shutter are still.\n"),
        z1=page("Parcels", TAX),
        z2=page("Waiting", TAX + "Duty differs by warehouse.\n"),
    )
    assert related(tmp_path, "/a1/") == ("/b1/",)
    assert related(tmp_path, "/b1/") == ("/a1/",)
    assert related(tmp_path, "/m3/") == ()


def test_links_suggest_in_both_directions(tmp_path: Path):
    site(tmp_path, a1=page("Eins", "See [zwei](z1.md).\n"), z1=page("Zwei", "Hm.\n"))
    assert related(tmp_path, "/a1/") == ("/z1/",)
    assert related(tmp_path, "/z1/") == ("/a1/",)


def test_named_pages_come_first_and_count(tmp_path: Path):
    names = [f"  - m{number}.md\n" for number in (3, 1, 3)]
    extra = "related:\n  - a1.md\n" + "".join(names)
    text = "".join(f"[x{n}](m{n}.md) " for n in range(9, 19))
    site(tmp_path, a1=page("A1", text + "\n", extra))
    assert related(tmp_path, "/a1/")[:2] == ("/m3/", "/m1/")
    assert len(related(tmp_path, "/a1/")) == MOST
    shown = html(prepared(tmp_path), "/a1/")
    assert '<nav class="related" aria-labelledby="related-title">' in shown
    assert shown.index('class="related"') < shown.index('class="site-footer"')


def test_what_the_page_shows_anyway_is_not_suggested(tmp_path: Path):
    files = {
        "index.md": HOME,
        "site.toml": '[contact]\npage = "contact.md"\n',
        "contact.md": page("Contact", CAMERA),
        "s/index.md": page("Section", CAMERA),
        "s/a.md": page("A", CAMERA + "[b](b.md)\n", "order: 1\n"),
        "s/b.md": page("B", CAMERA, "order: 2\n"),
        "s/b/c.md": page("C", CAMERA),
        "s/g.md": page("G", CAMERA, "kind: glossary\norder: 4\n"),
        "s/x.md": page("X", CAMERA, "lang: de\norder: 5\n"),
        "s/z.md": page("Z", CAMERA, "order: 6\n"),
        **{f"m{n}.md": page(f"M{n}", OTHER.format(n)) for n in range(12)},
    }
    write(tmp_path, files)
    assert set(related(tmp_path, "/s/b/")) == {"/s/z/"}


def test_suggestions_can_be_turned_off(tmp_path: Path):
    folder = site(tmp_path, a1=page("A1", CAMERA, "related: m5.md\n"), z1=page("Z1", CAMERA))
    (folder / "site.toml").write_text("[related]\nsuggest = false\n")
    assert related(tmp_path, "/a1/") == ("/m5/",)
    assert related(tmp_path, "/z1/") == ()


@pytest.mark.parametrize(
    "name", ["none.md", "https://example.org/", "a.pdf", "../x.md", "draft.md"]
)
def test_a_name_that_is_no_page(tmp_path: Path, name: str):
    extra = f"related:\n  - m1.md\n  - {name}\n"
    folder = site(tmp_path, a1=page("A1", extra=extra), draft=page("Draft", extra="draft: true\n"))
    (folder / "a.pdf").write_bytes(b"x")
    found = [f for f in prepared(folder).findings if f.blocking]
    assert [f.rule.id for f in found] == ["link-outside" if name == "../x.md" else "link-broken"]
    assert found[0].span is not None
    assert (found[0].span.path.endswith("a1.md"), found[0].span.line) == (True, 3)


def made(number: int, words: list[str]) -> Page:
    source = SourceFile(f"{number}.md", " ".join(words), "")
    parsed = ParsedPage(source, Meta(title=f"Title {words[0]}"), "")
    return Page(f"/{number}/", "", f"{number}.md", ARTICLE, "en", parsed, "")


def test_the_work_grows_with_the_number_of_pages():
    """Four times the pages take about four times as long; all pairs would take sixteen times."""
    dice = random.Random(1)

    def relating(number: int) -> Callable[[], object]:
        vocabulary = ["".join(dice.choices("abcdefghij", k=6)) for _ in range(3 * number)]
        pages = [made(n, dice.choices(vocabulary, k=60)) for n in range(number)]
        by_path = {page.path: page for page in pages}
        links = dict.fromkeys(by_path, ())
        assert set(relate(by_path, links, (), {})) == set(by_path)
        return lambda: relate(by_path, links, (), {})

    assert growth(relating(500), relating(500 * TIMES)) < MOST_TIMES


def test_rules_of_the_front_matter(tmp_path: Path):
    site(tmp_path, a1=page("A1", extra="related: 3\n"))
    assert "front-matter-wrong-type" in rules(tmp_path)
