"""Terms of a glossary are found in linear time, and linked where a page first uses them."""

from pathlib import Path

import pytest

from curbcut.content.transforms.first_uses import find, grow
from tests.growth import growth
from tests.making import HOME, html, page, prepared, rules, write

GLOSSARY = page(
    "Words",
    "Screen reader (reading program), screen readers\n: Reads the screen.\n\n"
    "Encryption, encrypted\n: Scrambled; a screen reader cannot read it.\n\n"
    "AT\n: Assistive technology.\n",
    "kind: glossary\n",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Encryption helps.", ["Encryption"]),
        ("An ENCRYPTION, encryptions, re-encryption, encryption-like", []),
        ("look at the AT; At aT at", ["AT", "aT"]),
        ("a screen\nreader, a screen  reader", ["screen\nreader", "screen  reader"]),
        ("opt out; opt-out; opt - out", ["opt-out", "opt - out"]),
        ("screen reader settings", ["screen reader settings"]),
        ("screen reader setting screen", ["screen reader"]),
        ("قارئ الشاشة", ["قارئ الشاشة"]),
        ("क कि किस", ["कि"]),
    ],
)
def test_whole_words_the_longest_first(text: str, found: list[str]):
    phrases = ("encryption", "AT", "screen reader", "Screen reader settings", "opt-out")
    tree = grow([*phrases, "قارئ الشاشة", "कि", "", "!"])
    assert [text[start:end] for start, end, _ in find(text, tree)] == found


def test_thousands_of_terms_cost_no_more_than_one():
    text = "screen reader of many words and " * 20_000

    many = grow(["screen reader", *(f"screen word{n} and {n}" for n in range(20_000))])
    one = grow(["screen reader"])
    assert len(list(find(text, many))) == len(list(find(text, one))) == 20_000
    assert growth(lambda: list(find(text, one)), lambda: list(find(text, many)), most=5) < 5


@pytest.fixture
def site(tmp_path: Path) -> Path:
    body = (
        "## Encryption\n\nAn \\* [encrypted](index.md) `screen reader`: **encrypted** with a "
        "screen\n"
        "reader, encryption, screen readers.\n"
    )
    files = {
        "index.md": HOME,
        "x/words.md": GLOSSARY,
        "a.md": page("A", body),
        "b.md": page("B", body, "glossary: false\n"),
        "c.md": page("C", body, "lang: de\n"),
    }
    return write(tmp_path, files)


def test_the_first_use_of_each_definition_is_a_link(site: Path):
    made = prepared(site)
    assert [f.message for f in made.findings if f.blocking] == []
    shown = html(made, "/a/")
    assert shown.count('class="term"') == 2
    assert (
        '<strong><a href="../x/words/#term-encryption" class="term">encrypted</a></strong> with a '
        '<a href="../x/words/#term-screen-reader" class="term">screen\nreader</a>, encryption, '
    ) in shown
    assert '<dt id="term-screen-reader">' in html(made, "/x/words/")
    assert 'class="term"' not in html(made, "/x/words/") + html(made, "/b/") + html(made, "/c/")


@pytest.mark.parametrize(
    "line", ["Alpha, beta (gamma)", "Alpha، beta، gamma", "Alpha、beta，gamma"]
)
def test_terms_on_one_line_have_the_commas_of_any_script(tmp_path: Path, line: str):
    files = {"index.md": HOME, "words.md": page("Words", f"{line}\n: Text.\n", "kind: glossary\n")}
    files |= {f"{word}.md": page(word, f"Some {word}.\n") for word in ("alpha", "beta", "gamma")}
    made = prepared(write(tmp_path, files))
    for word in ("alpha", "beta", "gamma"):
        assert f'href="../words/#term-alpha" class="term">{word}</a>' in html(made, f"/{word}/")
    assert f'<dt id="term-alpha">{line}</dt>' in html(made, "/words/")


def test_links_carry_the_place_of_their_words(site: Path):
    made = prepared(site)
    rendered = next(p for p in made.rendered.pages if p.path == "/a/")
    links = [s for s in rendered.positions["a"] if s and s.path.endswith("a.md")]
    assert [(span.line, span.column) for span in links] == [(4, 1), (6, 7), (6, 48), (6, 67)]


def test_a_draft_defines_nothing(site: Path):
    (site / "x/words.md").write_text(GLOSSARY.replace("kind:", "draft: true\nkind:"))
    made = prepared(site)
    assert 'class="term"' not in html(made, "/a/")
    assert [f.rule.id for f in made.findings if f.blocking] == []


def test_a_term_that_is_defined_twice(tmp_path: Path):
    write(tmp_path, {"index.md": HOME, "a.md": GLOSSARY + "\nencryption\n: Again.\n"})
    assert "glossary-term-twice" in rules(tmp_path)
