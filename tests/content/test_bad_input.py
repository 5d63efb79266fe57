"""Whatever a source folder holds: a named finding or a page, soon, and never a trace."""

import os
from collections.abc import Callable
from math import isqrt
from pathlib import Path

import pytest

from curbcut.content.markdown import parse_page
from curbcut.content.sources.discover import PAGE_LIMIT, discover
from curbcut.model.finding import CurbcutError
from curbcut.model.source import SourceFile
from tests.growth import MOST, TIMES, growth
from tests.making import HOME, page, prepared, rules, write

PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "brackets": lambda size: "[" * size,
    "images": lambda size: "![" * size,
    "pairs": lambda size: "[" * size + "]" * size,
    "links": lambda size: "[a](" * size,
    "asterisks": lambda size: "*a " * size,
    "asterisks and lines": lambda size: "*a_ " * size,
    "tags": lambda size: "<a " * size,
    "comments": lambda size: "<!--" * size,
    "closed comments": lambda size: "<!-- a -->" * size + "x",
    "braces": lambda size: "{{" * size + "{%" * size,
    "wide table": lambda size: f"{'|a' * size}|\n{'|-' * size}|\n{'|b' * size}",
    "long table": lambda size: "a|b\n-|-\n" + "a|b\n" * size,
    "headings": lambda size: "# a\n" * size,
    "spaces": lambda size: "## a" + " " * 16 * size + "b",
    "footnotes": lambda size: "[^a]" * size + "\n\n[^a]: x\n",
    "definitions": lambda size: "a\n: b\n\n" * size,
    "containers": lambda size: "::: note\n" * size,
    "entities": lambda size: "&" * size,
    # As deep or as long as their square root, which is what grows with the text.
    "backticks": lambda size: " ".join("`" * n for n in range(1, isqrt(16 * size))),
    "indented lists": lambda size: "\n".join("  " * n + "- a" for n in range(isqrt(8 * size))),
}
SIZE = 1000


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_the_time_to_read_grows_with_the_size(name: str):
    def reading(size: int):
        source = SourceFile("a.md", HOME + PATHOLOGICAL[name](size), "")
        return lambda: parse_page(source)

    assert growth(reading(SIZE), reading(SIZE * TIMES)) < MOST


def test_more_brackets_than_can_be_read(tmp_path: Path):
    assert rules(write(tmp_path, {"index.md": HOME + "[" * 30_000})) == ["page-unreadable"]


@pytest.mark.parametrize("text", [">" * 10_000 + " a", "- " * 10_000 + "a"])
def test_deep_nesting_is_said(tmp_path: Path, text: str):
    assert rules(write(tmp_path, {"index.md": HOME + text})) == ["nesting-too-deep"]


def test_a_line_of_5_mb(tmp_path: Path):
    assert rules(write(tmp_path, {"index.md": HOME + "a" * (5 << 20)})) == ["file-too-large"]
    assert PAGE_LIMIT < 5 << 20


def test_links_out_of_the_tree(tmp_path: Path):
    outside = write(tmp_path / "outside", {"secret.md": page("Secret"), "secret.png": "x"})
    source = write(tmp_path / "source", {"index.md": HOME, "a.md": page("A")})
    (source / "file.md").symlink_to(outside / "secret.md")
    (source / "image.png").symlink_to(outside / "secret.png")
    (source / "folder").symlink_to(outside, target_is_directory=True)
    (source / "gone.md").symlink_to(source / "none.md")
    (source / "circle.md").symlink_to(source / "circle.md")
    (source / "inside.md").symlink_to(source / "a.md")
    (source / "again").symlink_to(source, target_is_directory=True)
    sources, findings = discover(source, "source")
    assert sorted(sources.pages) == ["a.md", "index.md", "inside.md"]
    assert not sources.assets
    assert sorted((str(f.span), f.rule.id) for f in findings) == [
        ("source/again:1", "file-unreadable"),
        ("source/circle.md:1", "file-unreadable"),
        ("source/file.md:1", "file-outside-source"),
        ("source/folder:1", "file-outside-source"),
        ("source/gone.md:1", "file-unreadable"),
        ("source/image.png:1", "file-outside-source"),
    ]


def test_names_that_are_the_same_for_some(tmp_path: Path):
    write(tmp_path, {"index.md": HOME, "über.png": "x", "u\u0308ber.png": "y", "ÜBER.PNG": "z"})
    assert rules(tmp_path) == ["file-name-twice"] * 2


def test_names_that_are_no_text(tmp_path: Path):
    write(tmp_path, {"index.md": HOME})
    for name in (b"\xff.md", b"a\nb.md", b"a\\b.png"):
        (tmp_path / os.fsdecode(name)).write_text("x")
    assert rules(tmp_path) == ["file-name-unusable"] * 3


def test_a_file_where_a_folder_has_to_be(tmp_path: Path):
    write(tmp_path, {"index.md": HOME, "privacy": "x", "a.md": page("A", extra="slug: privacy\n")})
    assert rules(tmp_path) == ["route-collision"]


def test_names_that_are_ours_are_not_published(tmp_path: Path):
    write(tmp_path, {"index.md": HOME, "_headers": "x", ".curbcut.json": "x", "_a/b.md": "x"})
    site = prepared(tmp_path)
    assert site.rendered.files["_headers"] != b"x"
    assert ".curbcut.json" not in site.rendered.files
    assert [made.path for made in site.rendered.pages if made.source_path] == ["/"]


def test_a_pipe_and_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch):
    write(tmp_path, {"index.md": HOME, "locked/a.md": "x"})
    os.mkfifo(tmp_path / "pipe.md")
    scan = os.scandir

    def refuse(path: Path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert rules(tmp_path) == ["file-unreadable"] * 2


def test_nothing_to_build(tmp_path: Path):
    with pytest.raises(CurbcutError, match="There is no folder"):
        prepared(tmp_path / "none")
    with pytest.raises(CurbcutError, match="There is no page"):
        prepared(tmp_path)


def test_a_long_way_down(tmp_path: Path):
    write(tmp_path, {"index.md": HOME, "/".join("a" * 300) + "/b.md": page("Deep")})
    assert rules(tmp_path) == []
