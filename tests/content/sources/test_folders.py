"""Folders and addresses of others: what is left out is said, and nothing breaks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from curbcut.browser.server import Server
from curbcut.content.sources.folders import read_folder
from curbcut.model.finding import CurbcutError
from curbcut.web.fetch import Answer, Fetcher

PAGE = "<!doctype html><title>A page</title><p>Words</p>"


def test_what_cannot_be_read_is_left_out_and_said(tmp_path, monkeypatch):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.html").write_text(PAGE)
    folder = tmp_path / "folder"
    (folder / "locked").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "closed.html").write_text(PAGE)
    (folder / ".hidden.html").write_text(PAGE)
    os.mkfifo(folder / "pipe.html")
    (folder / "round.html").symlink_to("round.html")
    (folder / "nowhere.html").symlink_to("none.html")
    (folder / "away.html").symlink_to(outside / "o.html")
    (folder / "elsewhere").symlink_to(outside)
    (folder / "also.html").symlink_to("index.html")
    scan, read = os.scandir, Path.read_bytes

    def refuse_folder(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    def refuse_file(path):
        if path.name == "closed.html":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(os, "scandir", refuse_folder)
    monkeypatch.setattr(Path, "read_bytes", refuse_file)
    found = read_folder(folder, "f")
    assert [page.path for page in found.pages] == ["/also.html", "/"]
    assert {one.page: one.reason for one in found.left_out} == {
        "/locked/": "The folder “f/locked” cannot be read (Permission denied): correct its"
        " permissions",
        "/closed.html": "“f/closed.html” cannot be read (Permission denied): correct its"
        " permissions",
        "/pipe.html": "“f/pipe.html” is not a file, only named like one: rename it",
        "/round.html": "“f/round.html” is a symbolic link to itself: correct or remove it",
        "/nowhere.html": "“f/nowhere.html” is a symbolic link to nothing: correct or remove it",
        "/away.html": "“f/away.html” is a symbolic link out of the folder: replace it with"
        " a copy of its target",
        "/elsewhere/": "“f/elsewhere” is a symbolic link out of the folder: replace it with"
        " a copy of its target",
    }


@pytest.mark.parametrize(
    "name", [b"\xe9t\xe9.html", b"a\\b.html", b"a\n\x1b[31m.html", b"a?b#c%.htm"]
)
def test_a_page_of_any_name_is_read_and_served(tmp_path, name):
    (tmp_path / os.fsdecode(name)).write_text(PAGE)
    (page,) = read_folder(tmp_path, "f").pages
    assert page.fallback
    assert page.fallback.path.isprintable()
    page.fallback.path.encode()
    with Server(tmp_path) as server:
        answer = Fetcher()(server.url(page.path.lstrip("/")))
    assert isinstance(answer, Answer), answer


def test_a_single_file(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "c.txt").write_text(PAGE)
    (page,) = read_folder(tmp_path / "a.html", "f/a.html").pages
    assert (page.path, page.fallback and page.fallback.path) == ("/a.html", "f/a.html")
    with pytest.raises(CurbcutError, match="not an HTML page"):
        read_folder(tmp_path / "c.txt", "f/c.txt")
    with pytest.raises(CurbcutError, match="There is no folder or file"):
        read_folder(tmp_path / "d.html", "f/d.html")
