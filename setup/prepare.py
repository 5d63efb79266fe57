"""Prepare what is missing for a goal: `site`, `test` or `lint`; or renew the lock files: `lock`.

Run by `setup/prepare.sh`, from the root of the checkout, with any Python from 3.8.
Exit codes: 0 all is there, 2 something cannot be had, 130 interrupted.
"""

from __future__ import annotations

import fcntl
import os
import sys

from setup import axe, browsers, bytecode, javascript, lock, pythons, servers, stamps
from setup.commands import CannotPrepare, run, say


def main(arguments: list[str]) -> int:
    """Prepare for the goal that the first argument names."""
    goal = arguments[0] if arguments else ""
    try:
        with_lock()
        if goal == "lock":
            lock.renew(arguments[1:])
        elif goal in stamps.REQUIREMENTS:
            prepare(goal)
        else:
            raise CannotPrepare("there is nothing to prepare for “%s”" % goal)
    except CannotPrepare as error:
        print("Curbcut cannot be set up: %s." % error, file=sys.stderr)
        return 2
    except OSError as error:
        print("Curbcut cannot be set up: %s." % error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Set-up interrupted; the next `make` takes it up again.", file=sys.stderr)
        return 130
    return 0


def with_lock() -> None:
    """Wait for any other set-up of this checkout; the lock ends with this process."""
    folder = os.open(os.path.join(stamps.ROOT, "setup"), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("waiting for another set-up of this checkout")
        fcntl.flock(folder, fcntl.LOCK_EX)


def prepare(goal: str) -> None:
    """Do what the stamp does not hold yet, and stamp each part when it is finished.

    Raises:
        CannotPrepare: something that Curbcut cannot do without cannot be had.
    """
    requirements = stamps.REQUIREMENTS[goal]
    stamp = stamps.read()
    if not stamps.has_environment(stamp, present_version()) or outdated(stamp):
        python = pythons.find()
        say("making .venv with Python %s" % python.text)
        pythons.make_environment(python)
        stamp = {"root": stamps.ROOT, "python": python.text, "packages": {}}
        stamps.write(stamp)
    if not stamps.has_packages(stamp, requirements):
        say("installing the packages in %s" % requirements)
        stamps.write({**stamp, "packages": {}})
        pythons.install(requirements)
        both = {stamps.RUNTIME, requirements}
        stamp["packages"] = {name: stamps.digest(name) for name in sorted(both)}
        stamps.write(stamp)
    if not stamps.has_bytecode(stamp):
        stamp["bytecode"] = bytecode.provide()
        stamps.write(stamp)
    if goal in stamps.NEEDS_BROWSER:
        if not stamps.has_axe(stamp):
            stamp["axe"] = axe.provide()
            stamps.write(stamp)
        if not stamps.has_browser(stamp):
            stamp["browser"] = browsers.provide()
            stamps.write(stamp)
    if goal in stamps.NEEDS_SERVERS and not stamps.has_servers(stamp):
        stamp["servers"] = servers.provide()
        stamps.write(stamp)
    if goal in stamps.NEEDS_JAVASCRIPT and not stamps.has_javascript(stamp):
        stamp["javascript"] = javascript.provide()
        stamps.write(stamp)


def present_version() -> str:
    """Return the version of the Python in `.venv`; empty if there is none that runs."""
    python = os.path.join(stamps.VENV, "bin", "python")
    code = "import sys; print(*sys.version_info[:3], sep='.')"
    told = run([python, "-I", "-S", "-c", code], timeout=30)
    return told.output.strip() if told.ok else ""


def outdated(stamp: dict) -> bool:
    """Say whether packages are installed that a lock file no longer names as it did."""
    installed = stamp.get("packages", {})
    return any(stamps.digest(name) != was for name, was in installed.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
