"""The tools that Curbcut is measured against: installed here, by their lock files, for this alone.

They are put into a folder that Git ignores. A tool that cannot be had has a reason instead of a
version; its rows say so, and the others are measured.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.layouts import curbcut, eleventy, hugo, mkdocs, pelican
from bench.layouts.layout import Layout

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".curbcut" / "bench"
PYTHON = HOME / "tools" / "python"
NPM = HOME / "tools" / "npm"
MODULES = NPM / "node_modules"
_LOCKS = Path(__file__).parent / "peers"
_SECONDS = 900
CURBCUT = (sys.executable, str(ROOT / "build.py"))


@dataclass(frozen=True, slots=True)
class Builder:
    """A tool that builds sites.

    ``command`` is run in the site's folder; ``made`` are the folders in it that a build from
    nothing must not find; ``source`` says where the program comes from: "python", "npm" or "".
    """

    layout: Layout
    command: Callable[[], tuple[str, ...]]
    made: tuple[str, ...]
    source: str

    @property
    def name(self) -> str:
        """As it is in the tables."""
        return self.layout.name


def _hugo() -> tuple[str, ...]:
    """The program itself; what pip puts on the path is a Python script that starts it."""
    found = sorted(PYTHON.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return (str(found[0]) if found else "hugo", "build", "--destination", "out", "--quiet")


def _eleventy() -> tuple[str, ...]:
    return ("node", str(MODULES / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet")


BUILDERS = (
    Builder(
        curbcut.LAYOUT,
        lambda: (*CURBCUT, "build", "--no-check", "--out", "dist"),
        ("dist", ".curbcut"),
        "",
    ),
    Builder(hugo.LAYOUT, _hugo, ("out", "resources", ".hugo_build.lock"), "python"),
    Builder(eleventy.LAYOUT, _eleventy, ("out", ".cache"), "npm"),
    Builder(
        pelican.LAYOUT,
        lambda: (str(PYTHON / "bin" / "pelican"), "-s", "pelicanconf.py", "-o", "out", "-q"),
        ("out", "__pycache__"),
        "python",
    ),
    Builder(
        mkdocs.MATERIAL,
        lambda: (str(PYTHON / "bin" / "mkdocs"), "build", "--quiet", "--site-dir", "out"),
        ("out",),
        "python",
    ),
    Builder(
        mkdocs.ZENSICAL,
        lambda: (str(PYTHON / "bin" / "zensical"), "build"),
        ("site", ".cache"),
        "python",
    ),
)
CHECKERS = ("pa11y-ci", "@axe-core/cli")
"""From npm."""


def provide(sources: set[str]) -> dict[str, str]:
    """Install the tools of these sources, where they are not there yet.

    Returns why a source's tools could not be had, by source.
    """
    missing = {}
    for source, install in (("python", _python), ("npm", _npm)):
        if source in sources and (reason := install()):
            missing[source] = reason
    return missing


def link_modules(folder: Path) -> None:
    """Let a configuration file in the folder import what came from npm."""
    link = folder / "node_modules"
    if not link.is_symlink():
        link.symlink_to(MODULES, target_is_directory=True)


def _python() -> str:
    lock = _LOCKS / "requirements.txt"
    if _is_done(PYTHON, lock):
        return ""
    _say("installing Hugo, Pelican, MkDocs Material and Zensical")
    shutil.rmtree(PYTHON, ignore_errors=True)
    pip = str(PYTHON / "bin" / "python")
    reason = _run([sys.executable, "-m", "venv", str(PYTHON)], HOME) or _run(
        [*(pip, "-m", "pip", "install", "--quiet", "--require-hashes"), "-r", str(lock)], HOME
    )
    return reason or _done(PYTHON, lock)


def _npm() -> str:
    lock = _LOCKS / "package-lock.json"
    if _is_done(NPM, lock):
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "there is no npm"
    _say("installing Eleventy, pa11y-ci and axe's command line")
    NPM.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_LOCKS / name, NPM)
    # Browsers and drivers that packages would fetch are not needed: all use the one that is here.
    reason = _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], NPM)
    return reason or _done(NPM, lock)


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _is_done(folder: Path, lock: Path) -> bool:
    stamp = folder / ".installed"
    return stamp.is_file() and stamp.read_text() == _digest(lock)


def _done(folder: Path, lock: Path) -> str:
    (folder / ".installed").write_text(_digest(lock))
    return ""


def _run(command: list[str], folder: Path) -> str:
    """Why the command failed, or "" if it did not."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = (done.stderr or done.stdout).strip().splitlines()
    return "" if not done.returncode else lines[-1] if lines else f"code {done.returncode}"


def _say(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")
