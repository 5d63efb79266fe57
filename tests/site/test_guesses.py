"""A link that leads nowhere says what to type instead, and that then leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.model.finding import Finding
from tests.making import HOME, page, picture, prepared, write

SITE: dict[str, str | bytes] = {
    "index.md": HOME,
    "guides/index.md": page("Guides"),
    "guides/setup.md": page("Set up", "## Before you start\n"),
    "guides/Old Name (2).md": page("An old name", extra="slug: old-name\n"),
    "guides/pictures/chain.png": picture(),
    "care/index.md": page("Care"),
    "care/chain.md": page("The chain", extra="redirect_from: /care/old-chain/\n"),
    "prices.pdf": "x",
}


def finding(folder: Path, text: str) -> Finding:
    """The one finding about a link on the page care/brakes.md."""
    source = write(folder, {**SITE, "care/brakes.md": page("Brakes", text + "\n")})
    wanted = ("link-broken", "link-outside", "image-missing")
    (found,) = [one for one in prepared(source).findings if one.rule.id in wanted]
    return found


MISTAKES = [
    # what is written, what is said to be typed, and words of the message
    ("[Setting up](../guides/setpu.md)", "[Setting up](../guides/setup.md)", "Did you mean"),
    ("[a](guides/setup.md)", "[a](../guides/setup.md)", "Did you mean “../guides/setup.md”"),
    ("[a](setup.md#before-you-start)", "[a](../guides/setup.md#before-you-start)", "Did you mean"),
    ("[a](../guides/Setup.md)", "[a](../guides/setup.md)", "with other capitals"),
    ("[a](../guides/setup.html)", "[a](../guides/setup.md)", "Did you mean"),
    ("[a](../guides.md)", "[a](../guides/index.md)", "Did you mean"),
    ("[a](Chain.md)", "[a](chain.md)", "with other capitals"),
    ("[a](old-chain.md)", "[a](chain.md)", "has taken its place"),
    ("[a](<../guides/Old Name (3).md>)", "[a](../guides/Old%20Name%20%282%29.md)", "Did you mean"),
    ("[a](../price.pdf)", "[a](../prices.pdf)", "Did you mean"),
    ("[a](/guides/setup.md)", "[a](../guides/setup.md)", "starts with “/”"),
    ("[a](/guides/setup/)", "[a](../guides/setup.md)", "starts with “/”"),
    ("[a](/guides/setup.html#before-you-start)", "[a](../guides/setup.md#before-you-start)", "“/”"),
    ("[a](/guides/old-name/)", "[a](../guides/Old%20Name%20%282%29.md)", "“/”"),
    ("[a](/care/old-chain/)", "[a](chain.md)", "“/”"),
    ("[a](/prices.pdf)", "[a](../prices.pdf)", "“/”"),
    ("[a](/)", "[a](../index.md)", "“/”"),
    ("![A chain](pictures/chain.png)", "![A chain](../guides/pictures/chain.png)", "Did you mean"),
    ("![A chain](/guides/pictures/chain.png)", "![A chain](../guides/pictures/chain.png)", "“/”"),
    ("![A chain](../guides/pictures/Chain.PNG)", "![A chain](../guides/pictures/chain.png)", "cap"),
]


@pytest.mark.parametrize(("written", "right", "words"), MISTAKES)
def test_what_to_type_is_right(tmp_path, written, right, words):
    found = finding(tmp_path / "wrong", written)
    assert found.fix == f"Write {right}"
    assert words in found.message
    assert found.span
    assert found.span.line == 4
    source = write(tmp_path / "right", {**SITE, "care/brakes.md": page("Brakes", right + "\n")})
    links = [one for one in prepared(source).findings if one.rule.id.startswith(("link", "image"))]
    assert [one.message for one in links if "exist" in one.message or "“/”" in one.message] == []


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("[a](nothing-like-it.md)", "remove the link and keep its words: a"),
        ("[a](/nowhere/)", "remove the link and keep its words: a"),
        ("![A](/x.png)", "Put “x.png” into the source folder, or remove ![A](/x.png)"),
    ],
)
def test_without_a_guess_it_says_what_to_do_all_the_same(tmp_path, written, fix):
    found = finding(tmp_path, written)
    assert fix in found.fix
    assert "Did you mean" not in found.message


def test_a_text_that_cannot_be_repeated_is_not(tmp_path):
    found = finding(tmp_path, "[part [1]](setpu.md)")
    assert re.fullmatch(r"Write \(\.\./guides/setup\.md\) behind the square brackets\.", found.fix)


def test_guessing_ends_on_a_large_site(tmp_path):
    links = "".join(f"[a](gone{n}.md)\n" for n in range(300))
    many = {f"p{n}.md": page(f"P {n}") for n in range(400)}
    source = write(tmp_path, {"index.md": HOME + links, **many})
    fixes = [one.fix for one in prepared(source).findings if one.rule.id == "link-broken"]
    assert len(fixes) == 300
    assert fixes[-1].startswith("Write the path of a page that exists")
