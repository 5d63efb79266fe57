"""Running other programs quietly, and saying in one sentence what went wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NamedTuple


class CannotPrepare(Exception):
    """The set-up cannot go on; the message is one sentence for whoever typed `make`."""


class Outcome(NamedTuple):
    """What a program did: its exit code (127 if it could not be started) and all that it wrote."""

    code: int
    output: str

    @property
    def ok(self) -> bool:
        """Whether the program says that it succeeded."""
        return self.code == 0


OTHER_PYTHONS = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV")
OTHER_PLACES = ("PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PIP_ROOT", "PIP_TARGET", "PIP_USER")


def say(text: str) -> None:
    """Tell whoever waits what is happening."""
    print("set-up: " + text, file=sys.stderr, flush=True)


def run(command: list[str], timeout: float, cwd: str | None = None) -> Outcome:
    """Run a program without input and without the settings that would lead it astray.

    Both its streams are returned together; after `timeout` seconds it is ended.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in OTHER_PYTHONS and name not in OTHER_PLACES
    }
    try:
        done = subprocess.run(
            command,
            check=False,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired as error:
        output = (error.stdout or b"").decode(errors="replace")
        return Outcome(124, "%s\nno answer after %d seconds" % (output, timeout))
    except OSError as error:
        return Outcome(127, str(error))
    return Outcome(done.returncode, done.stdout.decode(errors="replace"))


UNREACHABLE = (
    "connection error",
    "could not resolve",
    "econnrefused",
    "enotfound",
    "etimedout",
    "failed to establish a new connection",
    "max retries exceeded",
    "name resolution",
    "network is unreachable",
    "no answer after",
    "operation timed out",
    "proxyerror",
    "read timed out",
    "temporary failure",
    "tls handshake",
    "sslerror",
)


def reason(output: str) -> str:
    """Return why a program failed, in the shortest words that its output allows."""
    folded = output.lower()
    if any(sign in folded for sign in UNREACHABLE):
        return "the network, or the package mirror, could not be reached"
    if "could not get lock" in folded:
        return "another program is installing packages"
    if "no space left on device" in folded:
        return "the disk is full"
    if "do not match the hashes" in folded:
        return "a downloaded file is not the one that the lock file expects"
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    told = [line for line in lines if line.lower().startswith(("e: ", "err", "npm err"))]
    last = (told or lines or ["it gave no reason"])[-1]
    return last.split(": ", 1)[-1].rstrip(".")
