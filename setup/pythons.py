"""Finding a Python that can run Curbcut, and making `.venv` from it."""

from __future__ import annotations

import glob
import os
import re
import shutil
import sys
import tempfile
from typing import Iterator

from setup import debian
from setup.commands import CannotPrepare, Outcome, reason, run, say
from setup.stamps import ROOT, VENV

OLDEST = (3, 12)
PREFERRED = ("python3.13", "python3.12", "python3.14", "python3", "python")
FOR_UV = "3.13"
FOLDERS = ("/opt/homebrew/bin", "/usr/local/bin", "/usr/bin")

PROBE = """
import sys
print("version %d.%d.%d%s" % (*sys.version_info[:3], sys.version_info[3].replace("final", "")))
print("path", sys.executable)
import ensurepip, pyexpat, ssl, venv, zlib
print("complete")
"""
HOW_TO_INSTALL = (
    "install one (Debian 13, Ubuntu 24.04 or newer: apt install python3-venv; macOS: brew install"
    " python; elsewhere: pyenv install 3.13) and try again"
)


def candidates() -> Iterator[str]:
    """Yield every program that may be a Python, the likeliest first, each one once."""
    seen = set()
    asked = os.environ.get("CURBCUT_PYTHON")
    if asked:
        yield shutil.which(asked) or asked
        return
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    paths = [os.path.join(folder, name) for name in PREFERRED for folder in (*folders, *FOLDERS)]
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    installed = glob.glob(os.path.join(glob.escape(pyenv), "versions", "3.*", "bin", "python"))
    for path in [*paths, *sorted(installed, key=natural, reverse=True)]:
        if path not in seen and os.access(path, os.X_OK) and not path.startswith(VENV + os.sep):
            seen.add(path)
            yield path


def natural(path: str) -> list[int]:
    """Return the numbers in a path, so that 3.13 sorts after 3.9."""
    return [int(number) for number in re.findall(r"\d+", path)]


class Python:
    """A Python on this machine: where it is, its version, and whether it can make a `.venv`."""

    def __init__(self, path: str, probe: Outcome) -> None:
        """Read what the probe printed; a program that printed nothing of it is no Python."""
        version = re.search(r"^version (\d+)\.(\d+)\.(\d+)(\S*)", probe.output, re.MULTILINE)
        found = re.search(r"^path (.+)", probe.output, re.MULTILINE)
        self.path = found.group(1) if found else path
        self.version = tuple(map(int, version.groups()[:3])) if version else (0, 0, 0)
        self.is_final = version is not None and not version.group(4)
        self.is_complete = probe.ok

    @property
    def text(self) -> str:
        """The version in words."""
        return ".".join(map(str, self.version))


def probe(path: str) -> Python:
    """Run a program to see which Python it is, if it is one at all."""
    return Python(path, run([path, "-E", "-s", "-c", PROBE], timeout=30))


def find() -> Python:
    """Return a Python that can run Curbcut; the last resort is one that uv brings.

    Raises:
        CannotPrepare: there is none and none could be brought.
    """
    newest: tuple[int, ...] = (0, 0, 0)
    incomplete = None
    for path in candidates():
        python = probe(path)
        newest = max(newest, python.version)
        if python.version >= OLDEST and python.is_final:
            if python.is_complete:
                return python
            incomplete = incomplete or python
    if os.environ.get("CURBCUT_PYTHON"):
        raise CannotPrepare("CURBCUT_PYTHON names no complete Python 3.12 or newer")
    if incomplete and incomplete.path.startswith("/usr/bin/") and debian.can_install():
        package = "python%d.%d-venv" % incomplete.version[:2]
        debian.install([package], "Python's venv module")
        python = probe(incomplete.path)
        if python.is_complete:
            return python
    return bring_with_uv(newest)


def bring_with_uv(newest: tuple) -> Python:
    """Return a Python that uv found or installed; `newest` is the best that was found without.

    Raises:
        CannotPrepare: uv could not be had, or brought nothing.
    """
    found = "only Python " + ".".join(map(str, newest)) if any(newest) else "none"
    lead = "it needs a complete Python 3.12 or newer and found %s, " % found
    with tempfile.TemporaryDirectory(prefix="curbcut-") as folder:
        say("no complete Python 3.12 or newer here; asking uv for one")
        uv = obtain_uv(folder)
        if isinstance(uv, Outcome):
            raise CannotPrepare(
                lead + "and uv could not be had (%s): %s" % (reason(uv.output), HOW_TO_INSTALL)
            )
        find = [uv, "--no-config", "python", "find", "--no-project", "--system"]
        python = located(run([*find, ">=3.12"], timeout=60, cwd=folder))
        if python:
            return python
        done = run([uv, "--no-config", "python", "install", FOR_UV], timeout=600, cwd=folder)
        python = located(run([*find, FOR_UV], timeout=60, cwd=folder)) if done.ok else None
        if python:
            return python
        raise CannotPrepare(lead + "and uv could not bring one: " + HOW_TO_INSTALL)


def located(found: Outcome) -> Python | None:
    """Return the Python that `uv python find` names, if it can run Curbcut."""
    if not found.ok or not found.output.strip():
        return None
    python = probe(found.output.strip().splitlines()[-1])
    return python if python.is_complete and python.version >= OLDEST else None


def obtain_uv(folder: str) -> str | Outcome:
    """Return the path of uv: the one on this machine, else one installed in a throw-away folder.

    What comes back where there is none is the outcome of the last attempt.
    """
    for place in ("uv", "~/.local/bin/uv", "~/.cargo/bin/uv"):
        path = shutil.which(os.path.expanduser(place))
        if path and run([path, "--version"], timeout=30).ok:
            return path
    packages = os.path.join(folder, "uv")
    pinned = os.path.join(ROOT, "setup", "uv.txt")
    made = run([sys.executable, "-m", "venv", packages], timeout=120)
    if made.ok:
        pip = [os.path.join(packages, "bin", "python"), "-m", "pip", "install"]
    else:
        pip = [sys.executable, "-m", "pip", "install", "--target", packages]
    done = run([*pip, *PIP_OPTIONS, "--require-hashes", "-r", pinned], timeout=600)
    path = os.path.join(packages, "bin", "uv")
    return path if done.ok and os.path.exists(path) else done


PIP_OPTIONS = ("--disable-pip-version-check", "--no-input", "--quiet", "--retries", "2")


def make_environment(python: Python) -> None:
    """Make `.venv` anew.

    Raises:
        CannotPrepare: it could not be made.
    """
    remove_environment()
    made = run([python.path, "-E", "-s", "-m", "venv", VENV], timeout=300)
    if not made.ok:
        raise CannotPrepare(".venv could not be made: " + reason(made.output))


def remove_environment() -> None:
    """Remove `.venv`, which may be a link to somewhere else that stays as it is."""
    if os.path.islink(VENV):
        os.unlink(VENV)
    elif os.path.isdir(VENV):
        shutil.rmtree(VENV)


def install(requirements: str) -> None:
    """Install the packages of a lock file into `.venv`, each checked against its hash.

    Raises:
        CannotPrepare: a package could not be had or is not the one that was locked.
    """
    pip = [os.path.join(VENV, "bin", "python"), "-m", "pip", "install", *PIP_OPTIONS]
    done = run([*pip, "--require-hashes", "-r", os.path.join(ROOT, requirements)], timeout=1800)
    if not done.ok:
        raise CannotPrepare(
            "the packages in %s could not be installed: %s" % (requirements, reason(done.output))
        )
