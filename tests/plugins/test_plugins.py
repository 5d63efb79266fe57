"""What installed packages add: the example, laid out as pip does, and packages that are wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.making import REPOSITORY, page, write

_EXAMPLE = REPOSITORY / "examples" / "house-style"
_CARE = page("Care", "Simply oil the chain. It costs EUR8.95.\n")


def _installed(folder: Path, points: str, files: dict[str, str]) -> Path:
    """A folder with a package in it, as pip leaves one."""
    write(folder, {"extra-1.0.dist-info/METADATA": "Name: extra\nVersion: 1.0\n",
                   "extra-1.0.dist-info/entry_points.txt": points, **files})  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built and installed into a folder of its own."""
    folder = tmp_path_factory.mktemp("installed")
    sections = (_EXAMPLE / "pyproject.toml").read_text("utf-8").split("[project.entry-points.")[1:]
    points = ""
    for section in sections:
        group, _, lines = section.partition("]\n")
        given = [line.replace('"', "") for line in lines.split("\n\n")[0].splitlines()]
        points += f"[{group.strip(chr(34))}]\n" + "\n".join(given) + "\n"
    files = {
        f"house_style/{path.name}": path.read_text("utf-8")
        for path in (_EXAMPLE / "house_style").glob("*.py")
    }
    return _installed(folder, points, files)


def _run(packages: Path, site: Path, *args: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(packages), str(REPOSITORY)])
    return subprocess.run(
        [sys.executable, "-m", "curbcut", *args],
        cwd=site,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "site_src", {"index.md": "---\ntitle: Help\n---\n", "care.md": _CARE})
    return tmp_path


def test_a_report_and_markdown_of_ones_own(example, site):
    done = _run(example, site, "build", "--no-check", "--report", "csv=-")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "rule,outcome,place,message"
    assert "It costs €8.95." in (site / "dist" / "care" / "index.html").read_text("utf-8")
    explained = _run(example, site, "explain", "house-style/simply")
    assert "Readers for whom it is not simple" in explained.stdout


@pytest.mark.browser
def test_a_check_of_ones_own_has_its_line_and_can_be_suppressed(example, site):
    done = _run(example, site, "check", "--plain", "--states", "light", "--no-cache")
    assert "in site_src/care.md, line 4: “Simply” says that this is simple." in done.stdout
    accept = ("--reason", "a", "--owner", "Ann", "--until", "2999-01-01", "--states", "light")
    done = _run(example, site, "suppress", "house-style/simply", *accept)
    assert done.returncode == 0, done.stderr
    assert 'rule = "house-style/simply"' in (site / "site_src/suppressions.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("points", "files", "words"),
    [
        (
            "[curbcut.markdown]\na = extra_a:no\n",
            {"extra_a.py": ""},
            "“a” of extra cannot be loaded",
        ),
        ("[curbcut.markdown]\na = extra_b:x\n", {"extra_b.py": "1 / 0\n"}, "ZeroDivisionError"),
    ],
)
def test_a_package_that_cannot_be_loaded_is_named(tmp_path, site, points, files, words):
    done = _run(_installed(tmp_path / "packages", points, files), site, "lint")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CHECK = 1\n", "is no check"),
        (
            "from curbcut.browser import states\nfrom curbcut.checks.api import Check\n"
            "from curbcut.model.finding import Rule\n"
            "CHECK = Check((Rule('id-duplicate', '', '', ''),), (states.LIGHT,), run=iter)\n",
            "has a rule that exists: “id-duplicate”",
        ),
    ],
)
def test_a_check_that_is_none_is_named(tmp_path, site, code, words):
    packages = _installed(
        tmp_path / "packages", "[curbcut.checks]\nmine = extra_c:CHECK\n", {"extra_c.py": code}
    )
    done = _run(packages, site, "rules")
    assert done.returncode == 2
    assert words in done.stderr


def test_what_is_kept_depends_on_the_packages(tmp_path, site):
    packages = _installed(
        tmp_path / "packages",
        "[curbcut.markdown]\na = extra_d:install\n",
        {"extra_d.py": "def install(md):\n    pass\n"},
    )
    digest = ("-c", "from curbcut.cache import code_digest; print(code_digest())")
    before, again = (_digest(packages, digest) for _ in range(2))
    (packages / "extra_d.py").write_text("def install(md):\n    return\n", "utf-8")
    assert before == again != _digest(packages, digest)


def _digest(packages: Path, program: tuple[str, str]) -> str:
    path = os.pathsep.join([str(packages), str(REPOSITORY)])
    done = subprocess.run(
        [sys.executable, *program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
