"""``curbcut doctor``: what it looks at, and what it says of a machine that is not ready."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from curbcut.browser.driver import install
from curbcut.browser.driver.install import find_browser
from curbcut.checks.axe import adapter
from curbcut.checks.runner import canary
from curbcut.cli.doctor import doctor
from curbcut.model.finding import CurbcutError


def ask() -> tuple[int, list[str]]:
    result = CliRunner().invoke(doctor)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.splitlines()


def refuse(*args: object) -> None:
    raise CurbcutError("no such thing", "Install it.")


@pytest.mark.parametrize(
    ("home", "name"), [(adapter, "Axe"), (install, "find_browser")], ids=["axe-core", "browser"]
)
def test_what_is_missing_is_named_with_what_to_do(monkeypatch, home, name: str):
    monkeypatch.setattr(home, name, refuse)
    code, lines = ask()
    assert code == 2
    assert lines[0].startswith("ok: Curbcut ")
    assert lines[-2:] == ["missing: no such thing", "    Install it."]


@pytest.mark.browser
def test_a_machine_that_is_ready(monkeypatch):
    code, lines = ask()
    assert code == 0
    found = find_browser()
    for words in (
        f"browser {found.browser_path}, version {found.browser_version}",
        f"driver {found.driver_path}",
        f"axe-core {adapter.VERSION}",
        f"{canary.proved()[0]} of the {canary.proved()[1]} rules",
    ):
        assert any(line.startswith("ok: ") and words in line for line in lines), words


@pytest.mark.browser
@pytest.mark.parametrize("proof", ["prove", "prove_checks"])
def test_a_browser_that_does_not_see_is_not_ready(monkeypatch, proof: str):
    monkeypatch.setattr(canary, proof, refuse)
    code, lines = ask()
    assert (code, lines[-2:]) == (2, ["missing: no such thing", "    Install it."])
