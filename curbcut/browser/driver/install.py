"""Finding a browser and the driver for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.selenium_manager import SeleniumManager

from curbcut.model.finding import CurbcutError

ADVICE = (
    "Install one (on Debian and Ubuntu: apt install chromium chromium-driver), or set "
    "CURBCUT_BROWSER and CURBCUT_DRIVER to the programs to use."
)
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:\.\d+)?")
_CHROME_NAMES = ("google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser")
_EDGE_NAMES = ("microsoft-edge", "microsoft-edge-stable", "msedge")
_CHROME_DRIVERS = ("chromedriver", "chromium.chromedriver")
_EDGE_DRIVERS = ("msedgedriver",)
_MAC_CHROME = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
)
_MAC_EDGE = ("Microsoft Edge.app/Contents/MacOS/Microsoft Edge",)
_WINDOWS_CHROME = (r"Google\Chrome\Application\chrome.exe", r"Chromium\Application\chrome.exe")
_WINDOWS_EDGE = (r"Microsoft\Edge\Application\msedge.exe",)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


@dataclass(frozen=True, slots=True)
class Installation:
    """A browser and its driver.

    ``source`` is how the browser was found: "environment", "path", "usual place" or
    "selenium manager".
    """

    browser_path: str
    driver_path: str
    browser_version: str
    driver_version: str
    source: str

    @property
    def is_edge(self) -> bool:
        """Whether the driver is Edge's, which uses different names for the same capabilities."""
        return "msedgedriver" in Path(self.driver_path).name.lower()


def find_browser(environ: Mapping[str, str] | None = None) -> Installation:
    """The browser and driver to use on this machine.

    Looks at CURBCUT_BROWSER and CURBCUT_DRIVER, then for Chrome and Chromium, then for Edge, each
    on PATH and in the usual places on macOS and Windows. Selenium Manager, which may download, is
    used only for what these do not find.

    Raises CurbcutError if there is no browser, or none whose driver has the same major version.
    """
    env = os.environ if environ is None else environ
    browsers = _browsers(env)
    drivers = _drivers(env)
    mismatches: list[str] = []
    for browser, source, is_edge in browsers:
        for driver in drivers[is_edge]:
            pair = _pair(browser, driver, source)
            if pair is not None and _major(pair.browser_version) == _major(pair.driver_version):
                return pair
            if pair is not None:
                mismatches.append(
                    f"{pair.browser_path} is version {pair.browser_version}, "
                    f"but {pair.driver_path} is version {pair.driver_version}"
                )
    if mismatches:
        raise CurbcutError(
            f"The browser and its driver have different versions: {'; '.join(mismatches)}",
            "Update both to the same major version, or set CURBCUT_BROWSER and CURBCUT_DRIVER to "
            "a matching pair.",
        )
    return _ask_selenium_manager(browsers[0][0] if browsers else "")


def _browsers(env: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Each candidate: its path, how it was found, and whether it is Edge."""
    chosen = env.get("CURBCUT_BROWSER", "")
    if chosen:
        found = shutil.which(chosen, path=env.get("PATH"))
        if found is None:
            raise CurbcutError(
                f"CURBCUT_BROWSER is {chosen}, which is not a program",
                "Set it to the path of Chrome, Chromium or Edge, or unset it.",
            )
        return [(found, "environment", "edge" in Path(found).name.lower())]
    return [
        *_on_path(_CHROME_NAMES, env, is_edge=False),
        *((path, "usual place", False) for path in _usual(env, _MAC_CHROME, _WINDOWS_CHROME)),
        *_on_path(_EDGE_NAMES, env, is_edge=True),
        *((path, "usual place", True) for path in _usual(env, _MAC_EDGE, _WINDOWS_EDGE)),
    ]


def _drivers(env: Mapping[str, str]) -> dict[bool, list[str]]:
    """The drivers for Edge (True) and for everything else (False)."""
    chosen = env.get("CURBCUT_DRIVER", "")
    if chosen:
        found = shutil.which(chosen, path=env.get("PATH"))
        if found is None:
            raise CurbcutError(
                f"CURBCUT_DRIVER is {chosen}, which is not a program",
                "Set it to the path of chromedriver or msedgedriver, or unset it.",
            )
        return {True: [found], False: [found]}
    return {
        False: [path for path, _, _ in _on_path(_CHROME_DRIVERS, env, is_edge=False)],
        True: [path for path, _, _ in _on_path(_EDGE_DRIVERS, env, is_edge=True)],
    }


def _on_path(
    names: tuple[str, ...], env: Mapping[str, str], *, is_edge: bool
) -> Iterator[tuple[str, str, bool]]:
    seen: set[str] = set()
    for name in names:
        found = shutil.which(name, path=env.get("PATH"))
        # chromium and chromium-browser are often one program under two names.
        if found is not None and os.path.realpath(found) not in seen:
            seen.add(os.path.realpath(found))
            yield found, "path", is_edge


def _usual(env: Mapping[str, str], mac: tuple[str, ...], windows: tuple[str, ...]) -> Iterator[str]:
    places: list[Path] = []
    if sys.platform == "darwin":
        folders = (Path("/Applications"), Path(env.get("HOME", "/")) / "Applications")
        places = [folder / name for name in mac for folder in folders]
    elif sys.platform == "win32":
        roots = [Path(env[name]) for name in _WINDOWS_FOLDERS if env.get(name)]
        places = [folder / name for name in windows for folder in roots]
    return (str(place) for place in places if place.is_file())


def _pair(browser: str, driver: str, source: str) -> Installation | None:
    """The pair with its versions, or None if one of them cannot be run."""
    browser_version, driver_version = _version(browser), _version(driver)
    if not browser_version or not driver_version:
        return None
    return Installation(browser, driver, browser_version, driver_version, source)


def _version(program: str) -> str:
    """The version that ``--version`` prints, or "" if there is none."""
    if sys.platform == "win32" and not program.lower().endswith("driver.exe"):
        # On Windows the browser would open a window; a folder beside it is named after its version.
        names = [path.name for path in Path(program).parent.iterdir()]
        versions = [name for name in names if _VERSION.fullmatch(name)]
        return max(versions, key=lambda name: [int(part) for part in name.split(".")], default="")
    try:
        # Debian's wrapper script prints warnings on stderr that would only confuse users.
        done = subprocess.run(
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _VERSION.search(done.stdout.decode(errors="replace"))
    return found.group() if found and done.returncode == 0 else ""


def _ask_selenium_manager(browser: str) -> Installation:
    """Let Selenium Manager find or download what is missing. Raises CurbcutError."""
    is_edge = "edge" in Path(browser).name.lower()
    # --avoid-stats: otherwise it sends usage statistics to its makers.
    request = ["--browser", "edge" if is_edge else "chrome", "--avoid-stats"]
    if browser:
        request += ["--browser-path", browser]
    try:
        paths = SeleniumManager().binary_paths(request)
    except (WebDriverException, OSError) as error:
        reason = str(getattr(error, "msg", None) or error).strip().splitlines()
        detail = f" (Selenium Manager: {reason[0]})" if reason else ""
        if browser:
            raise CurbcutError(f"There is no driver for {browser}{detail}", ADVICE) from error
        raise CurbcutError(f"There is no browser on this machine{detail}", ADVICE) from error
    pair = _pair(paths["browser_path"], paths["driver_path"], "selenium manager")
    if pair is None:
        raise CurbcutError("The browser that Selenium Manager found does not start", ADVICE)
    return pair


def _major(version: str) -> str:
    return version.partition(".")[0]
