"""Files that people keep are whole at every moment, and nobody's addition is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from curbcut import files
from curbcut.model.finding import CurbcutError

ROOT = Path(__file__).parents[1]
ADD = """
import sys, time
from pathlib import Path
from curbcut.files import edit
def change(found):
    time.sleep(0.01)
    return (found or b"") + sys.argv[2].encode() + b"\\n"
edit(Path(sys.argv[1]) / "f.toml", Path(sys.argv[1]), change)
"""


def test_many_at_once_lose_nothing(tmp_path):
    running = [
        subprocess.Popen([sys.executable, "-c", ADD, str(tmp_path), str(number)], cwd=ROOT)
        for number in range(20)
    ]
    assert [one.wait(60) for one in running] == [0] * 20
    lines = (tmp_path / "f.toml").read_text("utf-8").split()
    assert sorted(map(int, lines)) == list(range(20))
    assert [entry.name for entry in tmp_path.iterdir()] == ["f.toml"]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "f.toml"
    path.write_bytes(b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for work in (
        lambda: files.edit(path, tmp_path, lambda found: b"new"),
        lambda: files.write(path, b"new"),
    ):
        with pytest.raises(CurbcutError, match="No space left on device"):
            work()
        assert path.read_bytes() == b"old"
        assert [entry.name for entry in tmp_path.iterdir()] == ["f.toml"]


def test_a_link_that_leads_out_is_left_alone(tmp_path):
    outside = tmp_path / "outside"
    outside.write_bytes(b"theirs")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "f.toml").symlink_to(outside)
    with pytest.raises(CurbcutError, match="is a link out of"):
        files.edit(folder / "f.toml", folder, lambda found: b"ours")
    assert outside.read_bytes() == b"theirs"


def test_permissions_stay_and_a_read_only_file_is_left_alone(tmp_path):
    path = tmp_path / "f.toml"
    path.write_bytes(b"old")
    path.chmod(0o600)
    files.edit(path, tmp_path, lambda found: b"new")
    assert path.stat().st_mode & 0o777 == 0o600
    files.write(tmp_path / "report.json", b"{}")
    assert (tmp_path / "report.json").stat().st_mode & 0o777 == 0o644


def test_what_fails_in_between_changes_nothing(tmp_path):
    path = tmp_path / "f.toml"
    path.write_bytes(b"old")

    def fails(found):
        raise KeyError(found)

    with pytest.raises(KeyError):
        files.edit(path, tmp_path, fails)
    assert path.read_bytes() == b"old"


def test_a_report_to_a_device_and_through_a_link(tmp_path):
    files.write(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()
    real = tmp_path / "real.json"
    real.write_bytes(b"old")
    (tmp_path / "link.json").symlink_to(real)
    files.write(tmp_path / "link.json", b"new")
    assert real.read_bytes() == b"new"
    assert (tmp_path / "link.json").is_symlink()
    with pytest.raises(CurbcutError, match="cannot be written"):
        files.write(tmp_path / "none" / "r.json", b"x")


def test_a_report_to_standard_output_that_leads_to_a_file(tmp_path):
    """What is written there later, and before, is in the same file."""
    program = (
        "import sys; from pathlib import Path; from curbcut.files import write;"
        " print('before', flush=True); write(Path('/dev/stdout'), b'report\\n'); print('after')"
    )
    out = tmp_path / "out.txt"
    with out.open("wb") as stream:
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=stream, check=False)
    assert done.returncode == 0
    assert out.read_text("utf-8").split() == ["before", "report", "after"]
