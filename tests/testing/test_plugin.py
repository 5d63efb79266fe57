"""The pytest plugin, run by a pytest of its own."""

import pytest

from tests.making import REPOSITORY

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """A checkout is not installed: what it is run from is where its packages are."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))


_PAGE = """<!doctype html><html lang="en"><title>Opening hours</title>
<main><h1>Opening hours</h1><p>We are open from nine to five.</p>{}</main></html>"""
_TEST = """
import pathlib

def test_folder(assert_accessible):
    assert_accessible(pathlib.Path("pages"))

def test_file(assert_accessible):
    assert_accessible(pathlib.Path("pages/good.html"))

def test_all_but_one(assert_accessible):
    assert_accessible("pages", ignore=["axe/image-alt"])
"""


def test_a_folder_and_a_file(pytester):
    pages = pytester.mkdir("pages")
    (pages / "good.html").write_text(_PAGE.format(""), "utf-8")
    (pages / "bad.html").write_text(_PAGE.format("<img src='a.png'>"), "utf-8")
    (pages / "a.png").write_bytes(b"")
    pytester.makepyfile(_TEST)
    done = pytester.runpytest_subprocess("-p", "curbcut.testing.plugin")
    done.assert_outcomes(passed=2, failed=1)
    done.stdout.fnmatch_lines(["*bad.html:2:*error:*", "*rule:*axe/image-alt*"])
    done.stdout.no_fnmatch_line("*open_browser.py*")


def test_settings_are_those_of_pytest(pytester):
    pages = pytester.mkdir("pages")
    (pages / "bad.html").write_text(_PAGE.format("<img src='a.png'>"), "utf-8")
    pytester.makeini("[pytest]\naccessible_ignore = axe/image-alt picture-*\n")
    pytester.makepyfile(
        "def test_it(assert_accessible):\n    assert_accessible('pages', rules=['axe/*'])\n"
    )
    done = pytester.runpytest_subprocess("-p", "curbcut.testing.plugin")
    done.assert_outcomes(passed=1)
