"""What has been prepared, by digest, so that a second run can see it in a few milliseconds.

The stamp lives in the environment that it describes, `.venv/curbcut.json`: whoever removes the
one removes the other. A part enters the stamp only once it is finished.

As a program (`.venv/bin/python -I -S setup/stamps.py GOAL`) it exits 0 if nothing is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "curbcut.json")
AXE = os.path.join(ROOT, "curbcut", "checks", "axe", "axe_core", "axe.min.js")

RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
REQUIREMENTS = {"site": RUNTIME, "test": DEVELOPMENT, "lint": DEVELOPMENT}
NEEDS_BROWSER = ("site", "test")
NEEDS_SERVERS = ("test",)
NEEDS_JAVASCRIPT = ("lint",)

RETRY_SECONDS = 24 * 60 * 60
"""How long a failed attempt at something that Curbcut can do without is left alone."""


def digest(*names: str) -> str:
    """Return one digest for the content of several files of the checkout."""
    total = hashlib.sha256()
    for name in names:
        with open(os.path.join(ROOT, name), "rb") as file:
            total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()


def identity(path: str) -> list[object] | None:
    """Return what tells a program from another version of it, or None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return [path, status.st_size, status.st_mtime_ns]


def read() -> dict:
    """Return the stamp; empty if there is none or it cannot be read."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            stamp = json.load(file)
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write(stamp: dict) -> None:
    """Replace the stamp, whole or not at all."""
    draft = STAMP + ".new"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(stamp, file, indent=1)
    os.replace(draft, STAMP)


def has_environment(stamp: dict, python: str) -> bool:
    """Say whether `.venv` was made here, for this Python (`major.minor.micro`), and finished."""
    return [stamp.get("root"), stamp.get("python")] == [ROOT, python]


def has_packages(stamp: dict, requirements: str) -> bool:
    """Say whether the packages of a requirements file are installed as it now stands."""
    installed = stamp.get("packages", {})
    return all(
        installed.get(name) == digest(name)
        for name in {RUNTIME: [RUNTIME], DEVELOPMENT: [RUNTIME, DEVELOPMENT]}[requirements]
    )


def has_axe(stamp: dict) -> bool:
    """Say whether the axe-core of the lock file is there."""
    known = stamp.get("axe", {}).get("digest")
    return bool(known == digest("package-lock.json")) and os.path.exists(AXE)


def javascript_digest() -> str:
    """Return the digest of what names the tools for JavaScript, and the Node.js for them."""
    return digest("package.json", "package-lock.json", "setup/npm.txt")


def has_javascript(stamp: dict) -> bool:
    """Say whether the tools of the lock file are there."""
    known = stamp.get("javascript", {}).get("digest")
    eslint = os.path.join(ROOT, "node_modules", "eslint", "package.json")
    return bool(known == javascript_digest()) and os.path.exists(eslint)


def sources() -> list[int]:
    """Return how many Python files Curbcut has, and when the last one changed, in nanoseconds."""
    times = [
        os.stat(os.path.join(folder, name)).st_mtime_ns
        for folder, _, names in os.walk(os.path.join(ROOT, "curbcut"))
        for name in names
        if name.endswith(".py")
    ]
    return [len(times), max(times)]


def has_bytecode(stamp: dict) -> bool:
    """Say whether Curbcut is compiled as it now stands."""
    return bool(stamp.get("bytecode") == sources())


def wanted_browser() -> list[str]:
    """Return the browser and driver that the user asks for by variable; "" where neither."""
    return [os.environ.get(name, "") for name in ("CURBCUT_BROWSER", "CURBCUT_DRIVER")]


def has_browser(stamp: dict) -> bool:
    """Say whether the browser and driver that were found are still the same ones."""
    browser = stamp.get("browser", {})
    return bool(browser.get("wanted") == wanted_browser()) and all(
        identity(found[0]) == found for found in browser.get("found", [])
    )


def missing_servers() -> list[str]:
    """Return which web servers are not here; Debian keeps some where only administrators look."""
    return [
        name
        for name in ("nginx", "caddy")
        if not (shutil.which(name) or shutil.which("/usr/sbin/" + name))
    ]


def has_servers(stamp: dict) -> bool:
    """Say whether the web servers are there, or were found lately to be out of reach."""
    if not missing_servers():
        return True
    failed_at = stamp.get("servers", {}).get("failed_at")
    return failed_at is not None and bool(0 <= time.time() - failed_at < RETRY_SECONDS)


def is_ready(goal: str, python: str) -> bool:
    """Say whether nothing is missing for a goal."""
    stamp = read()
    return (
        has_environment(stamp, python)
        and has_packages(stamp, REQUIREMENTS[goal])
        and has_bytecode(stamp)
        and (goal not in NEEDS_BROWSER or (has_browser(stamp) and has_axe(stamp)))
        and (goal not in NEEDS_SERVERS or has_servers(stamp))
        and (goal not in NEEDS_JAVASCRIPT or has_javascript(stamp))
    )


def version(info: tuple) -> str:
    """Return a `sys.version_info` as text."""
    return ".".join(map(str, info[:3]))


if __name__ == "__main__":
    sys.exit(not is_ready(sys.argv[1], version(sys.version_info)))
