"""The root of a single page's site: where what it names is; and what of it the page may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from curbcut.content.sources.root import root_of

PAGE = "help/paper/index.html"


def site(folder: Path, page: str, *others: str, at: str = PAGE) -> Path:
    for name in (*others, at):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", "utf-8")
    (folder / at).write_text(page, "utf-8")
    return folder / at


@pytest.mark.parametrize(
    ("page", "others", "root"),
    [
        ('<link rel=stylesheet href="../../assets/a.css">', ("assets/a.css",), "."),
        ('<script src="/assets/a.js"></script>', ("assets/a.js",), "."),
        ('<img srcset="/i/a.png 1x, /i/b.png 2x">', ("i/a.png",), "."),
        ("<style>p { background: url(/i/a.png) }</style>", ("i/a.png",), "."),
        ('<a href="../">Up</a>', ("help/index.html",), "help"),
        ('<a href="/">Home</a><img src="/i/a.png">', ("index.html", "i/a.png"), "."),
        ('<img src="a%20b.png?1#x">', ("help/paper/a b.png",), "help/paper"),
        ('<a href="#top">Top</a><a href="https://example.com/x">X</a>', ("x",), "help/paper"),
        ('<img src="/gone.png"><a href="http://[">?</a>', (), "help/paper"),
        ("<p>No names", ("assets/a.css",), "help/paper"),
    ],
)
def test_the_root_is_where_what_the_page_names_is(tmp_path, page, others, root):
    found = root_of(site(tmp_path, page, *others))
    assert found.folder == tmp_path / root
    assert found.found == (root != "help/paper")


def test_more_is_more(tmp_path):
    """One file happens to have the same name further down."""
    others = ("a.css", "b.css", "help/a.css")
    page = site(tmp_path, '<link href="/a.css"><link href="/b.css">', *others)
    assert root_of(page).folder == tmp_path


def test_it_is_never_the_home_folder_nor_above(tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    names = '<img src="../a.png"><img src="../../b.png"><img src="/home/Downloads/c.png">'
    others = ("home/a.png", "b.png", "home/Downloads/c.png")
    page = site(tmp_path, names, *others, at="home/Downloads/page.html")
    assert root_of(page).folder == home / "Downloads"
    directly = root_of(
        site(tmp_path, '<img src="pictures/a.png">', "home/pictures/a.png", at="home/x.html")
    )
    assert directly.folder == home
    assert not directly.found
    sent = [
        path for path in ("x.html", "pictures/b.png", "tax.pdf", "mail/box") if directly.sends(path)
    ]
    assert sent == ["x.html", "pictures/b.png"]


def test_a_page_gets_what_it_names_and_what_that_names_and_no_more(tmp_path):
    page = '<link rel=stylesheet href="/assets/a.css"><script src="/assets/a.js"></script>'
    others = (
        "assets/a.css",
        "assets/a.js",
        "fonts/a.woff",
        "data/a.json",
        "private/key",
        "notes.txt",
    )
    file = site(tmp_path, page, *others)
    (tmp_path / "assets/a.css").write_text("@font-face { src: url('../fonts/a.woff') }", "utf-8")
    (tmp_path / "assets/a.js").write_text('fetch("/data/a.json")', "utf-8")
    sends = root_of(file).sends
    for path in (
        PAGE,
        "help/paper/more.png",
        *others[:4],
        "assets/deep/x.css",
        "search.json",
        ".well-known/x",
    ):
        assert sends(path) == (path != ".well-known/x"), path
    for path in ("private/key", "notes.txt", ".env", "help/.git/config", "assets/.htpasswd"):
        assert not sends(path), path
