"""Two builds give the same bytes, wherever and whenever they are made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.making import REPOSITORY


def built(root: Path, **environment: str) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "build.py"), "--no-check", "--out", "dist"],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    folder = root / "dist"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copy_backwards(source: Path, target: Path) -> None:
    """The same files, made in another order."""
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def test_two_builds_are_the_same(tmp_path: Path):
    one, other = tmp_path / "one", tmp_path / "quite" / "another folder"
    for name in ("site_src", "templates"):
        shutil.copytree(REPOSITORY / name, one / name)
        copy_backwards(REPOSITORY / name, other / name)
    first = built(one, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    second = built(other, TZ="Pacific/Kiritimati", LC_ALL="C", LANG="de_DE", PYTHONHASHSEED="2")
    assert first == second
    assert "index.html" in first
