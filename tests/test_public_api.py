"""What programs import from ``curbcut`` itself."""

import subprocess
import sys

import curbcut
from tests.making import REPOSITORY, page, write


def test_all_names_are_there():
    assert {name: getattr(curbcut, name) for name in curbcut.__all__}.keys() == set(curbcut._HOMES)
    assert not hasattr(curbcut, "nothing_of_the_kind")


def test_lint_from_a_program(tmp_path):
    source = write(tmp_path, {"index.md": page("Help", "![](a.png)\n")})
    result = curbcut.lint(curbcut.Options(source=source, templates=None, cache=False))
    assert isinstance(result, curbcut.RunResult)
    assert "image-alt-missing" in {finding.rule.id for finding in result.blocking}


def test_importing_the_package_imports_no_driver():
    program = "import sys, curbcut, curbcut.cli; print([m for m in sys.modules if 'selenium' in m])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
