"""Finding a browser, told with programs that only know their version."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from selenium.common.exceptions import NoSuchDriverException
from selenium.webdriver.common.selenium_manager import SeleniumManager

from curbcut.browser.driver.install import find_browser
from curbcut.model.finding import CurbcutError

ASK = SeleniumManager.binary_paths
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses shell scripts")


def program(folder: Path, name: str, says: str, *, status: int = 0) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '2.0.0: some warning' >&2\necho '{says}'\nexit {status}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object, args: list[str]) -> dict[str, str]:
        raise NoSuchDriverException("no network here")

    monkeypatch.setattr(SeleniumManager, "binary_paths", refuse)
    monkeypatch.setattr(sys, "platform", "linux")


def test_names_on_the_path(tmp_path: Path) -> None:
    browser = program(tmp_path, "chromium", "Chromium 156.0.8078.79 built on Debian 12")
    driver = program(tmp_path, "chromedriver", "ChromeDriver 156.0.8078.12 (abc)")
    found = find_browser({"PATH": str(tmp_path)})
    assert (found.browser_path, found.driver_path) == (browser, driver)
    assert (found.browser_version, found.driver_version) == ("156.0.8078.79", "156.0.8078.12")
    assert (found.source, found.is_edge) == ("path", False)


def test_the_environment_comes_first(tmp_path: Path) -> None:
    program(tmp_path, "chromium", "Chromium 156.0.1.2")
    program(tmp_path, "chromedriver", "ChromeDriver 156.0.1.2")
    browser = program(tmp_path / "own", "my-browser", "Mine 99.1.2.3")
    driver = program(tmp_path / "own", "my-driver", "Mine 99.4.5.6")
    found = find_browser(
        {"PATH": str(tmp_path), "CURBCUT_BROWSER": browser, "CURBCUT_DRIVER": driver}
    )
    assert (found.browser_path, found.driver_path) == (browser, driver)
    assert found.source == "environment"


def test_the_pair_that_fits_is_taken(tmp_path: Path) -> None:
    program(tmp_path, "google-chrome", "Google Chrome 155.0.1.2")
    browser = program(tmp_path, "chromium", "Chromium 156.0.1.2")
    program(tmp_path, "chromedriver", "ChromeDriver 156.0.1.2")
    assert find_browser({"PATH": str(tmp_path)}).browser_path == browser


def test_edge_has_a_driver_of_its_own(tmp_path: Path) -> None:
    program(tmp_path, "microsoft-edge", "Microsoft Edge 150.0.1.2")
    driver = program(tmp_path, "msedgedriver", "Microsoft Edge WebDriver 150.0.1.2")
    found = find_browser({"PATH": str(tmp_path)})
    assert (found.driver_path, found.is_edge) == (driver, True)


def test_versions_that_do_not_fit(tmp_path: Path) -> None:
    program(tmp_path, "chromium", "Chromium 156.0.1.2")
    program(tmp_path, "chromedriver", "ChromeDriver 120.0.1.2")
    with pytest.raises(CurbcutError) as caught:
        find_browser({"PATH": str(tmp_path)})
    assert "156.0.1.2" in str(caught.value)
    assert "120.0.1.2" in str(caught.value)
    assert "same major version" in caught.value.fix


def test_no_browser(tmp_path: Path) -> None:
    with pytest.raises(CurbcutError, match="no browser") as caught:
        find_browser({"PATH": str(tmp_path)})
    assert "apt install chromium chromium-driver" in caught.value.fix
    assert "CURBCUT_BROWSER" in caught.value.fix


def test_no_driver(tmp_path: Path) -> None:
    program(tmp_path, "chromium", "Chromium 156.0.1.2")
    with pytest.raises(CurbcutError, match=r"no driver for .*chromium"):
        find_browser({"PATH": str(tmp_path)})


def test_a_browser_that_does_not_run_is_none(tmp_path: Path) -> None:
    program(tmp_path, "chromium", "Chromium 156.0.1.2", status=1)
    program(tmp_path, "chromedriver", "ChromeDriver 156.0.1.2")
    with pytest.raises(CurbcutError):
        find_browser({"PATH": str(tmp_path)})


@pytest.mark.parametrize("name", ["CURBCUT_BROWSER", "CURBCUT_DRIVER"])
def test_a_variable_that_names_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(CurbcutError, match=f"{name} is /nowhere/program"):
        find_browser({"PATH": str(tmp_path), name: "/nowhere/program"})


def test_selenium_manager_is_the_last_resort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = program(tmp_path, "fetched", "Chrome 156.0.1.2")
    driver = program(tmp_path, "fetched-driver", "ChromeDriver 156.0.1.2")
    result = {"code": 0, "browser_path": browser, "driver_path": driver}
    said = json.dumps({"logs": [], "result": result})
    manager = tmp_path / "manager"
    manager.write_text(f'#!/bin/sh\necho "$@" >"{tmp_path}/asked"\necho \'{said}\'\n')
    manager.chmod(0o755)
    monkeypatch.setattr(SeleniumManager, "binary_paths", ASK)
    monkeypatch.setenv("SE_MANAGER_PATH", str(manager))
    found = find_browser({"PATH": "/nowhere"})
    assert (found.browser_path, found.source) == (browser, "selenium manager")
    # It calls home otherwise.
    assert "--avoid-stats" in (tmp_path / "asked").read_text().split()
