"""The hook for pre-commit, run with the names of files as pre-commit passes them."""

import os
import re
import shlex
import subprocess
import sys
import tomllib

import pytest
import yaml

from tests.making import EVERY_WORD, HOME, REPOSITORY, page, write

(HOOK,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))


def commit(folder, files):
    """What the hook does for a commit of ``files``: None if it is not run."""
    write(folder, files)
    names = [name for name in files if re.search(HOOK["files"], name)]
    if not names:
        return None
    command, *arguments = shlex.split(HOOK["entry"])
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"][
        "scripts"
    ]
    module = scripts[command].partition(":")[0].removesuffix(".cli")
    return subprocess.run(
        (sys.executable, "-m", module, *arguments, *names),
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path):
    site = {"site.toml": '[site]\ntitle = "Help"\n', "index.md": HOME, "old.md": EVERY_WORD}
    return write(tmp_path, {f"site_src/{name}": text for name, text in site.items()})


def test_a_good_page_may_be_committed_whatever_is_wrong_with_others(folder):
    done = commit(folder, {"site_src/brakes.md": page("Brakes"), "site_src/care.md": page("Care")})
    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_with_an_error_may_not_and_its_line_is_named(folder):
    done = commit(folder, {
        "site_src/brakes.md": page("Brakes"), "site_src/a b.md": page("Care", "[it](it.md)\n"),
    })  # fmt: skip
    assert done.returncode == 1
    assert "site_src/a b.md:4: error: “it.md” does not exist" in done.stdout
    assert "old.md" not in done.stdout


def test_only_pages_of_the_help_centre_are_passed(folder):
    others = {"site_src/chain.png": b"", "README.md": "# A project\n\n![](x.png)\n"}
    assert commit(folder, others) is None


def test_the_hook_of_a_new_help_centre_is_the_same():
    around = REPOSITORY / "curbcut/starter/around/dot-pre-commit-config.yaml"
    (repository,) = yaml.safe_load(around.read_text("utf-8"))["repos"]
    (local,) = repository["hooks"]
    same = ("id", "name", "entry", "files", "require_serial")
    assert {key: local[key] for key in same} == {key: HOOK[key] for key in same}
