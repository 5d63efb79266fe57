"""Providing a browser and the driver that fits it."""

from __future__ import annotations

import os
import re
import shutil
from typing import Iterator

from setup import debian
from setup.commands import CannotPrepare, run, say
from setup.stamps import identity, wanted_browser

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
DRIVERS = ("chromedriver", "msedgedriver")
DRIVER_FOLDERS = ("CHROMEWEBDRIVER", "EDGEWEBDRIVER")
"""Variables by which hosted build machines say where their drivers are."""

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb", ".woff2")


def provide() -> dict:
    """Find or install a browser and a driver; return what the stamp is to hold of them.

    Where there is none, Selenium is left to look for one at the first build.

    Raises:
        CannotPrepare: a variable names a browser or driver that is not there.
    """
    wanted = wanted_browser()
    pair = next(pairs(*wanted), None)
    if pair is None and not any(wanted) and debian.can_install() and not debian.is_ubuntu():
        packages = ["chromium", "chromium-driver", "chromium-sandbox"]
        if not has_fonts():
            packages.append("fonts-dejavu-core")
        debian.install(packages, "a browser and its driver")
        pair = next(pairs(*wanted), None)
    if pair is None:
        say("no browser with a driver of its version here; Selenium will fetch one when it can")
    elif not has_fonts() and debian.can_install():
        debian.install(["fonts-dejavu-core"], "a font")
    return {"wanted": wanted, "found": [identity(path) for path in pair or ()]}


def pairs(browser: str, driver: str) -> Iterator[tuple[str, str]]:
    """Yield browsers with drivers that fit them; one that was asked for by name is the only one."""
    browsers = [require(browser, "CURBCUT_BROWSER")] if browser else list(present(BROWSERS))
    drivers = [require(driver, "CURBCUT_DRIVER")] if driver else list(present(driver_places()))
    for one in browsers:
        kind = kind_and_major(one)
        for other in drivers:
            if kind and kind == kind_and_major(other):
                yield one, other


def driver_places() -> Iterator[str]:
    """Yield where drivers may be."""
    yield from DRIVERS
    for folder in filter(None, map(os.environ.get, DRIVER_FOLDERS)):
        for name in DRIVERS:
            yield os.path.join(folder, name)


def require(program: str, variable: str) -> str:
    """Return the path of a program that a variable names.

    Raises:
        CannotPrepare: it is not there.
    """
    path = shutil.which(program)
    if path is None:
        raise CannotPrepare("%s names a program that cannot be run: %s" % (variable, program))
    return path


def present(programs: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    """Yield the paths of those programs that exist."""
    for program in programs:
        path = shutil.which(program)
        if path:
            yield path


def kind_and_major(program: str) -> tuple[bool, int] | None:
    """Return whether a browser or driver is Edge's, and its major version; None if it fails."""
    told = run([program, "--version"], timeout=30)
    version = re.search(r"\b(\d+)\.\d+\.\d+", told.output)
    if not told.ok or not version:
        return None
    return "edge" in told.output.lower(), int(version.group(1))


def has_fonts() -> bool:
    """Say whether there is any font to measure text with; only Linux can be without."""
    if not os.path.isdir("/usr/share"):
        return True
    return os.uname().sysname != "Linux" or any(
        name.lower().endswith(FONT_SUFFIXES)
        for folder in FONT_FOLDERS
        for _, _, names in os.walk(os.path.expanduser(folder))
        for name in names
    )
