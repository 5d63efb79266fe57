"""The output is always the old site or the new one, and no foreign folder is overwritten."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from curbcut.commands.build import build
from curbcut.model.finding import CurbcutError
from curbcut.publish import staging as publishing
from curbcut.publish.staging import MARKER, guard_output, publish
from curbcut.run import Options
from tests.making import HOME, page, write

SITE = {"index.html": b"one", "a/index.html": b"two"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "source", {"index.md": HOME})


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return write(tmp_path / "theme", {"x.j2": ""})


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(out: Path, source: Path, templates: Path) -> str:
    with pytest.raises(CurbcutError) as caught:
        guard_output(out, source, templates)
    assert caught.value.fix
    return str(caught.value)


def test_foreign_output_folders_are_refused(
    tmp_path: Path, source: Path, templates: Path, monkeypatch
):
    for out in (source, source / "dist", source.parent, templates, templates / "x"):
        assert "one contains the other" in refused(out, source, templates)
    strange = write(tmp_path / "strange", {"thesis.doc": "x"})
    assert "thesis.doc" in refused(strange, source, templates)
    file = write(tmp_path, {"file": "x"}) / "file"
    assert "is a file" in refused(file, source, templates)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    assert "is a symbolic link" in refused(link, source, templates)
    here = tmp_path / "here" / "below"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    assert "contains the current folder" in refused(here.parent, source, templates)
    assert "contains the current folder" in refused(here, source, templates)


def test_unknown_files_in_the_output_are_refused(tmp_path: Path, source: Path, templates: Path):
    out = tmp_path / "dist"
    publish(SITE, out)
    guard_output(out, source, templates)
    write(out, {".DS_Store": "dust"})
    guard_output(out, source, templates)
    write(out, {"CNAME": "example.org", ".git/config": "x"})
    message = refused(out, source, templates)
    assert "CNAME" in message
    assert ".git/config" in message
    write(out, {MARKER: "damaged"})
    assert "index.html" in refused(out, source, templates)


def test_empty_or_missing_output_folder_is_accepted(tmp_path: Path, source: Path, templates: Path):
    (tmp_path / "empty").mkdir()
    guard_output(tmp_path / "empty", source, templates)
    guard_output(tmp_path / "a" / "b", source, templates)


@pytest.mark.parametrize("one_step", [True, False])
def test_new_site_replaces_the_old_one(tmp_path: Path, monkeypatch, one_step: bool):
    if not one_step:
        monkeypatch.setattr(publishing, "_exchange_in_one_step", lambda one, other: False)
    out = tmp_path / "sites" / "dist"
    assert publish(SITE, out) == (2, "")
    publish({"index.html": b"new"}, out)
    assert {name for name in tree(out) if name != MARKER} == {"index.html"}
    assert tree(out)["index.html"] == b"new"
    assert names(out.parent) == ["dist"]


def test_a_file_in_the_way(tmp_path: Path):
    write(tmp_path, {"file": "x"})
    with pytest.raises(CurbcutError, match="cannot be written"):
        publish(SITE, tmp_path / "file" / "dist")


@pytest.mark.parametrize("step", ["_write", "_exchange", "_exchange_in_one_step"])
def test_disk_error_leaves_the_old_site(tmp_path: Path, monkeypatch, step: str):
    out = tmp_path / "dist"
    publish(SITE, out)
    before = tree(out)

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, step, fail)
    with pytest.raises(CurbcutError, match="No space left on device"):
        publish({"index.html": b"new"}, out)
    assert tree(out) == before
    assert names(tmp_path) == ["dist"]


def test_failed_second_rename_restores_the_old_site(tmp_path: Path, monkeypatch):
    out = tmp_path / "dist"
    publish(SITE, out)
    before = tree(out)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name.startswith(".dist") and not self.name.endswith("-old"):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(publishing, "_exchange_in_one_step", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(CurbcutError):
        publish({"index.html": b"new"}, out)
    assert tree(out) == before


def test_leftovers_of_killed_builds_are_removed(tmp_path: Path):
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    write(tmp_path / f".dist.curbcut-{done.pid}", {"index.html": "half"})
    write(tmp_path / f".dist.curbcut-{os.getppid()}", {"index.html": "at work"})
    publish(SITE, tmp_path / "dist")
    assert names(tmp_path) == [f".dist.curbcut-{os.getppid()}", "dist"]


def test_killed_between_two_renames(tmp_path: Path):
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    write(tmp_path / f".dist.curbcut-{done.pid}-old", {"index.html": "old"})
    publish(SITE, tmp_path / "dist")
    assert names(tmp_path) == ["dist"]


@pytest.mark.skipif(sys.platform != "linux", reason="the exchange in one step is Linux's here")
def test_a_reader_sees_one_site_or_the_other(tmp_path: Path):
    out = tmp_path / "dist"
    sites = [{f"{n}.html": bytes([65 + v]) * 50 for n in range(20)} for v in (0, 1)]
    publish(sites[0], out)
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                folder = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
            except FileNotFoundError:
                wrong.append("no site at all")
                continue
            try:
                os.stat("19.html", dir_fd=folder)
                found = os.listdir(folder)  # noqa: PTH208  of a folder that is held open
            except FileNotFoundError:
                continue  # the old site, which is being taken away by now
            finally:
                os.close(folder)
            if len(found) not in (0, 21) and out.joinpath("0.html").stat().st_size != 50:
                wrong.append(f"a part: {found}")

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        publish(sites[number % 2], out)
    done.set()
    reader.join()
    assert wrong == []


def test_a_failing_build_leaves_the_site(tmp_path: Path, monkeypatch):
    source = write(tmp_path / "source", {"index.md": HOME, "a.md": page("A")})
    out = tmp_path / "dist"
    monkeypatch.chdir(tmp_path)
    options = Options(source=source, templates=None, out=out, check=False)
    assert not build(options).blocking
    before = tree(out)
    write(source, {"a.md": page("A", "![](photo.png)\n")})
    result = build(options)
    assert {finding.rule.id for finding in result.blocking} == {
        "image-alt-missing",
        "image-missing",
    }
    assert {str(finding.span) for finding in result.blocking} == {"source/a.md:4"}
    assert tree(out) == before


def test_unchanged_file_is_hard_linked(tmp_path: Path):
    site = {f"{name}.html": name.encode() for name in ("same", "other", "changed", "secret")}
    out = tmp_path / "dist"
    publish(site | {"link.html": b"linked", "gone.html": b"gone"}, out)
    before = {path.name: path.stat().st_ino for path in out.iterdir()}
    usual = (out / "same.html").stat().st_mode
    (out / "changed.html").write_bytes(b"CHANGED")  # by hand, and as long as before
    (out / "secret.html").chmod(0o600)
    (out / "link.html").unlink()
    write(tmp_path, {"elsewhere": "linked"})
    (out / "link.html").symlink_to(tmp_path / "elsewhere")
    now = site | {"other.html": b"OTHER", "link.html": b"linked"}
    publish(now, out)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.name != MARKER} == now
    after = {path.name: path.stat().st_ino for path in out.iterdir()}
    kept = {name for name in now if before[name] == after[name]}
    assert kept == {"same.html"}
    assert not (out / "link.html").is_symlink()
    assert (out / "secret.html").stat().st_mode == usual
    assert (out / "same.html").stat().st_nlink == 1


def test_files_are_written_where_hard_links_are_not_possible(tmp_path: Path, monkeypatch):
    def refuse(*_paths: object) -> None:
        raise OSError(1, "not permitted")

    publish(SITE, tmp_path / "dist")
    monkeypatch.setattr(os, "link", refuse)
    publish(SITE, tmp_path / "dist")
    assert (tmp_path / "dist" / "index.html").read_bytes() == b"one"


def test_moved_file_is_hard_linked(tmp_path: Path):
    out = tmp_path / "dist"
    publish({"old/a.txt": b"a" * 99, "old/b.txt": b"b"}, out)
    first = (out / "old/a.txt").stat().st_ino
    publish({"new/a.txt": b"a" * 99, "new/b.txt": b"c"}, out)
    assert (out / "new/a.txt").stat().st_ino == first
    assert [path.name for path in sorted(out.rglob("*.txt"))] == ["a.txt", "b.txt"]
    assert (out / "new/b.txt").read_bytes() == b"c"
